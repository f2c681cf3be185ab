"""Reading and writing lines: wrapped text out, one typed line in."""

from __future__ import annotations

import re
import termios
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from screens.plain.reader import QUIET, Typed
from screens.setting import Setting
from screens.terminal.leaving import UNCLEARED, clearing
from screens.terminal.streams import let_go

WIDEST = 72
START = re.compile(r"\s*(\d+\. |- |\S   )?")
"""What a line that goes on stands under: a number, a dash or a letter to type."""

LEAVE = "q"
DIGITS = 3


class Talk:
    """A conversation by lines; whoever leaves ends it with EOFError."""

    def __init__(self, read: Typed, write: TextIO) -> None:
        """Take both ends; a letter that cannot be written must not end the check."""
        self._read, self._write = read, write
        self.begun = False
        if isinstance(write, TextIOWrapper):
            write.reconfigure(errors="replace", line_buffering=False)

    def say(self, lines: Iterable[str]) -> None:
        """Write lines, wrapped so that they are easy to follow."""
        for line in lines:
            self._write.write("\n".join(wrapped(line)) + "\n")

    def hear(self, prompt: str, seconds: float | None = None, early: str = "") -> str:
        """Ask for a line; raises EOFError at the end of input, also in mid-line, and on leaving.

        What was typed before all this was shown is dropped, and `early` says so. Where no line
        comes for so many seconds, raises AloneError.
        """
        with self._read.deaf():
            dropped = self._read.drop(QUIET)
            self._show()
            if self._read.drop(0) or dropped:
                self.say([early])
        self._show(prompt)
        line = self._read.line(seconds)
        self.begun = True
        if not self._read.by_hand:
            self._write.write("\n")
        typed = line.strip().lower()
        if typed == LEAVE or not line.endswith("\n"):
            raise EOFError
        return typed

    def _show(self, words: str = "") -> None:
        """Write all that waits, and these words after it; return when the terminal has them."""
        self._write.write(words)
        self._write.flush()
        if self._write.isatty():
            with suppress(termios.error, OSError):
                termios.tcdrain(self._write.fileno())

    def stays(self, setting: Setting) -> str:
        """Name what can be seen of a visit after it: what scrolled above, all, or nothing."""
        if not self._write.isatty() or clearing(setting) == UNCLEARED:
            return "all"
        return "nothing" if setting.kiosk or setting.wipe_scrollback else "above"

    def end(self, setting: Setting) -> None:
        """Leave without a word: clear the window, and let no shell have what was typed ahead."""
        try:
            self._clear(setting)
        except OSError:
            let_go(self._write)
        self._read.forget()

    def begin_anew(self, setting: Setting) -> None:
        """Clear the window for the next person, and drop what was typed last."""
        self._read.forget()
        self.begun = False
        self._clear(setting)

    def _clear(self, setting: Setting) -> None:
        self._write.write(clearing(setting) if self._write.isatty() else UNCLEARED)
        self._write.flush()


def wrapped(line: str) -> list[str]:
    """Break a line between words only: what goes on stands under where the line starts."""
    start = START.match(line)
    under = " " * len(start[0]) if start else ""
    wrap = textwrap.TextWrapper(
        WIDEST, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
    )
    return wrap.wrap(line) or [""]


def numbers(typed: str) -> tuple[int, ...]:
    """Read numbers with spaces or commas between them, each once; none from anything else."""
    parts = typed.replace(",", " ").split()
    if any(len(part) > DIGITS or not part.isdecimal() for part in parts):
        return ()
    return tuple(dict.fromkeys(int(part) for part in parts))
