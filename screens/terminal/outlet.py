"""Where the thread that writes to a terminal writes, and how much of it has gone out."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from threading import Lock
from typing import IO

MOMENT = 0.02
"""So many seconds the writing thread has to note that the terminal has taken a text."""

ROOM = 65_536
"""So many bytes of a frame are written at once."""


def drawing(descriptor: int) -> TextIOWrapper:
    """Open what is drawn on, for the signs that its terminal knows."""
    encoding = sys.__stdout__.encoding if sys.__stdout__ else None
    return open(descriptor, "w", ROOM, encoding, "backslashreplace", closefd=False)


class Outlet:
    """A file that counts what was written and what has left: a stalled terminal takes nothing."""

    def __init__(self, file: IO[str]) -> None:
        """Start with nothing written."""
        self._file, self._lock = file, Lock()
        self._written = self._flushed = 0
        self._writes = False

    def write(self, text: str) -> None:
        """Write, as a file does; until it is flushed, nobody knows how much of it is out."""
        if not self._writes:
            self._writes = self._lock.acquire()
        self._written += 1
        self._file.write(text)

    def flush(self) -> None:
        """Wait until the terminal has taken all of it."""
        self._file.flush()
        self._flushed = self._written
        if self._writes:
            self._writes = False
            self._lock.release()

    def out(self, many: int) -> bool:
        """Return whether the terminal has taken so many texts; a moment is given to note it."""
        if not self._lock.acquire(timeout=MOMENT):
            return False
        self._lock.release()
        return self._flushed == many

    def fileno(self) -> int:
        """Return the file's descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Return whether the file is a terminal."""
        return self._file.isatty()
