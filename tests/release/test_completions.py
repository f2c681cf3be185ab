"""The manual and the completions name every command and flag that the program takes."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from commands.run import COMMANDS
from commands.serve import REFUSED
from release.completions import bash, fish, zsh
from release.manual import manual, roff
from release.table import OTHERS, read_table
from screens.flags import Flags
from screens.setting import FLAGS
from tests.support.brackets import places_of
from tests.support.terminal import ROOT

PLACES = places_of(ROOT / "content")
TABLE = read_table(ROOT / "content")
NAMES = {command.name: [flag.name for flag in command.flags] for command in TABLE.commands}


class ReadingFlags(Exception):  # noqa: N818  (no error: it ends a call early)
    """A command began to read its flags."""


def taken(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Return the flags that a command takes, and whether each has a value, as its code says."""
    module, _, function = COMMANDS[name].rpartition(":")
    found = import_module(f"commands.{module or name.replace('-', '_')}")
    seen: dict[str, bool] = {}

    def note(argv: list[str], known: dict[str, bool], most: int = 0) -> Flags:
        seen.update(known)
        raise ReadingFlags

    monkeypatch.setattr(found, "read_flags", note)
    with pytest.raises(ReadingFlags):
        getattr(found, function)([], PLACES)
    return seen


@pytest.mark.parametrize("name", COMMANDS)
def test_the_usage_of_a_command_names_the_flags_that_it_takes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = next(command for command in TABLE.commands if command.name == name)
    told = {flag.name: bool(flag.takes) for flag in command.flags}
    given = taken(name, monkeypatch)
    assert told == {flag: value for flag, value in given.items() if flag not in REFUSED}


def test_the_help_of_the_check_names_the_flags_that_it_takes() -> None:
    assert {flag.name: bool(flag.takes) for flag in TABLE.flags} == FLAGS


def completed(shell: str, script: str) -> list[str]:
    """Return the lines that a shell prints; skips the test where it is absent."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is absent")
    done = subprocess.run([shell], input=script, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def in_bash(*words: str) -> list[str]:
    """Return what bash offers for the last of some words."""
    told = " ".join(f"'{word}'" for word in ("evenground", *words))
    call = f"COMP_WORDS=({told}); COMP_CWORD={len(words)}; _evenground\n"
    return completed("bash", bash(TABLE) + call + 'printf "%s\\n" "${COMPREPLY[@]}"')


def test_bash_offers_commands_flags_and_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my file").touch()
    assert {*in_bash("")} >= {*COMMANDS, *FLAGS, *OTHERS}
    assert in_bash("tran") == ["translate"]
    for name, flags in NAMES.items():
        assert in_bash(name, "-") == [*flags, *OTHERS]
    assert in_bash("map", "--format", "") == ["svg", "dot", "mermaid"]
    assert in_bash("map", "-o", "m") == ["my file"]
    assert in_bash("--plain", "--save", "m") == ["my file"]
    assert "my file" in in_bash("check", "")


def test_zsh_offers_commands_flags_and_values() -> None:
    shown = '_arguments() { print -rl -- "$@" }\n_describe() { print -rl -- $commands }\n'
    first = completed("zsh", f"{shown}words=(evenground ''); CURRENT=2\n{zsh(TABLE)}")
    assert {line.partition(":")[0] for line in first} >= {*COMMANDS}
    assert {line.partition("[")[0] for line in first} >= {*FLAGS, *OTHERS}
    for name, flags in NAMES.items():
        lines = completed("zsh", f"{shown}words=(evenground {name} ''); CURRENT=3\n{zsh(TABLE)}")
        assert [line.partition(":")[0] for line in lines[:-1]] == [*flags, *OTHERS]


def in_fish(line: str) -> list[str]:
    """Return what fish offers at the end of a line."""
    offered = completed("fish", f"{fish(TABLE)}complete -C '{line}'\n")
    return [word.partition("\t")[0] for word in offered]


def test_fish_offers_commands_flags_and_values() -> None:
    assert {*in_fish("evenground ")} >= {*COMMANDS}
    assert {*in_fish("evenground --")} == {*FLAGS, *OTHERS}
    for name in ("check", "serve", "host-key"):
        offered = {*in_fish(f"evenground {name} -")}
        assert offered == {*NAMES[name], *OTHERS}
    assert {*in_fish("evenground map --format ")} == {"svg", "dot", "mermaid"}


def test_the_manual_renders_without_a_warning_and_names_all(tmp_path: Path) -> None:
    page = tmp_path / "evenground.1"
    page.write_text(manual(TABLE, "2026.11", datetime(2026, 11, 30, tzinfo=UTC)))
    for name in (*COMMANDS, *FLAGS):
        assert roff(name) in page.read_text()
    if shutil.which("mandoc"):
        lint = ["mandoc", "-T", "lint", "-W", "warning", str(page)]
        assert subprocess.run(lint, capture_output=True, text=True, check=False).stdout == ""
    if shutil.which("groff"):
        shown = subprocess.run(
            ["groff", "-man", "-ww", "-Tutf8", page], capture_output=True, text=True, check=True
        )
        assert shown.stderr == ""


def test_no_line_of_the_manual_is_taken_for_a_request() -> None:
    assert roff(".TH x").startswith("\\&.")
    assert roff("'x").startswith("\\&'")
    assert roff("a\\b") == "a\\eb"
