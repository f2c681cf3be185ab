"""Send mutated terminal sequences to a session, alone and with 15 others in its process.

Prints how often that session failed, and how often another one ended. Both must be 0.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.mutated import fuzz


def main() -> int:
    """Fuzz once alone, and once with 15 others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=150_000, help="sequences each time")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    ends = [asyncio.run(fuzz(given.seed + n, given.many, n)) for n in (0, 15)]
    for beside, (own, others) in zip((0, 15), ends, strict=True):
        print(f"{given.many} sequences, {beside} beside: {own} broke, {others} others ended")
    return 1 if any(map(any, ends)) else 0


if __name__ == "__main__":
    sys.exit(main())
