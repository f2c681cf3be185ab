"""Typed lines, from wherever they come; at a kiosk each is waited for only so long."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

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
