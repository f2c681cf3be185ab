"""What a person's terminal sends, before any screen sees it: leaving keys, and pasted text."""

from __future__ import annotations

import re
from collections.abc import Callable

from screens.leaving import LeaveKeys

TOKEN = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO.|\x03|\x1b|[^\x03\x1b]+", re.DOTALL)
PASTES, PASTED = b"\x1b[200~", b"\x1b[201~"
BEGUN = re.compile(rb"\x1b\[(2(0[01]?)?)?$")
"""The beginning of a mark of pasted text, cut on its way here."""

NAMES = {b"\x03": "ctrl+c", b"\x1b": "escape", b"\x1b[99;5u": "ctrl+c", b"\x1b[27u": "escape"}


class Typed:
    """Watches what one person types for Ctrl+C, for Esc twice in a row, and for what is pasted."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with nothing typed."""
        self._keys = LeaveKeys(clock)
        self._pasting = self._escaped = False
        self._begun = b""

    def hear(self, data: bytes) -> bytes | None:
        """Say what of this is meant for the check; None where it means to leave now.

        Nothing is ever written here, so pasted text is meant for another window.
        """
        meant = bytearray()
        for token in self._tokens(data):
            if token in (PASTES, PASTED):
                self._pasting = token == PASTES
            elif not self._pasting:
                meant += token
                if self._keys.leaves(NAMES.get(token, "other")):
                    return None
        return bytes(meant)

    def _tokens(self, data: bytes) -> list[bytes]:
        """Cut into keys; what may be half of a mark waits for its other half."""
        data, self._begun = self._begun + data, b""
        if begun := BEGUN.search(data):
            data, self._begun = data[: begun.start()], begun[0]
        tokens: list[bytes] = TOKEN.findall(data)
        if self._escaped and b"\x1b" + data[: len(PASTES) - 1] in (PASTES, PASTED):
            tokens = TOKEN.findall(b"\x1b" + data)
        self._escaped = tokens[-1:] == [b"\x1b"]
        return tokens
