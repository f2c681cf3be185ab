"""The editor as it is started: in a terminal of its own, saved, killed, by lines, without one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.support.small import FILES, write_small
from tests.support.terminal import ROOT, Terminal

SAFETY = "questions/safety.yaml"
START = [sys.executable, "evenground.py", "edit"]


def written_anew(folder: Path) -> list[str]:
    """Return the lines of the safety questions on disk that are not as they were."""
    old, new = FILES[SAFETY].splitlines(), (folder / SAFETY).read_text().splitlines()
    return [line.strip() for line in new if line not in old]


def test_a_word_is_mended_and_saved_in_a_terminal(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with Terminal([*START, str(folder)]) as terminal:
        terminal.wait_for("hurting yourself")
        terminal.key("enter")
        terminal.wait_for("Enter edit")
        terminal.key("enter")
        terminal.wait_for("Enter keep")
        terminal.key(*" Now?", "enter")
        terminal.wait_for("not saved")
        terminal.key("ctrl+s")
        terminal.wait_for("Changed: ")
        terminal.key("enter")
        terminal.wait(lambda: written_anew(folder), "saved")
        terminal.wait_for(r"all saved")
        terminal.key("ctrl+q")
        terminal.wait_end()
    assert terminal.status == 0
    assert written_anew(folder) == ["ask: Do you think of hurting yourself? Now?"]


def test_what_was_written_before_a_kill_is_offered_again(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with Terminal([*START, str(folder)]) as terminal:
        terminal.wait_for("hurting yourself")
        terminal.key("enter")
        terminal.wait_for("Enter edit")
        terminal.key("enter")
        terminal.wait_for("Enter keep")
        terminal.key(*" Now?", "enter")
        terminal.wait((folder / ".draft/desk.json").exists, "a draft")
        os.kill(terminal.pid, signal.SIGKILL)
    assert not written_anew(folder)
    with Terminal([*START, str(folder)]) as terminal:
        terminal.wait_for("Enter take")
        terminal.key("enter")
        terminal.wait_for("yourself\\? Now\\?(?!”)")


@pytest.mark.parametrize("key", ["\x1a", "\x03", "\x1c"], ids=["stops", "ends", "quits"])
def test_a_key_that_comes_while_the_editor_ends_does_not_stop_it(tmp_path: Path, key: str) -> None:
    with Terminal([*START, str(write_small(tmp_path))]) as terminal:
        terminal.wait_for("hurting yourself")
        terminal.key("ctrl+q")
        while not termios.tcgetattr(terminal.fd)[3] & termios.ISIG and terminal._read(0.0):
            pass
        terminal.key(key)
        terminal.wait_end()
    assert terminal.status == 0


def test_without_a_terminal_it_says_so_and_changes_nothing(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    done = subprocess.run(
        [*START, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_a_theme_that_there_is_not_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [*START, str(write_small(tmp_path)), "--theme", "loud"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "loud" in done.stderr
