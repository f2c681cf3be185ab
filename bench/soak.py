"""Keep a kiosk full for a while, and check latency and released memory: `make soak`.

`--people N` connect; for `--minutes M` a tenth of them presses keys, then another tenth. Prints the
figures beside the budgets; the exit status is 1 if ours missed one. With `--beside wish` the same
is done at a peer afterwards: the same keys and people, without any limit on what these may take.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.crowd import Kiosk, percentiles
from bench.kiosk import KEYS, pressing, to_a_question
from bench.kiosk_places import BESIDE, FAILS, Opens, because, shared

MIB = 1 << 20
P99, GIVEN_BACK = 25.0, 64
"""Budgets: milliseconds for 99 of 100 keys, and MiB above the start after all have left."""


@dataclass
class Soaked:
    """Latencies of keys, the share of a core, and bytes of memory empty, full and emptied."""

    took: list[float]
    share: float
    empty: int
    full: int
    after: int

    @property
    def missed(self) -> bool:
        """Whether a budget was missed."""
        return percentiles(self.took)[2] > P99 or self.after - self.empty > GIVEN_BACK * MIB

    def __str__(self) -> str:
        """Return the figures."""
        middle, most, nearly_all = percentiles(self.took)
        empty, full, after = (size / MIB for size in (self.empty, self.full, self.after))
        return (f"{len(self.took)} keys: p50 {middle:.1f}, p95 {most:.1f}, p99 {nearly_all:.1f} ms"
                f" (budget {P99}); computing {self.share:.1%} of a core;"
                f" empty {empty:.0f} MiB, full {full:.0f}, after all left {after:.0f}")  # fmt: skip


async def soak(open_: Kiosk, people: int, minutes: float) -> Soaked:
    """Fill the kiosk, press keys, and empty it."""
    took, empty = list[float](), open_.pss()
    async with AsyncExitStack() as stack:
        inside = [await stack.enter_async_context(open_.person()) for _ in range(people)]
        for channel, someone in inside:
            await to_a_question(channel, someone)
            await someone.press(channel, b"h")
        used, since = open_.seconds(), time.monotonic()
        while time.monotonic() < since + 60 * minutes:
            inside.sort(key=lambda one: one[1].pressed)
            active = inside[: max(1, people // 10)]
            keys = await asyncio.gather(*(pressing(*one, KEYS) for one in active))
            took += [one for some in keys for one in some]
        share = (open_.seconds() - used) / (time.monotonic() - since)
        full = open_.pss()
    await asyncio.sleep(5)
    return Soaked(took, share, empty, full, open_.pss())


def soaked(opens: Opens, folder: Path, people: int, minutes: float) -> Soaked:
    """Open a kiosk and soak it."""
    with opens(folder, people) as open_:
        return asyncio.run(soak(open_, people, minutes))


def main() -> int:
    """Run the soak test and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--per-worker", type=int, default=1)
    parser.add_argument("--beside", nargs="+", choices=BESIDE, default=[])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = soaked(shared(asked.per_worker), Path(folder, "soak"), asked.people, asked.minutes)
        print(f"load {os.getloadavg()[0]:.1f}; {asked.people} people, ours: {ours}", flush=True)
        for name in asked.beside:
            try:
                other = soaked(BESIDE[name], Path(folder, name), asked.people, asked.minutes)
            except FAILS as why:
                print(f"{name}: skipped, {because(why)}", flush=True)
            else:
                print(f"load {os.getloadavg()[0]:.1f}; {name}: {other}", flush=True)
    return int(ours.missed)


if __name__ == "__main__":
    sys.exit(main())
