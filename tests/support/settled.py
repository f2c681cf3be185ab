"""Textual's own tests guess by CPU time that a program has settled; these look whether it has.

A program that waits for its turn on a machine with too much to do looks idle: a key comes early.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from tests.support.terminal import DEADLINE

SOON = 0.01
"""What is due within so many seconds belongs to what was just done: it is painted by a timer."""


@contextmanager
def settled() -> Iterator[None]:
    """Let a test go on when nothing is left to do, and paint more often than 60 times a second."""
    with (
        patch("textual.screen.UPDATE_PERIOD", 0.001),
        patch("textual.app.wait_for_idle", _settles),
        patch("textual.pilot.wait_for_idle", _settles),
    ):
        yield


async def _settles(_least: float = 0.0) -> None:
    """Wait until no callback is ready to run, and none will be soon."""
    async with asyncio.timeout(DEADLINE):
        await asyncio.sleep(0)
        while (wait := _next()) < SOON:
            await asyncio.sleep(wait)


def _next() -> float:
    """Say in how many seconds the loop has something to do; asyncio has no public name for it."""
    loop = asyncio.get_running_loop()
    if loop._ready:  # type: ignore[attr-defined]
        return 0.0
    scheduled = loop._scheduled  # type: ignore[attr-defined]
    due = [timer.when() - loop.time() for timer in scheduled if not timer.cancelled()]
    return max(0.0, min(due, default=SOON))
