"""What a person's terminal sends, looked through for the leaving keys before any screen sees it."""

from __future__ import annotations

from collections.abc import Callable

from screens.key_names import SYNCHRONIZED
from screens.keyboard import LATE, Keyboard
from screens.leaving import LeaveKeys

CTRL_C = b"\x03"


class Typed:
    """Watches what one person types for Ctrl+C and Esc twice in a row, and for any key at all."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nothing typed."""
        self._keyboard, self._keys = Keyboard(), LeaveKeys(clock)
        self.pressed = False

    def leaves(self, data: bytes, granted: int | None = None) -> bool:
        """Return whether this, after what came before, means to leave now.

        Of what is beyond so many `granted` bytes only Ctrl+C is looked for.

        Nobody waits here for the rest of what an Esc may begin: a worker that hangs must not keep
        anyone, and what comes later is known for the rest all the same.
        """
        if granted is not None and CTRL_C in data[granted:]:
            return True
        names = self._keyboard.feed(data[:granted]) + self._keyboard.pause(LATE)
        self.pressed = self.pressed or any(name != SYNCHRONIZED for name in names)
        return any(self._keys.leaves(name) for name in names)
