"""Measure the proof of a pack beside its peers, in one run and alternating: `make bench`.

Nothing here asserts. `--whole` takes every size, and minutes for each peer that needs them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PEERS = ("judge", "networkx", "pyxform", "inkjs", "linter")
SIZES = (30, 100, 300, 1_000, 10_000, 100_000)
FACTS = (5, 15, 60)
SHORT = ((30, 5), (100, 15), (300, 60), (1_000, 5), (1_000, 15), (10_000, 15))
INSTALL = "npm install --prefix bench/.peers inkjs@2.4.0 survey-core@3.1.1"
BLOCK = 3
"""Questions in a block of the chain; each fact needs a block of its own."""


@dataclass
class Limits:
    """Limits of a run: `seconds` for one measurement, `rounds` of it, and the time to end."""

    seconds: float
    rounds: int
    until: float
    once: float
    """Seconds; a slower measurement is taken only once."""

    def left(self) -> float:
        """Return how many seconds the next measurement may take."""
        return min(self.seconds, self.until - time.monotonic())


@dataclass
class Row:
    """All measurements of one tool on one content."""

    times: list[float] = field(default_factory=list)
    mib: list[float] = field(default_factory=list)
    note: str = ""
    over: bool = False

    @property
    def middle(self) -> float | None:
        """The median of the times, if there is one."""
        return median(self.times) if self.times and not self.over else None


def run(row: Row, limits: Limits, who: str, n: int, facts: int) -> None:
    """Measure once, in a separate process, unless an earlier round was too slow."""
    seconds = limits.left()
    if row.over or (row.times and row.times[0] > limits.once):
        return
    if seconds <= 1:
        row.note = row.note if row.times else "no time left in this run"
        return
    command = [sys.executable, "bench/peers.py", who, str(n), str(facts)]
    try:
        done = subprocess.run(  # noqa: S603  (our own script)
            command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        row.over, row.note = True, f"over {seconds:.0f} s as a process: stopped"
        return
    if done.returncode:
        row.over, row.note = True, (done.stderr.strip().splitlines() or ["?"])[-1][:60]
        return
    found = json.loads(done.stdout)
    row.note = found["note"]
    if "s" in found:
        row.times.append(found["s"])
        row.mib.append(found["mib"])


def in_turn(limits: Limits, n: int, facts: int, peers: list[str]) -> dict[str, Row]:
    """Measure ours, a peer, ours, the next peer, and all of that again."""
    rows = {"proof": Row(), **{who: Row() for who in peers}}
    for _ in range(limits.rounds):
        for who in peers:
            run(rows["proof"], limits, "proof", n, facts)
            run(rows[who], limits, who, n, facts)
    return rows


def line(*cells: str) -> None:
    """Print one line of the table."""
    widths = (9, 5, 9, 10, 7, 9, 0)
    print(" ".join(c.rjust(w) if w else c for c, w in zip(cells, widths, strict=True)).rstrip())


def show(n: int, facts: int, rows: dict[str, Row]) -> None:
    """Print the measurements on one content, each with its ratio to our proof."""
    ours = rows["proof"].middle
    for who, row in rows.items():
        middle = row.middle
        gave_up = row.note.startswith("gave up")
        ratio = f"{middle / ours:,.1f} x" if middle and ours else "-"
        line(
            f"{n:,}", str(facts), who, f"{middle:.4f}" if middle else "-",
            f"{median(row.mib):.0f}" if middle else "-",
            f"> {ratio}" if gave_up else ratio, row.note,
        )  # fmt: skip
    print(flush=True)


def contents(*, whole: bool) -> Iterator[tuple[int, int]]:
    """Yield numbers of questions and facts; print which pairs are impossible."""
    if not whole:
        yield from SHORT
        return
    for n in SIZES:
        for facts in FACTS:
            if BLOCK * (facts + 1) <= n:
                yield n, facts
            else:
                print(f"{n} x {facts}: skipped, so short a chain has no room for so many facts\n")


def compare(limits: Limits, *, whole: bool) -> dict[tuple[int, int], float]:
    """Measure every content with every peer that was fast enough so far."""
    peers = list(PEERS)
    if not (ROOT / "bench" / ".peers" / "node_modules").is_dir():
        peers = peers[:3]
        print(f"inkjs and survey-core's linter are skipped; to have them: {INSTALL}\n")
    line("questions", "facts", "who", "median s", "MiB", "to proof", "what it said")
    slow: dict[str, int] = {}
    ours: dict[tuple[int, int], float] = {}
    for n, facts in contents(whole=whole):
        able = [who for who in peers if n <= slow.get(who, n)]
        rows = in_turn(limits, n, facts, able)
        # Model counting ends at 400 questions: a slow count says nothing of larger chains.
        slow |= {who: n for who, row in rows.items() if row.over and who not in ("proof", "judge")}
        show(n, facts, rows)
        if middle := rows["proof"].middle:
            ours[n, facts] = middle
    return ours


def growth(ours: dict[tuple[int, int], float]) -> None:
    """Print how the time of our proof grows with the number of questions."""
    print("growth of our proof, at the same facts:")
    for facts in FACTS:
        sizes = sorted(n for n, f in ours if f == facts)
        for small, large in pairwise(sizes):
            longer = ours[large, facts] / ours[small, facts]
            print(f"  {facts:2} facts, {small:,} to {large:,} questions:", end=" ")
            print(f"{large / small:.1f} times the questions, {longer:.1f} times the time")
    print(flush=True)


def budget(name: str, row: Row, most: str) -> None:
    """Print one figure beside its budget."""
    found = f"{row.middle:.3f} s" if row.middle else "-"
    mib = f", {median(row.mib):.0f} MiB" if row.middle and row.mib else ""
    print(f"  {name:<44} {found + mib:<18} {'budget ' + most:<24} {row.note}", flush=True)


def budgets(limits: Limits) -> dict[tuple[int, int], float]:
    """Measure everything that has a budget."""
    print("budgets:")
    check = Row()
    for _ in range(limits.rounds):
        start = time.perf_counter()
        command = [sys.executable, "evenground.py", "check"]
        done = subprocess.run(  # noqa: S603  (our own program)
            command, cwd=ROOT, capture_output=True, check=False
        )
        check.times.append(time.perf_counter() - start)
        check.note = f"exit {done.returncode}"
    budget("check of the shipped pack, as a process", check, "1.5 s")
    ours: dict[tuple[int, int], float] = {}
    for name, who, n, facts, most in (
        ("its proof alone (judge)", "pack", 30, 5, "0.1 s"),
        ("200 x 60 looking back, walks counted", "far", 200, 60, "2 s"),
        ("1,000 x 60, a promise of each form", "forms", 1_000, 60, "0.5 s"),
        ("10,000 x 15, a kept promise", "kept", 10_000, 15, "1 s"),
        ("the same and a broken one, with its walk", "proof", 10_000, 15, "1 s, 300 MiB"),
        ("and all that check finds", "judge", 10_000, 15, "1 s, 300 MiB"),
        ("100,000 x 15, said to be too large", "proof", 100_000, 15, "0.1 s"),
    ):
        row = Row()
        for _ in range(limits.rounds):
            run(row, limits, who, n, facts)
        budget(name, row, most)
        if who == "proof" and row.middle:
            ours[n, facts] = row.middle
    print(flush=True)
    return ours


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="the proof beside its peers")
    parser.add_argument("--whole", action="store_true", help="every size, every fact count")
    parser.add_argument("--rounds", type=int, help="how often each is measured")
    asked = parser.parse_args()
    whole, now = asked.whole, time.monotonic()
    limits = Limits(180.0, 3, now + 86_400, 60.0) if whole else Limits(12.0, 2, now + 165, 2.0)
    limits.rounds = asked.rounds or limits.rounds
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f};")
    print(f"{limits.rounds} rounds in turn, medians; MiB: growth of the peak of memory\n")
    ours = budgets(replace(limits, seconds=60.0))
    growth(ours | compare(limits, whole=whole))


if __name__ == "__main__":
    main()
