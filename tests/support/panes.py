"""A shell in a real tmux, seen through an attached terminal."""

from __future__ import annotations

import itertools
import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support.terminal import Terminal

TMUX = shutil.which("tmux")
NUMBERS = itertools.count()
PROMPT = "here>"
SIMPLE = "vt100"
"""A terminal that tmux draws on without scrolling commands, which `pyte` does not know."""


class TmuxShell:
    """A shell in tmux."""

    def __init__(self, settings: Path, size: tuple[int, int] = (80, 24)) -> None:
        """Start a tmux of its own, apart from one that still ends; its socket's path is short."""
        self._tmux = [str(TMUX), "-L", f"evenground-{os.getpid()}-{next(NUMBERS)}"]
        shell = f"PS1='{PROMPT} ' exec sh -i"
        argv = [*self._tmux, "-f", str(settings), "new-session", shell]
        self.terminal = Terminal(argv, SIMPLE, size)

    def run(self, argv: Sequence[str]) -> None:
        """Type a command once the shell asks for one."""
        self.terminal.wait_for(PROMPT)
        self.terminal.key(shlex.join(argv), "enter")

    def tmux(self, *words: str) -> str:
        """Ask the tmux of this test."""
        argv = [*self._tmux, *words]
        return subprocess.run(argv, check=True, capture_output=True, text=True).stdout

    @property
    def kept(self) -> str:
        """Say what the pane and its history hold, and its title."""
        held = self.tmux("capture-pane", "-p", "-S", "-", "-E", "-")
        return held + self.tmux("display-message", "-p", "#{pane_title} #{window_name}")

    def back_at_the_prompt(self) -> None:
        """Wait until the shell asks for the next command."""
        self.terminal.wait(lambda: self.terminal.text.rstrip().endswith(PROMPT), "a new prompt")
