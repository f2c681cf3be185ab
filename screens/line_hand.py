"""Lines typed at a terminal: none that was begun before its question was shown may answer it."""

from __future__ import annotations

import os
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from screens.leaving import in_front
from screens.line_read import LONGEST, Awaited, Wait, by_select

PAUSE = 0.05
"""After so many seconds without a key, what was typed ahead is over."""

HALF = 0.5
"""The same after half a line: the rest of it must not be taken for a line of its own."""

MOST_PIECES = 1000
"""So many pieces are dropped on leaving; a flood must not hold anyone."""

LEAVE = "q"
ENDS = ("\x04", "\x00")
"""Ctrl+D, as it is typed and as the system keeps it in a line that was not read yet."""


class ByHand(Awaited):
    """Lines from a terminal, which itself echoes them and lets slips be mended."""

    def __init__(self, read: TextIO, wait: Wait = by_select) -> None:
        """Keep how the terminal was."""
        super().__init__(read, wait)
        self._was = termios.tcgetattr(self._source)

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Take keys one by one and unseen: half a line could not be found otherwise."""
        bare = [*self._was[:6], [*self._was[6]]]
        bare[3] &= ~(termios.ICANON | termios.ECHO)
        bare[6][termios.VMIN], bare[6][termios.VTIME] = 1, 0
        try:
            termios.tcsetattr(self._source, termios.TCSANOW, bare)
        except termios.error as error:
            raise EOFError from error
        try:
            yield
        finally:
            self.restore()

    def restore(self) -> None:
        """Set the terminal back as it was."""
        with suppress(termios.error):
            termios.tcsetattr(self._source, termios.TCSANOW, self._was)

    def drop(self, seconds: float) -> bool:
        """Drop what comes within so long, up to a pause; say whether anything did.

        Only while deaf. Raises EOFError where a line of it means to leave.
        """
        line, self._rest = self._rest, ""
        dropped = bool(line)
        while self._wait(self._source, seconds):
            data = os.read(self._source, LONGEST)
            line = _last(line + self._decode(data))
            if not data:
                raise EOFError
            dropped, seconds = True, HALF if line else PAUSE
        return dropped

    def forget(self) -> None:
        """Drop all that was typed, up to a pause: nothing of it may come to a shell behind.

        Unless that shell is in front already: then it is what reads here.
        """
        self._rest = ""
        if not in_front(self._source):
            return
        with suppress(EOFError, OSError), self.deaf():
            for _ in range(MOST_PIECES):
                if not self._wait(self._source, PAUSE) or not os.read(self._source, LONGEST):
                    break


def _last(typed: str) -> str:
    """Return the line that has no end yet; raises EOFError where one before means to leave."""
    *lines, last = typed.replace("\r", "\n").split("\n")
    if any(line.strip().lower() == LEAVE for line in lines) or any(e in typed for e in ENDS):
        raise EOFError
    return last[:LONGEST]
