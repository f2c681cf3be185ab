"""Many people for minutes, a tenth of them active, and a thousand who come and go: `make soak`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.crowd import CONFIG, MIB, at, come, crowd, load, press, pss  # noqa: E402
from tests.kiosk_front import Front  # noqa: E402

QUICK, GROWTH = 25.0, 5 * MIB


async def cycles(front: Front, times: int) -> None:
    """Come and go, again and again."""
    for _ in range(times):
        connection, _, _ = await come(front.port)
        connection.abort()


async def settled(front: Front) -> tuple[int, int]:
    """Say what is held once everyone has left."""
    await front.spare()
    return pss(front), front.descriptors


async def soak(front: Front, people: int, minutes: float, drops: int) -> bool:
    """Run it, print what was found, and say whether all budgets were kept."""
    await cycles(front, 50)
    before = await settled(front)
    async with crowd(front.port, people) as clients:
        held = pss(front) - before[0]
        print(f"  {people} people hold {held / MIB:.0f} MiB; {load()}", flush=True)
        times = await press(clients[:: max(1, people // max(1, people // 10))], 60 * minutes)
        grown = pss(front) - before[0] - held
    left = await settled(front)
    await cycles(front, drops)
    dropped = await settled(front)
    found = {
        f"key to repaint p99 {at(times, 0.99):.1f} ms of {len(times)} (p50 {at(times, 0.5):.1f})":
            at(times, 0.99) <= QUICK,
        f"growth while they are there {grown / MIB:.1f} MiB": grown <= people * MIB // 4,
        f"left when they have gone {(left[0] - before[0]) / MIB:.1f} MiB":
            left[0] - before[0] <= GROWTH,
        f"descriptors {before[1]}, then {left[1]}, then {dropped[1]}": dropped[1] <= before[1],
        f"{drops} come and go: {(dropped[0] - left[0]) / MIB:.1f} MiB":
            dropped[0] - left[0] <= GROWTH,
    }  # fmt: skip
    for says, kept in found.items():
        print(f"  {'kept  ' if kept else 'BROKEN'} {says}", flush=True)
    return all(found.values())


def main() -> int:
    """Soak and print."""
    parser = argparse.ArgumentParser(description="a crowd for a long time")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--drops", type=int, default=1000)
    parser.add_argument("--per-worker", type=int, default=1)
    args = parser.parse_args()
    print(f"{args.people} people, {args.minutes} minutes, {args.per_worker} a worker; {load()}")
    with tempfile.TemporaryDirectory() as folder:
        config = f"{CONFIG}per_worker = {args.per_worker}\n"
        with Front(Path(folder), config) as front:
            kept = asyncio.run(soak(front, args.people, args.minutes, args.drops))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
