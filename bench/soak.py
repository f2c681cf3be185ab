"""Keep a kiosk full for a while, and check latency and released memory: `make soak`.

`--people N` connect; for `--minutes M` a tenth of them presses keys, then another tenth. Prints the
figures beside the budgets; the exit status is 1 if one was missed.
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

from bench.crowd import Kiosk, kiosk, percentiles, person
from bench.kiosk import KEYS, pressing, to_a_question

MIB = 1 << 20
P99, GIVEN_BACK = 25.0, 64
"""Budgets: milliseconds for 99 of 100 keys, and MiB above the start after all have left."""


async def soak(open_: Kiosk, people: int, minutes: float) -> tuple[list[float], int, int]:
    """Fill the kiosk; return the key latencies, and its memory full and emptied."""
    took: list[float] = []
    async with AsyncExitStack() as stack:
        inside = [await stack.enter_async_context(person(open_.port)) for _ in range(people)]
        for channel, someone in inside:
            await to_a_question(channel, someone)
            await someone.press(channel, b"h")
        until = time.monotonic() + 60 * minutes
        while time.monotonic() < until:
            inside.sort(key=lambda one: one[1].pressed)
            active = inside[: max(1, people // 10)]
            keys = await asyncio.gather(*(pressing(*one, KEYS) for one in active))
            took += [one for some in keys for one in some]
        full = open_.pss()
    await asyncio.sleep(5)
    return took, full, open_.pss()


def main() -> int:
    """Run the soak test and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--per-worker", type=int, default=1)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        kiosk(Path(folder, "soak"), asked.per_worker) as k,
    ):
        empty = k.pss()
        took, full, after = asyncio.run(soak(k, asked.people, asked.minutes))
    middle, most, nearly_all = percentiles(took)
    print(f"load {os.getloadavg()[0]:.1f}; {len(took)} keys of {asked.people} people:"
          f" p50 {middle:.1f}, p95 {most:.1f}, p99 {nearly_all:.1f} ms (budget {P99})")  # fmt: skip
    print(f"empty {empty / MIB:.0f} MiB, full {full / MIB:.0f}, after all left {after / MIB:.0f}")
    return int(nearly_all > P99 or after - empty > GIVEN_BACK * MIB)


if __name__ == "__main__":
    sys.exit(main())
