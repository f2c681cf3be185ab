"""Which way lines are read: from a terminal, waited for at a kiosk, or in their turn."""

from __future__ import annotations

from contextlib import suppress
from typing import TextIO

from screens.line_hand import ByHand
from screens.line_read import Awaited, Typed


def typed(read: TextIO, *, awaited: bool) -> Typed:
    """Read lines from there; what is no file of the system cannot be waited for."""
    if read.isatty():
        return ByHand(read)
    if awaited:
        with suppress(OSError):
            return Awaited(read)
    return Typed(read)
