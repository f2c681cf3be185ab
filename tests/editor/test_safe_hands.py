"""What goes wrong around the editor in a terminal: nothing is lost, and it is said."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from editor.desk import open_desk
from tests.editor.desks import WORDS, places_of
from tests.support.panes import TMUX, TmuxShell
from tests.support.small import FILES, write_small
from tests.support.terminal import ROOT, Terminal
from tests.support.worlds import world

SAFETY, AFTER = "questions/safety.yaml", "questions/after.yaml"
EDIT = (sys.executable, "evenground.py", "edit")
FULL_DISK = (sys.executable, str(ROOT / "tests/support/full_disk.py"), *EDIT[1:])
KILLED_AT = (sys.executable, str(ROOT / "tests/support/killed_at.py"))
KILLED = {
    f"os.rename {AFTER}.bak": [],
    f"os.rename {AFTER}": [],
    f"os.rename {SAFETY}.bak": [AFTER],
    f"os.rename {SAFETY}": [AFTER],
    "os.remove .draft/desk.json": [SAFETY, AFTER],
}
"""Before which call the editor is killed while it saves, and which files are new then."""


def begin_to_write(terminal: Terminal, words: str) -> None:
    """Open the first question, and write more words into it that are not kept yet."""
    terminal.wait_for("hurting yourself")
    terminal.key("enter")
    terminal.wait_for("Enter edit")
    terminal.key("enter")
    terminal.wait_for("Enter keep")
    terminal.key(*words)
    terminal.wait_for(re.escape(words.strip()))


def mend(terminal: Terminal) -> None:
    """Mend a word of the first question, and wait until the desk has it."""
    begin_to_write(terminal, " Now?")
    terminal.key("enter")
    terminal.wait_for("not saved")


def ask_to_save(terminal: Terminal) -> None:
    """Ask to save, and say yes."""
    terminal.key("ctrl+s")
    terminal.wait_for("Changed: ")
    terminal.key("enter")


def unchanged(folder: Path) -> bool:
    """Return whether every file of a small pack is as it was, and none is beside it."""
    found = {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and ".draft" not in path.parts
    }
    return found == FILES


def wait_until_free(folder: Path) -> None:
    """Wait until no editor holds a pack any more."""
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    os.close(held)


def take_up_again(folder: Path, words: str) -> None:
    """Open a pack, go on with what was not saved, and see it."""
    wait_until_free(folder)
    with Terminal([*EDIT, str(folder)]) as terminal:
        terminal.wait_for("not saved")
        terminal.key("enter")
        terminal.wait_for(words)
        terminal.wait_for("changed, not saved")


@pytest.mark.skipif(TMUX is None, reason="tmux is not installed")
def test_what_was_being_written_when_the_pane_was_closed_is_taken_up_again(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    settings = tmp_path / "settings"
    settings.write_text("set -g status off\n")
    shell = TmuxShell(settings)
    with shell.terminal as terminal:
        shell.run([*EDIT, str(folder)])
        begin_to_write(terminal, " Now?")
        shell.tmux("kill-pane")
        terminal.wait_end()
    assert unchanged(folder)
    take_up_again(folder, r"Now\?")


@pytest.mark.parametrize("by", [signal.SIGHUP, signal.SIGTERM])
def test_what_was_being_written_at_the_end_of_a_session_is_kept(
    by: signal.Signals, tmp_path: Path
) -> None:
    folder = write_small(tmp_path)
    with Terminal([*EDIT, str(folder)]) as terminal:
        begin_to_write(terminal, " Now?")
        os.kill(terminal.pid, by)
        terminal.wait_end()
    assert unchanged(folder)
    assert "Now?" in (folder / ".draft/desk.json").read_text()


@pytest.mark.parametrize("at", KILLED, ids=lambda at: at.split("/")[-1])
def test_killed_while_it_saves_each_file_is_whole_and_the_rest_is_offered(
    at: str, tmp_path: Path
) -> None:
    folder = write_small(tmp_path)
    with Terminal([*KILLED_AT, *at.split(), *EDIT[1:], str(folder)]) as terminal:
        mend(terminal)
        terminal.key("escape")
        terminal.wait_for("Enter open")
        terminal.key("/", *"calm", "enter", "enter", "enter")
        terminal.wait_for("Enter keep")
        terminal.key(*" Now?", "enter")
        terminal.wait_for("Enter edit")
        ask_to_save(terminal)
        terminal.wait_end()
    assert terminal.status == -signal.SIGKILL
    new = [name for name in (SAFETY, AFTER) if is_new(folder, name)]
    assert new == KILLED[at]
    wait_until_free(folder)
    desk = open_desk(places_of(folder), WORDS)
    if len(new) == len((SAFETY, AFTER)):
        assert desk.draft is None
    else:
        assert desk.draft is not None
        assert not desk.draft.outdated
        desk.take_draft()
    assert all(b"Now?" in desk.files[name] for name in (SAFETY, AFTER))
    desk.lock.release()


def is_new(folder: Path, name: str) -> bool:
    """Return whether a file is whole and new on disk; else it is whole and as it was."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.replace("? Now?", "?") == FILES[name]
    return "? Now?" in text


def test_a_second_editor_is_told_that_somebody_edits_already(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    with Terminal([*EDIT, str(folder)]) as first:
        mend(first)
        with Terminal([*EDIT, str(folder)]) as second:
            second.wait_end()
        assert second.status == 2
        assert folder.name in second.window.left
        ask_to_save(first)
        first.wait(lambda: is_new(folder, SAFETY), "saved")


def refused(call: tuple[str, ...], folder: Path) -> None:
    """Mend a word where nothing can be written: the desk says so, and keeps it."""
    with Terminal([*call, str(folder)]) as terminal:
        mend(terminal)
        ask_to_save(terminal)
        terminal.wait_for("could not be written")
        terminal.wait_for(r"Now\?")
        terminal.wait_for("not saved")
        terminal.key("ctrl+q")
        terminal.wait_for("Leave")
    assert unchanged(folder)


def test_on_a_full_disk_the_desk_says_so_and_keeps_what_was_written(tmp_path: Path) -> None:
    refused(FULL_DISK, write_small(tmp_path))


def test_a_folder_that_may_only_be_read_is_said_to_be_one(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    only_read = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}"
    refused((*world(only_read), *EDIT), folder)
