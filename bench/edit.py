"""Measure an edit at the desk beside `check --watch`: from a change to its repaint and its verdict.

Nothing here asserts. Each round makes one change of words and one of a route, in turn with both.
Ratios are to `check --watch` of the same change in the same round, in seconds and in CPU.
"""

from __future__ import annotations

import asyncio
import os
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
from editor.values import Field, FieldValue  # noqa: E402

CONTENT = ROOT / "content"
ROUNDS = 5
WORDS, ROUTE = "question:afraid/ask", "question:afraid/options/often/learn"
TICKS = os.sysconf("SC_CLK_TCK")

Spent = tuple[float, float]
"""Seconds by the clock, and of CPU, in this process and in the one that proves."""


class Bench:
    """Spends time on the clock and on the CPU, and keeps what each part took."""

    def __init__(self, desk: PackDesk) -> None:
        """Start with nothing spent."""
        self.desk = desk
        self.found: dict[str, list[Spent]] = {}

    def now(self) -> Spent:
        """Return the time, and the CPU time of all that works for the desk."""
        return time.perf_counter(), time.process_time() + cpu_of(self.desk.judge.pid)

    def keep(self, name: str, began: Spent) -> None:
        """Keep what was spent since."""
        ended = self.now()
        self.found.setdefault(name, []).append((ended[0] - began[0], ended[1] - began[1]))

    async def timed(self, name: str, began: Spent, work: Callable[[], Awaitable[object]]) -> None:
        """Keep what was spent once some work is done."""
        await work()
        self.keep(name, began)

    def say(self) -> None:
        """Print medians, and ratios to a watching check."""
        for name, spent in self.found.items():
            watch = self.found[f"{name.split()[0]} watch"]
            told = [_ratio(spent, watch, kind) for kind in (0, 1)]
            print(f"{name:50} clock {told[0]}   CPU {told[1]}")


def _ratio(spent: list[Spent], watch: list[Spent], kind: int) -> str:
    one, other = (median(each[kind] for each in some) for some in (spent, watch))
    return f"{one * 1000:6.0f} ms {one / other:5.2f} x watch"


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a process, its ended and its living children's included."""
    found = 0.0
    for path in Path("/proc").glob("[0-9]*/stat") if pid else ():
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(path.parent.name) == pid:
            found += sum(map(int, fields[11:15])) / TICKS
        elif int(fields[1]) == pid:
            found += sum(map(int, fields[11:13])) / TICKS
    return found


def field(desk: PackDesk, id_: str) -> Field:
    """Return a field by its id."""
    entry = desk.entry(id_.partition("/")[0])
    assert entry  # noqa: S101  (the shipped pack has it)
    return next(one for one in desk.form(entry).fields if one.id == id_)


async def change(bench: Bench, id_: str, value: FieldValue) -> None:
    """Change a field, and keep when what was known."""
    desk = bench.desk
    entry, made = desk.entry(id_.partition("/")[0]), field(desk, id_)
    began = bench.now()
    desk.set(made, value)
    bench.keep(f"{id_} to kept change", began)
    if entry:
        desk.form(entry)
    desk.outline()
    bench.keep(f"{id_} to form and list", began)
    await bench.timed(f"{id_} to faults", began, desk.check)
    await bench.timed(f"{id_} to promises", began, desk.promise)
    await bench.timed(f"{id_} to whole verdict", began, desk.prove)


async def main() -> None:
    """Measure in turn, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "evenground"
        copytree(CONTENT / "evenground", folder)
        places = DeskPlaces(folder, CONTENT / "helplines", CONTENT / "words")
        desk = open_desk(places, command_words(CONTENT))
        await desk.prove()
        proved, bench = examine(folder, CONTENT / "helplines"), Bench(desk)
        for n in range(ROUNDS):
            for id_, value in ((WORDS, f"Are you afraid, {n}?"), (ROUTE, ("afraid-often",))):
                await change(bench, id_, value)
                for name in desk.changed:
                    (folder / name).write_bytes(desk.files[name])
                began = bench.now()
                examine(folder, CONTENT / "helplines", proved)
                bench.keep(f"{id_} watch", began)
            desk.undo()
            await desk.prove()
        await desk.close()
    bench.say()


if __name__ == "__main__":
    asyncio.run(main())
