"""Fenrir's driver for a terminal within a terminal, which here reads whole frames.

As shipped it reads 2,048 bytes and what is there within 1 ms, so it may look at half a frame; its
driver for the console waits 20 ms instead. Fenrir's own Python loads this file.
"""

from __future__ import annotations

from importlib import import_module
from select import select
from typing import Any

shipped: Any = import_module("fenrirscreenreader.screenDriver.ptyDriver")
KEYS: Any = import_module("fenrirscreenreader.core.eventData").fenrirEventType.ByteInput
FENCE = b"\x1b[24;3~"
BEGINS, ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
WHOLE, PAUSE = 2.0, 0.02
"""Seconds to wait for the end of a frame, and after what is no frame."""


class driver(shipped.driver):  # type: ignore[misc] # noqa: N801 - fenrir has no types
    """Read a frame, or all until a pause."""

    def readAll(self, fd: int, *args: object, **more: object) -> bytes:  # noqa: N802 - fenrir's
        """Return keys at once, and output when it is whole."""
        output = more.pop("interruptFd", None)
        read: bytes = super().readAll(fd, *args, **more)
        if not output:
            return self._last_of(read)
        while select([fd], [], [], WHOLE if _partial(read) else PAUSE)[0]:
            read += super().readAll(fd, *args, **more)
        return read

    def _last_of(self, keys: bytes) -> bytes:
        """Return what came last; the fence is a key only by itself, so the rest goes before."""
        before, fence, after = keys.rpartition(FENCE)
        for part in filter(None, (before, fence)):
            self.env["runtime"]["eventManager"].putToEventQueue(KEYS, part)
        return after


def _partial(read: bytes) -> bool:
    return read.rfind(BEGINS) > read.rfind(ENDS)
