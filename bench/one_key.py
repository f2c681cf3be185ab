"""Measure what a key costs each process of a kiosk: `--keys N`.

One of three people moves the mark of the welcome, a key at a time. Prints milliseconds of computing
for each key, in the front, in that person's worker, and in this program, which simulates people.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.at_once import MOVES
from bench.crowd import Kiosk, family, kiosk, percentiles
from bench.kiosk import fill

REST, NANO = 0.008, 1e-9
"""Seconds between two keys, and of a nanosecond."""


def computed(pid: int) -> float:
    """Return the seconds of computing of a process so far."""
    stat = Path(f"/proc/{pid}/schedstat").read_text(encoding="utf-8")
    return int(stat.split()[0]) * NANO


async def measure(open_: Kiosk, keys: int) -> None:
    """Press keys, and print what they cost."""
    front = open_.process.pid
    async with AsyncExitStack() as stack:
        (channel, someone), *_ = await fill(open_, 3, stack)
        await asyncio.sleep(1)
        pids = [pid for pid in family(front) if pid != front]
        before, own = {pid: computed(pid) for pid in [front, *pids]}, time.process_time()
        waits = []
        for n in range(keys):
            waits.append(await someone.press(channel, MOVES[n % 2]))
            await asyncio.sleep(REST)
        cost = {pid: 1000 * (computed(pid) - was) / keys for pid, was in before.items()}
        own = 1000 * (time.process_time() - own) / keys
    worker = max(cost[pid] for pid in pids)
    print(f"front {cost[front]:.2f}, worker {worker:.2f}, this program {own:.2f} ms a key")
    print("waited: p50 {:.1f}, p95 {:.1f}, p99 {:.1f} ms".format(*percentiles(waits)))


def main() -> None:
    """Open a kiosk, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=300)
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, kiosk(Path(folder, "kiosk"), 1) as open_:
        asyncio.run(measure(open_, asked.keys))


if __name__ == "__main__":
    main()
