"""What a session leaves in the front's memory: overwritten when freed, and freed soon.

Python's allocator overwrites freed memory only in its debug form, which an environment variable
selects at start. It costs the front a few per cent of its time.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import sys
from collections.abc import Sequence

ALLOCATOR, DEBUG = "PYTHONMALLOC", "debug"

TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""Of glibc alone."""

SWEEP_SECONDS = 5.0
"""Seconds from the end of a session to a garbage collection, once for all that end meanwhile."""


def start_again(command: str, argv: Sequence[str]) -> None:
    """Replace this process by the same program with the debug allocator, unless it has it already.

    Only if this process was started for this command: a test may call it within its own.
    """
    if os.environ.get(ALLOCATOR) != DEBUG and sys.argv[1:] == [command, *argv]:
        again = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, again, {**os.environ, ALLOCATOR: DEBUG})  # noqa: S606


class Sweeper:
    """Collects garbage soon after a session: a connection that broke may refer to itself."""

    def __init__(self) -> None:
        """Start with no collection due."""
        self._due: asyncio.TimerHandle | None = None

    def sweep_soon(self) -> None:
        """Collect garbage soon, once for all sessions that end at about the same time."""
        if not self._due:
            self._due = asyncio.get_running_loop().call_later(SWEEP_SECONDS, self._sweep)

    def _sweep(self) -> None:
        self._due = None
        gc.collect()
        _give_back()


def _give_back() -> None:
    """Give the system back what was freed, where the C library can: a storm leaves MiB of it."""
    if TRIM:
        TRIM(0)
