"""Lines that an author types: only what was typed after a question was shown is an answer."""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from screens.plain.reader import QUIET, ByHand

STOP = "\x03"
"""Stands in the line that is read where the key that stops was pressed."""
TYPED = r"\C-v\003\C-m"
"""Puts it there, and ends the line."""
BY_TABLE = {"vi-command": rf"i{TYPED}", "vi-insert": TYPED, "emacs": TYPED}
"""The same in each table of keys of readline. The last one is left as the one in use: where an
author works with another, readline itself goes back to that with each line."""


class TypedLines:
    """Asks in a terminal, whose Up key brings lines to be mended."""

    def __init__(self, early: str) -> None:
        """Ask at standard input; `early` is said where something typed ahead is dropped."""
        self._hand, self._early = ByHand(sys.stdin), early

    def ask(self, prompt: str, old: Iterable[str] = ()) -> str:
        """Read a line; Up brings the old ones, the last one first.

        Raises EOFError or KeyboardInterrupt on a stop.
        """
        import readline  # noqa: PLC0415  (only here, and not everywhere)

        readline.clear_history()
        for line in filter(None, old):
            readline.add_history(line)
        if self._drops():
            print(self._early)
        return typed_line(prompt)

    def _drops(self) -> bool:
        """Drop what was typed before all was shown; returns whether there was something."""
        with self._hand.deaf():
            ahead = self._hand.drop(QUIET)
            sys.stdout.flush()
            with suppress(termios.error):
                termios.tcdrain(sys.stdout.fileno())
            return self._hand.drop(0) or ahead


def typed_line(prompt: str) -> str:
    """Ask for a line, also for one that was typed ahead.

    Raises EOFError or KeyboardInterrupt on a stop. The key for it is read as a key in turn: as a
    signal it would wait for the next key where it comes after the prompt and before readline waits.
    """
    try:
        with _stops_in_turn(sys.stdin.fileno()):
            typed = input(prompt)
        if STOP in typed:
            raise KeyboardInterrupt
    except (EOFError, KeyboardInterrupt):
        print()
        raise
    return " ".join(typed.split())


@contextmanager
def _stops_in_turn(source: int) -> Iterator[None]:
    """Let the key that stops be read in the body like any other, if readline can be told so.

    Pressed just behind a line, it waits with all that is typed ahead, and stops at the next line.
    """
    modes = termios.tcgetattr(source)
    silent = [*modes[:6], [*modes[6]]]
    silent[6][termios.VINTR] = os.fpathconf(source, "PC_VDISABLE").to_bytes()
    if modes == silent or not _read_in_turn(modes[6][termios.VINTR]):
        yield
        return
    termios.tcsetattr(source, termios.TCSANOW, silent)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(source, termios.TCSANOW, modes)


def _read_in_turn(key: bytes) -> bool:
    """Tell readline what the key that stops stands for; returns False where it is no GNU one."""
    import readline  # noqa: PLC0415  (as above)

    if "GNU" not in (readline.__doc__ or ""):
        return False
    for table, typed in BY_TABLE.items():
        readline.parse_and_bind(" ".join(("set", "keymap", table)))
        readline.parse_and_bind(f'"\\{key[0]:03o}": "{typed}"')
    return True
