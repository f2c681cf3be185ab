"""Values of flags that no call can mean: each is told in one sentence before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.run import COMMANDS
from screens.after_exit import words_of
from screens.flags import read_flags
from screens.setting import FLAGS
from tests.support.called import run, write
from tree.fault import UnusableError

VALUES = sorted(name for name, takes in FLAGS.items() if takes)


@pytest.mark.parametrize("empty", ["", " ", "\t"])
@pytest.mark.parametrize("name", VALUES)
def test_an_empty_value_is_no_value(name: str, empty: str) -> None:
    for argv in ([name, empty], [f"{name}={empty}"], [name]):
        with pytest.raises(UnusableError, match="flag-needs-value"):
            read_flags(argv, FLAGS)


@pytest.mark.parametrize("name", VALUES)
def test_a_flag_is_not_the_value_of_another(name: str) -> None:
    with pytest.raises(UnusableError, match="flag-needs-value"):
        read_flags([name, "--plain"], FLAGS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_an_empty_word_of_a_command_is_refused(command: str, tmp_path: Path) -> None:
    for argv in ([command, ""], [command, "", "x"], [command, "x", ""]):
        ran = run(*argv, at=tmp_path)
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("argv", [[""], ["", "check"], ["--plain", ""], ["--kiosk", ""]])
def test_an_empty_word_of_a_call_is_refused(argv: list[str]) -> None:
    ran = run(*argv)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("flag", ["-o", "--answers", "--choose", "--format", "--around"])
def test_an_empty_value_of_a_command_is_refused(flag: str, tmp_path: Path) -> None:
    pack = str(write(tmp_path / "pack"))
    for command in ("walk", "map", "check"):
        ran = run(command, pack, flag, "")
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("after", ["'", 'sh "', "no-such-program-here", "''", "/", "./nothing"])
def test_a_program_that_cannot_follow_is_refused_at_the_start(after: str) -> None:
    ran = run("--plain", "--after-exit", after)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)


def test_a_program_that_can_follow_is_taken() -> None:
    assert words_of("sh -c 'exit 3'") == ["sh", "-c", "exit 3"]
    assert run("--plain", "--after-exit", "sh -c 'exit 3'").returncode == 3
