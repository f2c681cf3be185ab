"""Starting at a kiosk: no file is written, nothing follows, and no shell behind is come to."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from screens.setting import read_setting
from tests.support.by_hand import Hand
from tests.support.sample import words
from tests.support.small import write_small
from tests.support.terminal import ROOT, Terminal
from tests.support.traces import ASKED, SAYINGS, old_lines, program, sees, started, walk_to
from tree.fault import UnusableError

BEHIND = "here the shell goes on"
PARTS = ("commands", "content", "screens", "tree")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the small pack on disk."""
    return write_small(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the program, as it was before its first start."""
    unmade = shutil.ignore_patterns("__pycache__", ".stored")
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=unmade)
    shutil.copy(ROOT / "evenground.py", tmp_path)
    return tmp_path


def files(folder: Path) -> Iterator[str]:
    """List all files in a folder, and the folders."""
    return (str(path.relative_to(folder)) for path in sorted(folder.rglob("*")))


def ran(copy: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Start the copy with nothing typed."""
    argv = [sys.executable, "evenground.py", "--plain", *flags]
    kept = {name: says for name, says in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        argv, check=False, cwd=copy, env=kept, input="", capture_output=True, text=True
    )


def test_a_start_at_a_kiosk_writes_no_file_and_finds_what_the_host_stored(copy: Path) -> None:
    before = list(files(copy))
    first = ran(copy, "--kiosk")
    assert (first.returncode, first.stderr) == (0, "")
    assert words()["welcome.title"] in first.stdout
    assert list(files(copy)) == before
    ran(copy)
    stored = list(files(copy))
    assert stored != before
    assert ran(copy, "--kiosk").stdout == first.stdout
    assert list(files(copy)) == stored


def test_nothing_follows_a_kiosk() -> None:
    with pytest.raises(UnusableError, match="nothing-after-kiosk"):
        read_setting(["--kiosk", "--after-exit", "sh"], {}, terminal=True)


@pytest.mark.parametrize("flag", ["--idle-outcome=10", "--idle-after=soon", "--idle-then=sleep"])
def test_a_time_that_no_kiosk_may_have_is_told_in_one_sentence(pack: Path, flag: str) -> None:
    argv = program(pack, "--kiosk", flag)
    ran = subprocess.run(argv, check=False, cwd=ROOT, input="", capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert flag.partition("=")[0] in ran.stderr


def test_ctrl_z_does_not_come_to_the_shell_behind_line_mode(pack: Path) -> None:
    watched = ["sh", "-mc", f'"$@"; echo {BEHIND}', "sh"]
    with Terminal([*watched, *program(pack, "--plain", "--kiosk")]) as terminal:
        hand = Hand(terminal)
        hand.asked()
        terminal.key("ctrl+z")
        hand.type("", "3")
        sees(terminal, ASKED["acts"])
        assert BEHIND not in terminal.text


def test_the_full_screen_of_a_kiosk_is_not_stopped(pack: Path) -> None:
    with Terminal(program(pack, "--kiosk")) as terminal:
        walk_to(terminal, "gate")
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.key("3", "enter")
        sees(terminal, ASKED["acts"])


def test_the_full_screen_that_used_up_its_time_leaves_nothing_on_the_terminal(pack: Path) -> None:
    with started(program(pack, "--kiosk")) as terminal:
        walk_to(terminal, "gate")
        os.kill(terminal.pid, signal.SIGXCPU)
        terminal.wait_end()
        assert (terminal.status, old_lines(terminal)) == (0, [])


@pytest.mark.parametrize("way", ["ctrl+c", "ctrl+\\", "q", "terminate"])
def test_line_mode_at_a_kiosk_leaves_nothing_on_the_terminal(pack: Path, way: str) -> None:
    with started(program(pack, "--plain", "--kiosk")) as terminal:
        Hand(terminal).type("", "3")
        sees(terminal, ASKED["acts"])
        if way == "terminate":
            os.kill(terminal.pid, signal.SIGTERM)
        else:
            terminal.key(way, *(["enter"] if way == "q" else []))
        terminal.wait_end()
        assert terminal.status == 0
        assert not any(saying in terminal.window.left for saying in SAYINGS)
        assert old_lines(terminal) == []
