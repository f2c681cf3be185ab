"""Press a key for a tenth of all people at a kiosk in the same moment: `--people N`.

Prints what each of them waits, beside what each waits who presses a key alone, in one run. People
stand at the welcome, where a key moves the mark. Those who are simulated share the processors.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.crowd import Kiosk, Visit, kiosk, percentiles
from bench.kiosk import fill

MOVES = (b"\x1b[B", b"\x1b[A")
"""Keys that move the mark down, and up again."""

REST = 0.5
"""Seconds between two moments."""

ALONE = 5
"""People of whom each presses keys alone as well."""


async def measure(open_: Kiosk, people: int, rounds: int) -> dict[str, list[float]]:
    """Return the seconds waited for a key: alone, and by a tenth of all in the same moment."""
    async with AsyncExitStack() as stack:
        inside = await fill(open_, people, stack)
        many = inside[: max(1, people // 10)]
        found: dict[str, list[float]] = {"alone": [], "in the same moment": []}
        for _ in range(rounds):
            for move in MOVES:
                found["in the same moment"] += await moment(many, move)
            for one in many[:ALONE]:
                for move in MOVES:
                    found["alone"] += await moment([one], move)
    return found


async def moment(people: list[Visit], key: bytes) -> list[float]:
    """Press a key for each of them, and return what each waited."""
    await asyncio.sleep(REST)
    waits = (someone.press(channel, key) for channel, someone in people)
    return list(await asyncio.gather(*waits))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--per-worker", type=int, nargs="+", default=[1, 16])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for share in asked.per_worker:
            with kiosk(Path(folder, str(share)), share) as open_:
                found = asyncio.run(measure(open_, asked.people, asked.rounds))
            load = os.getloadavg()[0]
            print(f"{share} to a process, {asked.people} people, load {load:.1f}")
            for how, waits in found.items():
                middle, most, nearly_all = percentiles(waits)
                print(f"  {how}: p50 {middle:.1f}, p95 {most:.1f}, p99 {nearly_all:.1f} ms")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
