"""The editor in a real tmux: a sitting from its first key to the prompt, in two windows."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.panes import TMUX, TmuxShell
from tests.support.small import FILES, write_small

SAFETY, ES, DRAFT = "questions/safety.yaml", "languages/es.yaml", ".draft/desk.json"
SAYINGS = ("hurting yourself", "Has any of this", "Hit leads to", "Numbers to call", "gate")
SIZES = [(80, 24), (40, 15)]

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")


class Sitting(TmuxShell):
    """A shell that opens a pack in the editor."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        """Write a pack, and start a shell."""
        settings = folder / "settings"
        settings.write_text("set -g status off\n")
        super().__init__(settings, size)
        self.pack = write_small(folder)
        (self.pack / "languages").mkdir()
        (self.pack / ES).write_text("")

    def edit(self) -> None:
        """Open the pack, and wait for its outline."""
        self.run([sys.executable, "evenground.py", "edit", str(self.pack)])
        self.sees("hurting")

    def sees(self, *words: str) -> None:
        """Wait until these words are in sight, wherever their lines are broken."""
        for word in words:
            self.terminal.wait_for(r"\s+".join(map(re.escape, word.split())))

    def keeps(self, word: str) -> None:
        """Wait until the draft holds a word."""
        self.terminal.wait(lambda: word in self.draft, f"{word} in the draft")

    @property
    def draft(self) -> str:
        """What is kept of unsaved work."""
        file = self.pack / DRAFT
        return file.read_text() if file.exists() else ""

    def leave_nothing(self) -> None:
        """Wait for the prompt; nothing of the pack may stand in the pane or above it."""
        self.back_at_the_prompt()
        kept = self.kept
        assert [word for word in SAYINGS if word in kept.replace(str(self.pack), "")] == []


@pytest.fixture(params=SIZES, ids=str)
def sitting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sitting]:
    """Open a shell in a window of a size."""
    made = Sitting(tmp_path, request.param)
    with made.terminal:
        try:
            yield made
        finally:
            made.tmux("kill-server")


def test_a_sitting_that_is_thrown_away_changes_no_byte(sitting: Sitting) -> None:
    key = sitting.terminal.key
    sitting.edit()
    key("r")
    sitting.sees("A new name")
    key("gateway", "enter")
    sitting.keeps("gateway")
    sitting.sees("is now")
    key("\x1a")
    sitting.terminal.wait(lambda: not sitting.draft, "no draft")
    key("t")
    sitting.sees("to do")
    key("enter")
    sitting.sees("Enter keep")
    key("Hola", "enter")
    sitting.keeps("Hola")
    key("escape")
    sitting.sees("F1 help")
    key("/")
    sitting.sees("Esc all")
    key("on", "enter")
    sitting.sees("Enter open")
    key("enter")
    sitting.sees("Enter edit")
    key("down", "down", "enter")
    sitting.sees("Type to search")
    key("slowly", "enter")
    sitting.keeps("harmed, to: rebuild")
    sitting.sees("broken")
    key("v")
    sitting.sees("Hit leads", "They hit me")
    key("escape")
    sitting.sees("Enter edit")
    key("\x11")
    sitting.sees("Leave, and throw")
    key("down", "down", "down", "enter")
    sitting.leave_nothing()
    assert {name: (sitting.pack / name).read_text() for name in FILES} == FILES
    assert not sitting.draft


def mend_a_word(sitting: Sitting) -> None:
    """Open the pack, and write a word more into its first question."""
    sitting.edit()
    sitting.terminal.key("enter")
    sitting.sees("Enter edit")
    sitting.terminal.key("down", "enter")
    sitting.sees("Enter keep")
    sitting.terminal.key(" Now?", "enter")
    sitting.keeps("Now?")


def test_a_word_is_mended_beside_what_somebody_else_wrote(sitting: Sitting) -> None:
    mend_a_word(sitting)
    theirs = FILES[SAFETY].replace("Because help is near.", "Because it helps.")
    (sitting.pack / SAFETY).write_text(theirs)
    sitting.terminal.key("\x13")
    sitting.sees("Changed: ")
    sitting.terminal.key("enter")
    sitting.sees("Somebody else", "Keep yours")
    sitting.terminal.key("enter")
    sitting.terminal.wait(lambda: "Now?" in (sitting.pack / SAFETY).read_text(), "saved")
    sitting.sees("all saved")
    assert (sitting.pack / f"{SAFETY}.bak").read_text() == theirs
    sitting.terminal.key("\x11")
    sitting.leave_nothing()
