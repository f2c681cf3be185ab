"""Lines that an author types: only what was typed after a question was shown is an answer."""

from __future__ import annotations

import sys
import termios
from collections.abc import Iterable
from contextlib import suppress

from screens.plain.reader import QUIET, ByHand


class TypedLines:
    """Asks in a terminal, whose Up key brings lines to be mended."""

    def __init__(self, early: str) -> None:
        """Ask at standard input; `early` is said where something typed ahead is dropped."""
        self._hand, self._early = ByHand(sys.stdin), early

    def ask(self, prompt: str, old: Iterable[str] = ()) -> str:
        """Read a line; Up brings the old ones, the last one first. Raises EOFError on a stop."""
        import readline  # noqa: PLC0415  (only here, and not everywhere)

        readline.clear_history()
        for line in filter(None, old):
            readline.add_history(line)
        if self._drops():
            print(self._early)
        try:
            return " ".join(input(prompt).split())
        except (EOFError, KeyboardInterrupt):
            print()
            raise

    def _drops(self) -> bool:
        """Drop what was typed before all was shown; returns whether there was something."""
        with self._hand.deaf():
            ahead = self._hand.drop(QUIET)
            sys.stdout.flush()
            with suppress(termios.error):
                termios.tcdrain(sys.stdout.fileno())
            return self._hand.drop(0) or ahead
