"""Who serves one person now: a service, the process behind it, and how it is let go."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.process import Process
from kiosk.service import Service

MOST_HELD = 4096
"""So many bytes of keys are kept for later; more than that nobody remembers having pressed."""


class Serving:
    """Holds a service and its process; keys wait here while the process has used too much time."""

    def __init__(self, service: Service, process: Process, let_go: Callable[[], None]) -> None:
        """Serve."""
        self.service, self.process = service, process
        self._let_go = let_go
        self._held = bytearray()
        self._holds = False
        self.on = True

    def typed(self, data: bytes) -> None:
        """Hand on keys, or keep them for later."""
        if self._holds:
            self._held += data[: MOST_HELD - len(self._held)]
        else:
            self.service.typed(data)

    def hold(self, *, on: bool) -> None:
        """Keep keys back, or hand on what was kept."""
        self._holds = on
        if not on and self._held:
            self.service.typed(bytes(self._held))
            self._held.clear()

    def end(self) -> None:
        """Let go of all of it, once."""
        if self.on:
            self.on = False
            self._held.clear()
            self.service.close()
            self._let_go()
