"""Write lines, a screenful at a time, and read what is typed."""

from __future__ import annotations

import os
import termios
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TextIO

from screens.plain.reader import QUIET, Typed
from screens.plain.screenful import WIDEST, WindowSize, numbered, screenful, wrapped
from screens.setting import Setting
from screens.terminal.leaving import UNCLEARED, clearing
from screens.terminal.streams import let_go

LEAVE = "q"
DIGITS = 3
LEAST_ROWS = 4
"""Least rows of text at once, however low the window."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a conversation says by itself: that keys came too early, that more text waits.

    `more` has a place for `n`, the number of screenfuls to come.
    """

    early: str = ""
    more: str = ""
    unseen: str = ""


class Talk:
    """A conversation by lines; leaving raises EOFError."""

    def __init__(self, read: Typed, write: TextIO) -> None:
        """Keep both streams; unencodable characters are replaced rather than end the check."""
        self._read, self._write = read, write
        self.begun = False
        self._unsaid = list[str]()
        self._numbers = set[int]()
        self._stopped = False
        if isinstance(write, TextIOWrapper):
            write.reconfigure(errors="replace", line_buffering=False)

    def say(self, lines: Iterable[str]) -> None:
        """Keep lines until the next prompt, which shows them."""
        if not self._unsaid:
            self._numbers.clear()
        self._unsaid.extend(lines)

    def holds(self, lines: Iterable[str]) -> bool:
        """Return whether the window holds these lines at once; without a window it does."""
        size = self._size()
        return not screenful([*self._unsaid, *lines], size)[1]

    def hear(self, prompt: str, notes: Notes, seconds: float | None = None) -> str:
        """Show what was said, a screenful at a time; then prompt for a line and return it.

        A letter typed between two screenfuls is returned, too, and so are numbers that were shown.
        Raises EOFError at the end of input and on leaving, and AloneError
        if no line comes within `seconds`; the next call goes on from there.
        """
        while self._halts():
            typed = self.hear_now(notes.more.format(n=self._left()), notes, seconds)
            if not self._fits(typed):
                self.say_now([notes.unseen])
                continue
            self._stopped = False
            if typed:
                self._unsaid.clear()
                return typed
        return self.hear_now(prompt, notes, seconds)

    def _left(self) -> int:
        """Count the screenfuls that are still to come.

        A prompt in other words than the one before is also said by a reader that says what is new.
        """
        rest, count = self._unsaid, 0
        while rest:
            rest = screenful(rest, self._size())[1]
            count += 1
        return count

    def _fits(self, typed: str) -> bool:
        """Return whether a line can mean something before all was read."""
        if found := numbers(typed):
            return self._numbers.issuperset(found)
        return len(typed) <= 1

    def _halts(self) -> bool:
        """Write the next screenful unless the last one waits; return whether more is left."""
        if not self._stopped:
            shown, rest = screenful(self._unsaid, self._size())
            self._unsaid = rest
            self._put(shown)
            self._numbers |= set(numbered(shown))
            self._stopped = bool(rest)
        return self._stopped

    def hear_now(self, prompt: str, notes: Notes, seconds: float | None = None) -> str:
        """Prompt for a line and return it; what is still to be said waits.

        Input typed before the prompt was shown is dropped, with a note.
        """
        with self._read.deaf():
            dropped = self._read.drop(QUIET)
            self._show()
            if self._read.drop(0) or dropped:
                self._put([notes.early])
        self._show(prompt)
        line = self._read.line(seconds)
        self.begun = True
        if not self._read.by_hand:
            self._write.write("\n")
        typed = line.strip().lower()
        if typed == LEAVE or not line.endswith("\n"):
            raise EOFError
        return typed

    def say_now(self, lines: Iterable[str]) -> None:
        """Write lines before all that is still to be said."""
        self._put(part for line in lines for part in wrapped(line, self._size().columns))

    def _put(self, lines: Iterable[str]) -> None:
        self._write.writelines(f"{line}\n" for line in lines)

    def _size(self) -> WindowSize:
        """Return the size for text in the window as it is now; the prompt takes the last row."""
        if not self._read.by_hand:
            return WindowSize()
        try:
            size = os.get_terminal_size(self._write.fileno())
        except OSError:
            return WindowSize()
        if not size.lines or not size.columns:
            return WindowSize()
        return WindowSize(min(WIDEST, size.columns), max(LEAST_ROWS, size.lines - 1))

    def _show(self, words: str = "") -> None:
        """Write pending output and `words`; return when the terminal has taken them."""
        self._write.write(words)
        self._write.flush()
        if self._write.isatty():
            with suppress(termios.error, OSError):
                termios.tcdrain(self._write.fileno())

    def stays(self, setting: Setting) -> str:
        """Return what stays visible after a visit: `above` (scrolled lines), `all` or `nothing`."""
        if not self._write.isatty() or clearing(setting) == UNCLEARED:
            return "all"
        return "nothing" if setting.kiosk or setting.wipe_scrollback else "above"

    def end(self, setting: Setting) -> None:
        """Clear the window without a word, and drop type-ahead, so that no shell reads it."""
        try:
            self._clear(setting)
        except OSError:
            let_go(self._write)
        self._read.forget()

    def begin_anew(self, setting: Setting) -> None:
        """Clear the window for the next person; drop type-ahead and what was still to be said."""
        self._read.forget()
        self.begun = self._stopped = False
        self._unsaid.clear()
        self._clear(setting)

    def _clear(self, setting: Setting) -> None:
        self._write.write(clearing(setting) if self._write.isatty() else UNCLEARED)
        self._write.flush()


def numbers(typed: str) -> tuple[int, ...]:
    """Parse distinct numbers separated by spaces or commas; empty for anything else."""
    parts = typed.replace(",", " ").split()
    if any(len(part) > DIGITS or not part.isdecimal() for part in parts):
        return ()
    return tuple(dict.fromkeys(int(part) for part in parts))
