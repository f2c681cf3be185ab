"""Press random keys in the full screen, and go back and change many times.

Prints how many keys each screen got: no answer may be lost or invented, and nothing may break. Then
prints the objects and the memory before and after so many changes; both should stay.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.visit import WAYS, visit
from tests.support.wander import living, wander

EACH = 2_000
"""Keys of one seed."""


async def change(many: int) -> None:
    """Change an answer and go back so many times, and print what lives before and after."""
    async with visit(f"{WAYS['open']} l") as run:
        for count in (1, many):
            kept = await living(run, count)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{count} changes: {kept.total()} objects, {memory:.1f} MiB at most")


def main() -> int:
    """Wander, and then change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=200_000, help="keys")
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for n in range(given.many // EACH):
        screens = asyncio.run(wander(given.seed + n, EACH))
        print(f"seed {given.seed + n}: {dict(screens)}", flush=True)
    asyncio.run(change(given.changes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
