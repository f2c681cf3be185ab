"""Work that may take long, beside all else; who leaves meanwhile does not wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread


async def aside(work: Callable[[], object]) -> None:
    """Do something in a thread that raises nothing, and wait until it is done.

    Python ends only after all threads of asyncio have; this one it leaves behind. So what is done
    in it may only read.
    """
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def run() -> None:
        try:
            work()
        finally:
            with suppress(RuntimeError):  # the loop is closed, and nobody waits any more
                loop.call_soon_threadsafe(done.set)

    Thread(target=run, daemon=True).start()
    await done.wait()
