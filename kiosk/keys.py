"""The leaving keys, found in what a terminal sends, before any screen has seen them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from screens.leaving import LeaveKeys

TOKEN = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO.|\x03|\x1b|[^\x03\x1b]+", re.DOTALL)
PASTES, PASTED = b"\x1b[200~", b"\x1b[201~"
NAMES = {b"\x03": "ctrl+c", b"\x1b": "escape", b"\x1b[99;5u": "ctrl+c", b"\x1b[27u": "escape"}


class Typed:
    """Watches what one person types for Ctrl+C, and for Esc twice in a row."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nothing typed."""
        self._keys = LeaveKeys(clock)
        self._pasting = False

    def leaves(self, data: bytes) -> bool:
        """Say whether this, after what came before, means to leave now."""
        return any(self._keys.leaves(name) for name in self._names(data))

    def _names(self, data: bytes) -> Iterator[str]:
        for found in TOKEN.finditer(data):
            if found[0] in (PASTES, PASTED):
                self._pasting = found[0] == PASTES
            elif not self._pasting:
                yield NAMES.get(found[0], "other")
