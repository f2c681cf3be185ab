"""Typed lines, from wherever they come; at a kiosk each is waited for only so long."""

from __future__ import annotations

import os
import select
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TextIO

from screens.terminal.leaving import in_front

Wait = Callable[[int, float | None], bool]
"""Waits until there is something to read, or so many seconds; says whether there is."""

LONGEST = 4096
"""So many letters of a line are kept, as a terminal does: a flood must not fill the memory."""


QUIET = 0.03
"""So many seconds nothing may come before a question is shown: what is pasted comes in pieces."""


class AloneError(Exception):
    """Nobody has typed anything for as long as the host waits."""


def by_select(source: int, seconds: float | None) -> bool:
    """Ask the system."""
    return bool(select.select([source], [], [], seconds)[0])


class Typed:
    """Lines as they come; a letter that cannot be read must not end the check."""

    def __init__(self, read: TextIO) -> None:
        """Take where lines come from."""
        self._read = read
        if isinstance(read, TextIOWrapper):
            read.reconfigure(errors="replace")

    def line(self, _seconds: float | None) -> str:
        """Return a line; one without its end is the last."""
        return self._read.readline()

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Show a question meanwhile: who waits at the other end cannot be seen to type ahead."""
        yield

    def drop(self, _seconds: float) -> bool:
        """Drop what was typed ahead; here each line is taken in its turn."""
        return False

    def forget(self) -> None:
        """Drop what was typed and not read yet."""

    @property
    def by_hand(self) -> bool:
        """Say whether a terminal shows what is typed, also the end of the line."""
        return self._read.isatty()


class Awaited(Typed):
    """Lines that are waited for; nothing is read ahead where the wait could not see it."""

    def __init__(self, read: TextIO, wait: Wait = by_select) -> None:
        """Take where lines come from, and how to wait for them."""
        super().__init__(read)
        self._source, self._wait = read.fileno(), wait
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""

    def line(self, seconds: float | None) -> str:
        """Return a line; raises AloneError where none comes for so long."""
        while "\n" not in self._rest:
            if not self._wait(self._source, seconds):
                raise AloneError
            if not (data := os.read(self._source, LONGEST)):
                last, self._rest = self._rest, ""
                return last
            self._rest = _bounded(self._rest + self._decode(data))
        line, end, self._rest = self._rest.partition("\n")
        return line + end

    def forget(self) -> None:
        """Drop also half a line that came without its end."""
        self._rest = ""


def _bounded(text: str) -> str:
    """Cut a line that has no end yet."""
    return text if "\n" in text else text[:LONGEST]


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


def typed(read: TextIO, *, awaited: bool) -> Typed:
    """Read lines from there; what is no file of the system cannot be waited for."""
    if read.isatty():
        return ByHand(read)
    if awaited:
        with suppress(OSError):
            return Awaited(read)
    return Typed(read)
