"""What is left in memory of those who went: overwritten when it is freed, and freed soon.

Python's allocator overwrites what is freed only in its debugging form, which it takes from its
environment, at its start. It costs the front some hundredths of its time.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Sequence

FORM, OVERWRITES = "PYTHONMALLOC", "debug"
SOON = 5.0
"""So many seconds after somebody left their leftovers are looked for, once for all who left."""


def start_again(command: str, argv: Sequence[str]) -> None:
    """Become this program anew, with memory that is overwritten; nothing, where it is so already.

    Only where this process was started for this command: a test may call it within its own.
    """
    if os.environ.get(FORM) != OVERWRITES and sys.argv[1:] == [command, *argv]:
        again = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, again, {**os.environ, FORM: OVERWRITES})  # noqa: S606


class Leftovers:
    """Frees what keeps itself alive, soon after somebody has left: a connection that broke may."""

    def __init__(self) -> None:
        """Look for nothing yet."""
        self._looks: asyncio.TimerHandle | None = None

    def look_soon(self) -> None:
        """Look, but not for each of those who leave at about the same time."""
        if not self._looks:
            self._looks = asyncio.get_running_loop().call_later(SOON, self._look)

    def _look(self) -> None:
        self._looks = None
        gc.collect()
