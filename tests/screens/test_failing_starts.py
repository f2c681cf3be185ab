"""A start that fails, in a real terminal: it is given back, and one sentence says what to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import evenground
from screens.setting import Setting
from screens.terminal.first_frame import keep
from tests.support import sample
from tests.support.copied import copy_program
from tests.support.terminal import Terminal
from tests.support.traces import old_lines, sees, started, usable

PARTS = ("tree", "screens", "commands", "editor", "kiosk", "content")
Break = Callable[[Path], object]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the program, with a first frame that an earlier start kept."""
    home = tmp_path / "home"
    copy_program(home, *PARTS)
    (home / ".stored").mkdir()
    keep(sample.ready(), Setting(term="xterm-256color"), home / ".stored" / "first-C")
    return home


def add(name: str, text: str) -> Break:
    """Put something at the end of a file."""

    def change(home: Path) -> None:
        path = home / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return change


def drop(name: str) -> Break:
    """Take a file or a folder away."""

    def change(home: Path) -> None:
        path = home / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return change


BROKEN: dict[str, Break] = {
    "no line of the code": add("screens/full/app.py", "(\n"),
    "a name of ours that is not there": add(
        "screens/full/run.py", "from tree.model import Nothing\n"
    ),
    "a module of ours that is not there": drop("screens/full/base_screen.py"),
    "any fault while importing": add("screens/full/app.py", "1 / 0\n"),
    "no content": drop("content"),
    "no words": drop("content/words"),
    "no words of screens": drop("content/words/en/screens.yaml"),
    "no words of faults, and one": lambda home: (
        drop("content/words/en/commands/faults.yaml")(home),
        drop("content/evenground/pack.yaml")(home),
    ),
    "no styles": drop("screens/full/evenground.tcss"),
    "no helplines": drop("content/helplines"),
}


def said_in_one_sentence(terminal: Terminal) -> None:
    """Check that the terminal is as it was, but for one sentence, and that nothing is left on."""
    terminal.wait_end()
    left = [line for line in old_lines(terminal) if not line.startswith("old line ")]
    assert terminal.status not in {0, None}
    assert left
    assert len(" ".join(left)) < 400, left
    assert not any("Traceback" in line or "Error" in line or ".py" in line for line in left), left
    assert usable(terminal)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_copy_gives_the_terminal_back(copy: Path, broken: Break) -> None:
    broken(copy)
    with started([sys.executable, str(copy / "evenground.py")]) as terminal:
        said_in_one_sentence(terminal)


@pytest.mark.parametrize("flags", [(), ("--plain",), ("--kiosk",), ("--bogus",)])
def test_a_python_without_the_libraries_gives_the_terminal_back(
    copy: Path, flags: tuple[str, ...]
) -> None:
    with started([sys.executable, "-S", str(copy / "evenground.py"), *flags]) as terminal:
        said_in_one_sentence(terminal)


@pytest.mark.parametrize("command", ["check", "due", "walk", "serve"])
def test_commands_without_the_libraries_say_one_sentence(copy: Path, command: str) -> None:
    argv = [sys.executable, "-S", str(copy / "evenground.py"), command]
    done = subprocess.run(argv, check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert str(copy) in done.stderr


@pytest.mark.parametrize("name", ["screens/full/app.py", "screens/begin.py"])
def test_leaving_while_it_loads_leaves(copy: Path, name: str) -> None:
    add(name, "raise KeyboardInterrupt\n")(copy)
    with started([sys.executable, str(copy / "evenground.py")]) as terminal:
        terminal.wait_end()
        assert terminal.status == 0
        assert all(line.startswith("old line ") for line in old_lines(terminal))
        assert usable(terminal)


@pytest.mark.parametrize("flags", [("-P",), ("-I",), ("-E",)])
def test_a_python_that_trusts_no_folder_runs_it(copy: Path, flags: tuple[str, ...]) -> None:
    with started([sys.executable, *flags, str(copy / "evenground.py")]) as terminal:
        sees(terminal, sample.words()["keys.choose"])


def test_a_python_that_is_too_old_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert evenground.main() == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_each_sentence_of_a_start_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    for key in ("python", "parts", "broken"):
        evenground._say(key)
    said = capsys.readouterr().err.splitlines()
    assert len(set(said)) == 3
    assert not any("README" in line or "{" in line for line in said)
