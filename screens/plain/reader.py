"""Read typed lines from a terminal, a pipe or a file; at a kiosk with a timeout."""

from __future__ import annotations

import os
import select
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from io import TextIOWrapper
from signal import set_wakeup_fd
from time import monotonic
from typing import TextIO

from screens.terminal.leaving import in_front

Wait = Callable[[int, float | None], bool]
"""Waits for input, at most this many seconds; returns whether there is some."""

LONGEST = 4096
"""Most characters kept of a line, as in a terminal driver: a flood must not fill the memory."""


QUIET = 0.03
"""Seconds of silence before a question is shown: pasted text comes in pieces."""


class AloneError(Exception):
    """No line came within the host's timeout."""


def by_select(source: int, seconds: float | None) -> bool:
    """Wait with select(); a signal ends the wait for its handler, also one that comes before it."""
    end = None if seconds is None else monotonic() + seconds
    with ExitStack() as ends:
        woken = _woken(ends)
        while True:
            left = None if end is None else max(0.0, end - monotonic())
            ready = select.select([source, *woken], [], [], left)[0]
            if not woken or woken[0] not in ready:
                return bool(ready)
            os.read(woken[0], LONGEST)


def _woken(ends: ExitStack) -> list[int]:
    """Return a descriptor that can be read as soon as a signal came, before its handler runs.

    A visit to a kiosk may open none; there the front hears who stops.
    """
    with suppress(PermissionError):
        woken, wakes = os.pipe()
        ends.callback(os.close, woken)
        ends.callback(os.close, wakes)
        os.set_blocking(wakes, False)
        ends.callback(set_wakeup_fd, set_wakeup_fd(wakes, warn_on_full_buffer=False))
        return [woken]
    return []


class Typed:
    """Lines from a stream; undecodable bytes are replaced, so that they cannot end the check."""

    def __init__(self, read: TextIO) -> None:
        """Keep the stream."""
        self._read = read
        if isinstance(read, TextIOWrapper):
            read.reconfigure(errors="replace")

    def line(self, _seconds: float | None) -> str:
        """Return a line; one without a newline is the last."""
        return self._read.readline()

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Do nothing here: only a terminal can tell what was typed ahead."""
        yield

    def drop(self, _seconds: float) -> bool:
        """Return False: nothing is dropped here, since each line is an answer in turn."""
        return False

    def forget(self) -> None:
        """Do nothing: this stream holds no input back."""

    @property
    def by_hand(self) -> bool:
        """Whether a terminal echoes what is typed, also the newline."""
        return self._read.isatty()


class Awaited(Typed):
    """Lines with a timeout; read unbuffered, since select() cannot see a Python buffer."""

    def __init__(self, read: TextIO, wait: Wait = by_select) -> None:
        """Keep the stream, and the function that waits for it."""
        super().__init__(read)
        self._source, self._wait = read.fileno(), wait
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""

    def line(self, seconds: float | None) -> str:
        """Return a line; raises AloneError if none comes within `seconds`."""
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
        """Drop a half-typed line, too."""
        self._rest = ""


def _bounded(text: str) -> str:
    """Return the text, cut to `LONGEST` if it has no newline yet."""
    return text if "\n" in text else text[:LONGEST]


PAUSE = 0.05
"""Seconds without a key after which type-ahead is over."""

HALF = 0.5
"""The same after half a line: its rest must not be read as a line of its own."""

MOST_PIECES = 1000
"""Most reads that are dropped on leaving, so that a flood cannot delay it."""

LEAVE = "q"
ENDS = ("\x04", "\x00")
"""Ctrl+D, as typed, and as the kernel marks it in a line that was not read yet."""


class ByHand(Awaited):
    """Lines from a terminal in canonical mode: it echoes them and lets people correct them."""

    def __init__(self, read: TextIO, wait: Wait = by_select) -> None:
        """Keep the terminal's modes."""
        super().__init__(read, wait)
        self._was = termios.tcgetattr(self._source)
        stop: bytes = self._was[6][termios.VINTR]
        self._ends = (*ENDS, stop.decode()) if stop.isascii() else ENDS

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Turn off echo and canonical mode in the body: half a line could not be read otherwise."""
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
        """Restore the terminal's modes."""
        with suppress(termios.error):
            termios.tcsetattr(self._source, termios.TCSANOW, self._was)

    def drop(self, seconds: float) -> bool:
        """Drop input until a pause of `seconds`; return whether there was any.

        Only within `deaf`. Raises EOFError if a dropped line means to leave.
        """
        line, self._rest = self._rest, ""
        dropped = bool(line)
        while self._wait(self._source, seconds):
            data = os.read(self._source, LONGEST)
            line = _last(line + self._decode(data), self._ends)
            if not data:
                raise EOFError
            dropped, seconds = True, HALF if line else PAUSE
        return dropped

    def forget(self) -> None:
        """Drop all input until a pause, so that the next shell does not read it.

        Does nothing if that shell is already in the foreground: then the input is for it.
        """
        self._rest = ""
        if not in_front(self._source):
            return
        with suppress(EOFError, OSError), self.deaf():
            for _ in range(MOST_PIECES):
                if not self._wait(self._source, PAUSE) or not os.read(self._source, LONGEST):
                    break


def _last(typed: str, ends: Sequence[str]) -> str:
    """Return the unfinished last line; raises EOFError if one before it means to leave."""
    *lines, last = typed.replace("\r", "\n").split("\n")
    if any(line.strip().lower() == LEAVE for line in lines) or any(e in typed for e in ends):
        raise EOFError
    return last[:LONGEST]


def typed(read: TextIO, *, awaited: bool) -> Typed:
    """Return the reader for this stream; one without a descriptor is read without a timeout."""
    if read.isatty():
        return ByHand(read)
    if awaited:
        with suppress(OSError):
            return Awaited(read)
    return Typed(read)
