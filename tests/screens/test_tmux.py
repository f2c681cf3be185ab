"""The real program in a shell in a real tmux: what the pane and its history hold afterwards."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.panes import PROMPT, TMUX, TmuxShell
from tests.support.small import write_small
from tests.support.traces import ASKED, SAYINGS, TREE, program, sees, walk_to

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")


class Pane(TmuxShell):
    """A shell in tmux that starts the check."""

    def __init__(self, settings: Path, folder: Path) -> None:
        """Start tmux, and write a pack."""
        super().__init__(settings)
        self.pack = write_small(folder)
        self._number = folder / "number"

    def start(self) -> None:
        """Start the program from the shell, and answer up to the list of acts."""
        self.run(["sh", "-c", f'echo $$ > {self._number}; exec "$@"', "sh", *program(self.pack)])
        walk_to(self.terminal, "acts")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program, as from another window."""
        os.kill(int(self._number.read_text()), number)


@pytest.fixture(params=["on", "off"])
def pane(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pane]:
    """Open a shell in tmux, with and without its second screen."""
    settings = tmp_path / "settings"
    settings.write_text(f"set -g status off\nset -g alternate-screen {request.param}\n")
    (tmp_path / "pack").mkdir()
    pane = Pane(settings, tmp_path)
    with pane.terminal:
        try:
            yield pane
        finally:
            pane.tmux("kill-server")


def test_leaving_leaves_no_word_in_the_pane_or_its_history(pane: Pane) -> None:
    pane.start()
    pane.terminal.key("ctrl+c")
    pane.back_at_the_prompt()
    assert not any(saying in pane.kept for saying in SAYINGS)


def test_a_stopped_program_is_out_of_sight_and_fg_brings_it_back(pane: Pane) -> None:
    pane.start()
    pane.signal(signal.SIGTSTP)
    pane.back_at_the_prompt()
    assert not any(saying in pane.kept for saying in SAYINGS)
    goes_on_and_leaves(pane)


def test_fg_brings_back_what_was_stopped_without_being_asked(pane: Pane) -> None:
    pane.start()
    pane.signal(signal.SIGSTOP)
    sees(pane.terminal, PROMPT)
    goes_on_and_leaves(pane)


def goes_on_and_leaves(pane: Pane) -> None:
    """Bring the stopped program back, find the question whole, answer it, and leave."""
    pane.terminal.key("fg\n")
    for saying in (ASKED["acts"], *(option.say for option in TREE.questions["acts"].options)):
        sees(pane.terminal, saying)
    pane.terminal.wait(lambda: PROMPT not in pane.terminal.text, "the prompt out of sight")
    pane.terminal.key("4", "enter")
    sees(pane.terminal, ASKED["calm"])
    pane.terminal.key("ctrl+c")
    pane.back_at_the_prompt()
    assert not any(saying in pane.kept for saying in SAYINGS)
