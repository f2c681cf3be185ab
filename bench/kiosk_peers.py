"""Measure our kiosk beside its peers, in one run: `make bench`, with `--people N` at each.

Nothing here asserts. An absent peer is skipped, with a note.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.kiosk import ROUNDS, Figures, bare_start, measure
from bench.kiosk_places import BESIDE, FAILS, Opens, because, shared

PLACES: dict[str, Opens] = {"1": shared(1), "16": shared(16), **BESIDE}
"""Our kiosk with 1, 16 and all sessions to a process, and the peers."""

BARE = "first words, alone, of a bare start"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--keys", type=int, default=10)
    parser.add_argument("--only", nargs="+", choices=PLACES, default=list(PLACES))
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, {asked.people} people; 1, 16, all: ours, so many to a"
          " process; wish: bubbletea; sshd: a Python for each visit")  # fmt: skip
    bare = 1000 * median(bare_start() for _ in range(ROUNDS))
    print(f"a bare start: {bare:.0f} ms", flush=True)
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.only:
            if one := tried(name, Path(folder), asked.people, asked.keys):
                found[name] = {BARE: one["first words, alone, ms"] / bare, **one}
    show(found)


def tried(name: str, folder: Path, people: int, keys: int) -> Figures | None:
    """Measure one kiosk; if that fails, print why and return None."""
    load = os.getloadavg()[0]
    try:
        with PLACES[name](folder / name, people) as open_:
            figures = asyncio.run(measure(open_, people, keys))
    except FAILS as why:
        print(f"{name}: skipped, {because(why)}", flush=True)
        return None
    print(f"{name}: measured, load {load:.1f} before", flush=True)
    return figures


def show(found: dict[str, Figures]) -> None:
    """Print all side by side, each with its ratio to the first."""
    if not found:
        return
    first, *_ = found.values()
    print(" " * 40 + "".join(f"{name:>17}" for name in found))
    for what, ours in first.items():
        cells = [cell(one[what], ours) if one is not first else f"{ours:.3g}"
                 for one in found.values()]  # fmt: skip
        print(f"{what:<40}" + "".join(f"{text:>17}" for text in cells))


def cell(figure: float, ours: float) -> str:
    """Return a figure, and its ratio to ours."""
    return f"{figure:.3g} ({figure / ours:.2g} x)" if ours else f"{figure:.3g}"


if __name__ == "__main__":
    main()
