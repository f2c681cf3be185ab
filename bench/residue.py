"""Visit a kiosk fifty times, and look for what is left: `python bench/residue.py --visits 50`.

Looks in the memory of the front and the zygote, their environment and arguments, new files, cores
and what the host was told. Prints how often each mark is there; the exit status is 1 if any is.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.kiosk_host import Kiosk, small_kiosk
from tests.support.kiosk_memory import found
from tests.support.kiosk_person import OPTIONS, USER, visit
from tests.support.traces import ASKED

ADDRESS = "127.0.0.93"
MARKS = (USER, ADDRESS, f"> 3  {OPTIONS[2][3:]}", OPTIONS[2])
LETS_GO = 6.0
"""Seconds until the front has collected what a broken connection held."""


async def come_and_go(kiosk: Kiosk, number: int) -> None:
    """Answer one question; every third visit is broken off."""
    async with visit(kiosk.port, address=ADDRESS) as person:
        await person.starts()
        await person.does("3", OPTIONS[2])
        person.press("enter")
        await person.sees(ASKED["acts"])
        if number % 3:
            person.press("ctrl+c")
            await person.ends()


async def residue(kiosk: Kiosk, visits: int) -> bool:
    """Visit so often, and print what is left; return whether that is nothing."""
    before = found(kiosk, *MARKS)
    for number in range(visits):
        await come_and_go(kiosk, number)
    await kiosk.spare()
    await asyncio.sleep(LETS_GO)
    after = found(kiosk, *MARKS)
    for mark in MARKS:
        print(f"{mark!r}: before {before[mark]}, after {after[mark]} (front, zygote, spare worker)")
    left = kiosk.traces()
    print(f"files, cores, arguments, environment, told: {left or 'nothing'}")
    return not left and all(sum(after[mark]) <= sum(before[mark]) for mark in MARKS)


def main() -> int:
    """Open a kiosk, visit it, and say what is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, small_kiosk(Path(folder)) as kiosk:
        return 0 if asyncio.run(residue(kiosk, asked.visits)) else 1


if __name__ == "__main__":
    sys.exit(main())
