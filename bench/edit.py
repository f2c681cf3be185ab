"""Measure an edit at the desk beside `check --watch`: from a change to its verdict.

Nothing here asserts. Each round makes one change of words and one of a route, in turn with both.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import copytree
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from commands.check import examine  # noqa: E402  (after the path is known)
from commands.reports.sentences import command_words  # noqa: E402
from editor.desk import DeskPlaces, PackDesk, open_desk  # noqa: E402
from editor.values import Field  # noqa: E402

CONTENT = ROOT / "content"
ROUNDS = 5
WORDS, ROUTE = "question:afraid/ask", "question:afraid/options/often/learn"


def field(desk: PackDesk, id_: str) -> Field:
    """Return a field by its id."""
    entry = desk.entry(id_.partition("/")[0])
    assert entry  # noqa: S101  (the shipped pack has it)
    return next(one for one in desk.form(entry).fields if one.id == id_)


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Return how many seconds some work takes."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def main() -> None:
    """Measure in turn, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "evenground"
        copytree(CONTENT / "evenground", folder)
        places = DeskPlaces(folder, CONTENT / "helplines", CONTENT / "words")
        desk = open_desk(places, command_words(CONTENT))
        await desk.prove()
        proved = examine(folder, CONTENT / "helplines")
        found: dict[str, list[float]] = {}
        for n in range(ROUNDS):
            for id_, value in ((WORDS, f"Are you afraid, {n}?"), (ROUTE, ("afraid-often",))):
                began = time.perf_counter()
                desk.set(field(desk, id_), value)
                found.setdefault(f"{id_} set", []).append(time.perf_counter() - began)
                found.setdefault(f"{id_} faults", []).append(await timed(desk.check))
                found.setdefault(f"{id_} verdict", []).append(await timed(desk.prove))
                for name in desk.changed:
                    (folder / name).write_bytes(desk.files[name])
                began = time.perf_counter()
                examine(folder, CONTENT / "helplines", proved)
                found.setdefault(f"{id_} watch", []).append(time.perf_counter() - began)
            desk.undo()
            await desk.prove()
        await desk.close()
    for name, seconds in found.items():
        watch = median(found[f"{name.split()[0]} watch"])
        print(
            f"{name:45} {median(seconds) * 1000:7.0f} ms   {median(seconds) / watch:5.2f} x watch"
        )


if __name__ == "__main__":
    asyncio.run(main())
