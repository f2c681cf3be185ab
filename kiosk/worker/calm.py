"""Long garbage collections wait in a worker until nobody types.

Python's shorter ones look at what was made of late, which takes a few milliseconds at most. Its
longest looks at all that the visits in a process have made, and whoever presses a key meanwhile
waits for it.
"""

from __future__ import annotations

import asyncio
import gc

CALM = 1.0
"""Seconds without a key after which nobody is thought to type."""

DUE, OVERDUE = 10, 40
"""Shorter collections after which the longest one is run in a calm moment, or at any."""


class CalmCollector:
    """Runs the longest collection where it is due and nobody has typed for a while."""

    def __init__(self) -> None:
        """Start where nobody has typed."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looks: asyncio.TimerHandle | None = None
        self._heard = 0.0

    def begin(self) -> None:
        """Leave the longest collection to this, unless there is no calm moment."""
        gc.set_threshold(*gc.get_threshold()[:2], OVERDUE)

    def heard(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note that somebody in this process typed, and look a while later."""
        self._heard = loop.time()
        if self._loop is not loop or self._looks is None:
            self._loop, self._looks = loop, loop.call_later(CALM, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Collect if it is calm and time for it; if it is not calm, look again."""
        self._looks = None
        left = self._heard + CALM - loop.time()
        if left > 0:
            self._looks = loop.call_later(left, self._look, loop)
        elif gc.get_count()[-1] >= DUE:
            gc.collect()


COLLECTOR = CalmCollector()
"""That of this process: what it looks at is all of Python's."""
