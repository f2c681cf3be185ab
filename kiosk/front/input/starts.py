"""Starts: how many visits begin at one time, and whose is next.

Until a visit shows its screen it computes as much as ten keys or more, and whoever types waits for
that. So one processor is left to those inside, if there is another one.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable

MOST_SECONDS = 1.0
"""Seconds after which a visit that shows nothing holds up nobody else."""


def at_once() -> int:
    """Return how many visits may begin at one time on this machine."""
    return max(1, len(os.sched_getaffinity(0)) - 1)


class Start:
    """The start of one visit, until it has shown something, has ended, or took too long."""

    def __init__(self, ended: Callable[[], None]) -> None:
        """Begin; `ended` is called once."""
        self._ended: Callable[[], None] | None = ended
        self._late = asyncio.get_running_loop().call_later(MOST_SECONDS, self.end)

    def end(self) -> None:
        """Let the next one begin."""
        self._late.cancel()
        ended, self._ended = self._ended, None
        if ended:
            ended()


class Starts:
    """The visits that begin, and those that wait for it, one of each site in turn."""

    def __init__(self, most: int, rest: Callable[[], None]) -> None:
        """Let `most` begin at one time; `rest` is called where one has begun and nobody waits."""
        self._free, self._rest = most, rest
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    async def begin(self, site: str) -> Start:
        """Wait until one more visit of this site may begin."""
        if self._free:
            self._free -= 1
        else:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.setdefault(site, deque()).append(turn)
            await turn
        return Start(self._next)

    def _next(self) -> None:
        """Let the next one begin: a site with more of them comes last again."""
        while self._waiting:
            site = next(iter(self._waiting))
            turns = self._waiting.pop(site)
            turn = turns.popleft()
            if turns:
                self._waiting[site] = turns
            if not turn.done():  # of who was given up while they waited
                turn.set_result(None)
                return
        self._free += 1
        self._rest()
