"""What is done beside all else is waited for, but not by who leaves."""

from __future__ import annotations

import asyncio
from threading import Event

from editor.keeping.aside import aside
from tests.support.bounded import bounded


def test_who_leaves_does_not_wait() -> None:
    begun, let = Event(), Event()

    def work() -> None:
        begun.set()
        let.wait()

    async def leave() -> None:
        looking = asyncio.create_task(aside(work))
        while not begun.is_set():
            await asyncio.sleep(0)
        looking.cancel()

    with bounded():
        asyncio.run(leave())
    let.set()


async def test_who_stays_waits() -> None:
    told: list[int] = []
    await aside(lambda: told.append(1))
    assert told == [1]
