"""Connect to a kiosk and hang up, thousands of times, and tell what stays.

After each storm, once the front has swept: its descriptors, its processes, and the MiB that it
holds. What grows once and not again is what the allocator keeps for as many at one time. With
`--refused` all but the first come too fast, and it is told what one costs the front.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.crowd import Kiosk, family, kiosk

STORMS, SWEPT = 3, 8.0
"""Storms, and seconds after which the front has swept."""


async def drop(port: int, numbers: Iterator[int]) -> None:
    """Connect and hang up again and again; every second time after a word of each side."""
    for n in numbers:
        with suppress(OSError):
            read, way = await asyncio.open_connection("127.0.0.1", port)
            if n % 2:
                await read.readline()
                way.write(b"SSH-2.0-x\r\n")
            way.transport.abort()


async def storm(port: int, times: int, together: int) -> None:
    """Connect and hang up so many times, so many of them at one time."""
    numbers = iter(range(times))
    await asyncio.gather(*(drop(port, numbers) for _ in range(together)))
    await asyncio.sleep(SWEPT)


def held(open_: Kiosk) -> str:
    """Return what the kiosk holds."""
    pid = open_.process.pid
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    mib = pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    descriptors = len(os.listdir(f"/proc/{pid}/fd"))
    return f"{descriptors} descriptors, {len(list(family(pid)))} processes, {mib:.1f} MiB"


def computed(pid: int) -> float:
    """Return the milliseconds that a process computed."""
    spent = [
        task.read_text(encoding="utf-8") for task in Path(f"/proc/{pid}").glob("task/*/schedstat")
    ]
    return sum(int(one.split()[0]) for one in spent) / 1e6


def refused(folder: Path, times: int, together: int) -> None:
    """Come too fast, so many times, and print what one of these costs."""
    with kiosk(folder, 1, burst=1, new_a_second=0.001) as open_:
        pid = open_.process.pid
        asyncio.run(storm(open_.port, together, together))
        before = computed(pid)
        asyncio.run(storm(open_.port, times, together))
        cost = (computed(pid) - before) / times
    print(f"{times} refused, {together} at one time: {cost:.3f} ms of computing each", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2700)
    parser.add_argument("--together", type=int, nargs="+", default=[20, 300])
    parser.add_argument("--refused", action="store_true")
    asked = parser.parse_args()
    if asked.refused:
        with tempfile.TemporaryDirectory() as folder:
            for together in asked.together:
                refused(Path(folder, str(together)), asked.times, together)
        return
    with tempfile.TemporaryDirectory() as folder, kiosk(Path(folder, "dropped"), 1) as open_:
        print(f"open: {held(open_)}", flush=True)
        for together in asked.together:
            for _ in range(STORMS):
                asyncio.run(storm(open_.port, asked.times, together))
                print(f"{asked.times} drops, {together} at one time: {held(open_)}", flush=True)


if __name__ == "__main__":
    main()
