"""The settings of a kiosk: every fault at once, and what the call says comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import Config, read_config
from tree.fault import FaultyPackError, UnusableError


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
