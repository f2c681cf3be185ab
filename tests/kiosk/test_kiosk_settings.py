"""The settings of a kiosk: every fault at once, and what the call says comes first."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from string import Formatter

import pytest

import evenground
from commands.reports.sentences import command_words, fault_line
from kiosk.config import Config, read_config
from tree.fault import FaultyPackError, UnusableError

ODD = (
    '""', '"x"', '"Spanish"', '"EN"', '"UK "', '"\\u0000"', '"\\u202e"', '"a\\nb"', '"en\\n"',
    f'"{"a" * 999}"', "true", "0", "-1", "1.5", "nan", "inf", "1e400", "9" * 30, "[]", "[1]", "{}",
    "{a = 1}", "2026-11-30",
)  # fmt: skip
"""Values that a host may write somewhere, each wrong in most places."""


def faults(tmp_path: Path, text: str) -> set[tuple[str, int]]:
    """Read settings and list what is wrong with them, by code and line."""
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyPackError) as refused:
        read_config(file, {})
    return {(fault.code, fault.where.line) for fault in refused.value.faults}


def test_all_faults_of_the_settings_are_said_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """[listen]
port = 70000
prot = 1

[idle]
outcome = 10
then = "never"

[people]
at_once = "many"
"""
    assert faults(tmp_path, text) == {
        ("too-large", 2), ("unknown-key", 3), ("too-small", 6), ("wrong-value", 7),
        ("not-a-number", 10),
    }  # fmt: skip


SLIPS = [
    ("[listen\nport = 1\n", 1, "not-toml-bracket"),
    ("[listen]]\n", 1, "not-toml-bracket"),
    ("[check]\nallow_unreviewed = True\n", 2, "not-toml-case"),
    ("[check]\nallow_unreviewed = FALSE  # later\n", 2, "not-toml-case"),
    ("[check]\nhigh_contrast = True\nhigh_contrast = True\n", 2, "not-toml-case"),
    ("[check]\ncountry = GB\n", 2, "not-toml"),
    ('[check]\ncountry = "GB\n', 2, "not-toml"),
    ('[check]\ncountry = \'GB\nlanguage = "en"\n[idle]\n', 2, "not-toml"),
    ('[check]\npack = """\ncountry = 1\n', 2, "not-toml"),
    ("port = \n", 1, "not-toml"),
    ("port: 2222\n", 1, "not-toml-equals"),
    ("x = 1\nx = 2\n", 2, "not-toml-twice"),
    ("[idle]\nafter = 9\n[people]\n[idle]\n", 4, "not-toml-twice"),
    ("[idle]\nafter = 9\n[people]\nafter = many\n", 4, "not-toml"),
]


@pytest.mark.parametrize(("text", "line", "code"), SLIPS)
def test_what_is_no_toml_is_refused_with_its_line_and_what_is_wrong_there(
    tmp_path: Path, text: str, line: int, code: str
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableError) as refused:
        read_config(file, {})
    assert (refused.value.code, refused.value.values["line"]) == (code, str(line))


def test_what_the_call_says_comes_before_what_the_file_says(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("[listen]\nport = 22\nhost = '::1'\n", encoding="utf-8")
    listen = read_config(file, {"listen": {"port": "2323"}}).listen
    assert (listen.port, listen.host) == (2323, "::1")
    assert read_config(None, {}) == Config()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "a mark before all"])
def test_settings_are_read_with_the_mark_that_some_editors_put_first(
    tmp_path: Path, mark: bytes
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(mark + b"[listen]\nport = 2323\nprot = 1\n")
    with pytest.raises(FaultyPackError) as refused:
        read_config(file, {})
    assert [fault.where.line for fault in refused.value.faults] == [3]
    file.write_bytes(mark + b"[listen]\nport = 2323\n")
    assert read_config(file, {}).listen.port == 2323


@pytest.mark.parametrize("form", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_settings_in_another_form_of_text_are_refused_as_such(tmp_path: Path, form: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("[listen]\nport = 2323\n", encoding=form)
    with pytest.raises(UnusableError) as refused:
        read_config(file, {})
    assert refused.value.code == "not-utf-8"


def settings_of(config: Config) -> list[tuple[str, str]]:
    """List each setting by its table and name."""
    tables = {table: getattr(config, table) for table in Config.model_fields}
    return [(table, name) for table, found in tables.items() for name in type(found).model_fields]


@pytest.mark.parametrize("value", ODD)
def test_whatever_stands_in_a_setting_it_is_taken_or_refused_in_whole_words(
    tmp_path: Path, value: str
) -> None:
    words = command_words(evenground._places().words.parent)
    file = tmp_path / "kiosk.toml"
    for table, name in settings_of(Config()):
        file.write_text(f"[{table}]\n{name} = {value}\n", encoding="utf-8")
        try:
            read_config(file, {})
        except FaultyPackError as refused:
            (fault,) = refused.faults
            assert fault.where.line == 2
            named = Formatter().parse(words.table[f"fault.{fault.code}"])
            assert {part for _, part, _, _ in named if part} <= {
                k for k, v in fault.values.items() if v
            }
            assert fault_line(words, fault)


NUMBERS = [
    (table, name)
    for table, name in settings_of(Config())
    if type(getattr(getattr(Config(), table), name)) in (int, float)
]


def test_a_switch_is_no_number(tmp_path: Path) -> None:
    for (table, name), switch in product(NUMBERS, ("true", "false")):
        assert faults(tmp_path, f"[{table}]\n{name} = {switch}\n") == {("not-a-number", 2)}


@pytest.mark.parametrize("path", ["folder", "pipe", "/dev/zero"])
def test_settings_that_are_no_file_are_refused_and_not_waited_for(
    tmp_path: Path, path: str
) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnusableError) as refused:
        read_config(tmp_path / path, {})
    assert (refused.value.code, refused.value.values["name"]) == (
        "no-plain-file",
        str(tmp_path / path),
    )
