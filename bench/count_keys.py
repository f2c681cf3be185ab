"""Count keys and screenfuls to an outcome, and from there to the last helpline on it.

Somebody who reads pages down until the answer is in sight, marks it by its digit and presses Enter.
`--root` names the checkout to count in: an older one shows what has become shorter.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.pages.rows import PageRow
    from tests.support.visit import Visit

HERE = Path(__file__).resolve().parent.parent
SIZES = ((80, 24), (40, 15))
LIVES = {
    "give-space": {"asked": "space", "who-starts": "many", "brings": "contact"},
    "support-abuse": {"force": "hit scared", "last-time": "days", "brings": "contact"},
}
"""What is said besides the plainest answers."""

MOST = 60
"""Turned pages after which something is never found."""


@dataclass
class Reader:
    """A person at the full screen, and what it took so far."""

    run: Visit
    keys: int = 0
    seen: set[tuple[str, ...]] = field(default_factory=set)

    async def press(self, key: str) -> None:
        """Press one key, and look."""
        await self.run.press(key)
        self.keys += 1
        self.look()

    def look(self) -> None:
        """Remember this screenful; marks and ticks make no other one of it."""
        plain = (line.replace("[x]", "[ ]").replace(">", " ").split() for line in self.run.lines)
        self.seen.add(tuple(" ".join(words) for words in plain))

    @property
    def rows(self) -> tuple[PageRow, ...]:
        """The rows of the list in front."""
        from screens.full.choices import Choices  # noqa: PLC0415  (of the checkout that is asked for)

        return self.run.app.screen.query_one(Choices).rows

    async def find(self, text: str) -> None:
        """Page down until the beginning of this text is in sight."""
        start = " ".join(text.split()[:3])
        for _ in range(MOST):
            if any(start in " ".join(line.split()) for line in self.run.lines):
                return
            await self.press("pagedown")
        raise LookupError(text)

    async def choose(self, *picks: str) -> None:
        """Bring each of these rows into sight, press its key, and then Enter."""
        for row in [row for row in self.rows if row.pick in picks]:
            await self.find(row.text)
            for digit in row.key:
                await self.press(digit)
        await self.press("enter")

    def start_over(self) -> None:
        """Count from here."""
        self.keys, self.seen = 0, set()
        self.look()


async def to_the_outcome(reader: Reader, said: dict[str, str]) -> None:
    """Answer until the outcome is in sight."""
    from tests.support.sheets import PLAIN  # noqa: PLC0415

    await reader.choose("start")
    while not reader.run.app.walk.over:
        question = reader.run.app.walk.place.id
        await reader.choose(*said.get(question, PLAIN[question]).split())
    while reader.run.top != "OutcomePage":
        await reader.press("enter")


async def to_the_last_helpline(reader: Reader) -> None:
    """Open the chapter of helplines, if there is one, and read to the last number."""
    if any(row.pick == "chapter:who" for row in reader.rows):
        await reader.choose("chapter:who")
    numbers = [row for row in reader.rows if row.role == "number"]
    await reader.find(numbers[-1].text)


async def count(size: tuple[int, int], said: dict[str, str], root: Path) -> list[int]:
    """Return keys and screenfuls to the outcome, and from there to the last helpline."""
    from tests.support.visit import SETTING, visit  # noqa: PLC0415
    from tree.prepare import Places, prepare  # noqa: PLC0415

    content = root / "content"
    pack, words, lines = (content / name for name in ("evenground", "words", "helplines"))
    ready = prepare(Places(pack, words, lines, root / ".stored"), "en")
    figures = []
    async with visit("", size, SETTING, ready=ready) as run:
        reader = Reader(run)
        reader.start_over()
        await to_the_outcome(reader, said)
        figures += [reader.keys, len(reader.seen)]
        reader.start_over()
        await to_the_last_helpline(reader)
        return [*figures, reader.keys, len(reader.seen)]


async def main(root: Path) -> None:
    """Print one line for each life and size."""
    print("outcome, window: keys, screenfuls to it; keys, screenfuls from there to the last number")
    for name, said in LIVES.items():
        for size in SIZES:
            print(name, "{}x{}".format(*size), *await count(size, said, root))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=HERE)
    asked = parser.parse_args()
    sys.path.insert(0, str(asked.root))
    asyncio.run(main(asked.root))
