"""Checks of what a client sends: terminal, variables, window sizes, bytes typed, leaving keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kiosk.config import Limits
from kiosk.front.admission import TokenBucket
from screens.setting import Setting
from screens.terminal.key_names import ANSWERS
from screens.terminal.keyboard import LATE, Keyboard
from screens.terminal.leaving import LeaveKeys, clearing, wipe

ACCEPTED = ("COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_MESSAGES", "ACCESSIBLE")
"""Environment variables that are taken from a client; all others are dropped."""

MAX_VARIABLES = 64
"""Variables that a client may send, taken or not; one more ends its connection."""

TERM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,39}")
VALUE = re.compile(r"[A-Za-z0-9._@:+-]{0,32}")

MAX_COLUMNS, MAX_ROWS = 240, 80
COLUMNS, ROWS = 80, 24
"""Size of a window whose client sends 0."""

REDRAW_SECONDS, SLOWED_SECONDS = 0.05, 1.0
"""Seconds between two sizes that are handed on, at least: usually, and of a client that floods."""

CTRL_C = b"\x03"


def accepted(key: bytes, value: bytes) -> dict[str, str]:
    """Return a variable that is accepted and has a plain value; nothing otherwise."""
    name, text = key.decode("ascii", "replace"), value.decode("ascii", "replace")
    return {name: text} if name in ACCEPTED and VALUE.fullmatch(text) else {}


def environment(term: str, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a program in this client's terminal."""
    return {**sent, "TERM": term if TERM.fullmatch(term) else "dumb"}


def size(columns: int, rows: int) -> tuple[int, int]:
    """Return a window size within bounds; 0 stands for an unknown one."""
    return min(columns or COLUMNS, MAX_COLUMNS), min(rows or ROWS, MAX_ROWS)


def blank(setting: Setting) -> bytes:
    """Return what clears this person's window when their session ends."""
    return (clearing(setting) if setting.plain else wipe(setting)).encode()


class Redraws:
    """When the next size of a window may be handed on, each of which draws a whole screen.

    While a window is dragged the last one counts.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with none handed on."""
        self._clock, self._next, self._every = clock, 0.0, REDRAW_SECONDS

    @property
    def wait(self) -> float:
        """The seconds until one more may be handed on."""
        return max(0.0, self._next - self._clock())

    def slow(self) -> None:
        """Hand them on seldom from now on: this client floods."""
        self._every = SLOWED_SECONDS

    def spend(self) -> None:
        """Note that one was handed on now."""
        self._next = self._clock() + self._every


class KeyWatch:
    """Watches the bytes of one person for Ctrl+C, Esc twice in a row, and any key at all."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nothing typed."""
        self._keyboard, self._keys = Keyboard(), LeaveKeys(clock)
        self.pressed = False

    def leaves(self, data: bytes, granted: int | None = None) -> bool:
        """Return whether this, after what came before, means to leave now.

        Beyond the first `granted` bytes only Ctrl+C counts.

        Nothing here waits for the rest of a key that an Esc may begin: a worker that hangs must not
        keep anyone. What comes later is taken for the rest all the same.
        """
        if granted is not None and CTRL_C in data[granted:]:
            return True
        names = self._keyboard.feed(data[:granted]) + self._keyboard.pause(LATE)
        keys = [name for name in names if name not in ANSWERS]
        self.pressed = self.pressed or bool(keys)
        return any(self._keys.leaves(key) for key in keys)


class TypedInput:
    """Takes the bytes that one person types, as many as their budget grants."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """Start with a full budget."""
        self._budget = TokenBucket(limits.typed_burst, limits.typed_a_second, clock)
        self._excess, self._most = 0, limits.typed_excess
        self._keys = KeyWatch(clock)

    @property
    def pressed(self) -> bool:
        """Whether any key was pressed."""
        return self._keys.pressed

    def take(self, data: bytes) -> bytes | None:
        """Return the bytes that the budget grants; None if the person leaves, or floods."""
        granted = int(self._budget.take(len(data)))
        self._excess += len(data) - granted
        if self._keys.leaves(data, granted) or self._excess > self._most:
            return None
        return data[:granted]
