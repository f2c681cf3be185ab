"""Who serves one person now: a service, the process behind it, and how it is let go."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.process import Process
from kiosk.service import Service
from kiosk.watch import Spending

REDRAWN = 64
"""Drawing all of a screen anew takes about as much time as so many bytes of keys."""


class Serving:
    """Holds a service and its process; what this person asks waits while they took too much."""

    def __init__(
        self, service: Service, process: Process, spending: Spending, let_go: Callable[[], None]
    ) -> None:
        """Serve."""
        self.service, self.process = service, process
        self._spending, self._let_go = spending, let_go
        self.asked = 0
        self.on = True

    def typed(self, data: bytes) -> None:
        """Hand on keys."""
        self.asked += len(data)
        self.service.typed(data)

    def sized(self, wide: int, high: int) -> None:
        """Hand on a new size."""
        self.asked += REDRAWN
        self.service.sized(wide, high)

    def spent(self, seconds: float) -> None:
        """Note CPU time used for this person; let them wait while none is left."""
        self.asked = 0
        self.service.hold(on=not self._spending.note(seconds))

    def end(self) -> None:
        """Let go of all of it, once."""
        if self.on:
            self.on = False
            self.service.close()
            self._let_go()
