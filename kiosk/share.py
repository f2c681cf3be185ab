"""One person's share of a process: the pipe to it, what they may ask of it, and its end."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.pipe import Pipe
from kiosk.process import Process
from kiosk.watch import Spending

REDRAWN = 64
"""Drawing all of a screen anew takes about as much time as so many bytes of keys."""


class Share:
    """Holds the pipe to a process; what this person asks waits while they took too much."""

    def __init__(
        self, pipe: Pipe, process: Process, spending: Spending, let_go: Callable[[], None]
    ) -> None:
        """Begin, with nothing asked."""
        self.pipe, self.process = pipe, process
        self._spending, self._let_go = spending, let_go
        self.asked = 0
        self.on = True

    def typed(self, data: bytes) -> None:
        """Hand on keys."""
        self.asked += len(data)
        self.pipe.typed(data)

    def sized(self, wide: int, high: int) -> None:
        """Hand on a new size."""
        self.asked += REDRAWN
        self.pipe.sized(wide, high)

    def spent(self, seconds: float) -> None:
        """Note CPU time used for this person; let them wait while none is left."""
        self.asked = 0
        self.pipe.hold(on=not self._spending.note(seconds))

    def end(self) -> None:
        """Let go of all of it, once."""
        if self.on:
            self.on = False
            self.pipe.close()
            self._let_go()
