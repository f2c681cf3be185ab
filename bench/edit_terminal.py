"""Measure the desk in a terminal: from a key to its repaint and to the verdict, in two packs.

The shipped pack and one of 400 questions are edited in turn, each at a desk of its own; the last
column is the large one in units of the shipped one of the same run. `check --watch` looks at the
same words and facts. CPU is that of all processes of the desk. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import copytree
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.crowd import family, process_seconds  # noqa: E402  (after the path is known)
from commands.reports.sentences import command_words  # noqa: E402
from screens.words import Words  # noqa: E402
from tests.support.long_pack import long_pack  # noqa: E402
from tests.support.terminal import FRAME, Terminal  # noqa: E402

CONTENT = ROOT / "content"
PROGRAM = [sys.executable, "evenground.py"]
SIZE = (120, 40)
UP, DOWN = "\x1b[A", "down"
QUESTIONS, FACTS = 400, 4
VERDICTS = ("kept", "broken.one", "broken.other", "faulty.one", "faulty.other")
REST = 0.6
"""Seconds without output after which a key counts as answered."""

PATIENCE, PIECE = 300.0, 256
"""Seconds for a verdict at most, and bytes that are read at once."""

Spent = tuple[float, float]
"""Seconds by the clock, and of CPU."""


@dataclass(frozen=True)
class Pack:
    """A pack to edit: a question of it, and what is chosen in it, other things in each round."""

    name: str
    folder: Path
    search: str
    past: tuple[str, ...]
    """Keys past a heading to the last one above another entry that the search finds."""
    facts: tuple[str, ...]
    routes: tuple[str, ...]
    watched: tuple[str, str, str]
    """A file, and two texts in it that take each other's place while `check --watch` looks."""


@dataclass
class Desk:
    """A desk in a terminal, and what each kind of key took there."""

    pack: Pack
    terminal: Terminal
    proving: str
    verdicts: re.Pattern[str]
    found: dict[str, list[Spent]] = field(default_factory=dict)

    def rest(self) -> None:
        """Wait until nothing comes any more."""
        while select.select([self.terminal.fd], [], [], REST)[0]:
            self.terminal._read(0)

    def until(self, happened: Callable[[], object]) -> None:
        """Read until something has happened; what is shown for a moment is seen, too."""
        end = time.monotonic() + PATIENCE
        while not happened():
            if select.select([self.terminal.fd], [], [], 0.1)[0]:
                self.terminal.window.feed(os.read(self.terminal.fd, PIECE))
            if time.monotonic() > end:
                raise TimeoutError(self.terminal.text)

    def keys(self, *names: str) -> None:
        """Press keys, each once the one before it was answered."""
        for name in names:
            self.terminal.key(name)
            self.rest()

    def spent(self) -> Spent:
        """Return the time, and the CPU time of all processes of the desk."""
        seconds = map(process_seconds, family(self.terminal.pid))
        return time.perf_counter(), sum(seconds)

    def timed(self, name: str, key: str, *stages: Callable[[], Callable[[], object]]) -> None:
        """Press a key, and keep what was spent until each stage, once the desk is at rest."""
        self.rest()
        waits = [stage() for stage in stages]
        began = self.spent()
        self.terminal.key(key)
        for n, happened in enumerate(waits):
            self.until(happened)
            ended = self.spent()
            part = f"{name}, {('repaint', 'verdict')[n]}"
            self.found.setdefault(part, []).append((ended[0] - began[0], ended[1] - began[1]))

    def foot(self) -> str:
        """Return the line that says how the pack stands."""
        return next(filter(self.verdicts.search, reversed(self.terminal.text.splitlines())), "")

    def repainted(self) -> Callable[[], bool]:
        """Return what tells whether another whole frame is in sight."""
        before = self.terminal.text
        return lambda: FRAME not in self.terminal.window.modes and self.terminal.text != before

    def judged(self) -> Callable[[], bool]:
        """Return what tells whether another verdict is at the foot, or the same after a proof."""
        before, seen = self.foot(), set[bool]()

        def told() -> bool:
            pending = self.proving in self.terminal.text
            seen.add(pending)
            return not pending and self.foot() != "" and (True in seen or self.foot() != before)

        return told


def wide_pack(folder: Path) -> None:
    """Write a pack of 400 questions that looks back at facts."""
    short = sum(raw.count(b"    ask:") for raw in long_pack(1, FACTS).values()) - 1
    for name, raw in long_pack(QUESTIONS - short, FACTS).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def packs(place: Path) -> tuple[Pack, Pack]:
    """Write both packs."""
    copytree(CONTENT / "evenground", place / "evenground")
    wide_pack(place / "wide")
    shipped = Pack(
        "shipped", place / "evenground", "afraid", (DOWN,),
        ("hit", "throat", "weapon"), ("threats", "followed", "children"),
        ("questions/safety.yaml", "[afraid-often, harmed]", "[afraid-often, harmed, hit]"),
    )  # fmt: skip
    wide = Pack(
        "wide", place / "wide", "row-20", (),
        ("f0", "f1", "f2"), ("row-203", "row-204", "row-205"),
        ("questions/after.yaml", "learn: [f3]", "learn: [f3, f1]"),
    )  # fmt: skip
    return shipped, wide


def verdicts(words: Words) -> re.Pattern[str]:
    """Return what every sentence at the foot says, whatever is filled in."""
    said = [words.table[f"verdict.{key}"] for key in VERDICTS]
    return re.compile("|".join(re.escape(max(re.split(r"\{.*?\}", one), key=len)) for one in said))


def opened(pack: Pack, stack: ExitStack, words: Words) -> Desk:
    """Open a desk, and keep how long it took to its first picture and to its first verdict."""
    began = time.perf_counter()
    argv = [*PROGRAM, "edit", str(pack.folder), "--theme", "dark"]
    terminal = stack.enter_context(Terminal(argv, size=SIZE))
    proving = words("verdict.proving")
    desk = Desk(pack, terminal, proving, verdicts(words))
    for name in ("repaint", "verdict"):
        waits = (lambda: proving in terminal.text) if name == "repaint" else desk.judged()
        desk.until(waits)
        spent = (time.perf_counter() - began, desk.spent()[1])
        desk.found.setdefault(f"open, {name}", []).append(spent)
    return desk


def look(desk: Desk, n: int) -> None:
    """Go to the question, and once to the entry below it."""
    if not n:
        desk.keys("/", *desk.pack.search, "enter", "escape")
    desk.keys(*desk.pack.past)
    desk.timed("another form", DOWN, desk.repainted)
    desk.keys(UP, *[UP for _ in desk.pack.past], "enter")


def edit(desk: Desk, n: int) -> None:
    """Make one change of each kind, and measure from its last key."""
    pack, seen = desk.pack, desk.repainted
    desk.keys(*[UP] * 5, *[DOWN] * 4, "enter", *pack.facts[n], "enter")
    desk.timed("fact", "\t", seen, desk.judged)
    desk.keys(DOWN, "enter", *pack.routes[n])
    desk.timed("route", "enter", seen, desk.judged)
    desk.keys(*[UP] * 5, "enter")
    desk.timed("letter", "x", seen)
    desk.timed("word", "enter", seen, desk.judged)
    desk.keys("escape")


def watch(pack: Pack, stack: ExitStack, rounds: int) -> list[Spent]:
    """Return what `check --watch` took, from the change of a file to the end of its report."""
    terminal = stack.enter_context(Terminal([*PROGRAM, "check", str(pack.folder), "--watch"]))
    desk = Desk(pack, terminal, "", re.compile(""))
    terminal.wait(lambda: terminal.window.left.strip().count("\n") > 1, "a report")
    desk.rest()
    last = terminal.window.left.strip().splitlines()[-1]
    told = once = terminal.window.left.count(last)
    path, old, new = pack.folder / pack.watched[0], *pack.watched[1:]
    found = []
    for _ in range(rounds):
        path.write_text(path.read_text().replace(old, new, 1))
        old, new, told, began = new, old, told + once, desk.spent()
        terminal.wait(partial(_has_told, terminal, last, told), "another report")
        ended = desk.spent()
        found.append((ended[0] - began[0], ended[1] - began[1]))
    return found


def _has_told(terminal: Terminal, last: str, times: int) -> bool:
    return terminal.window.left.count(last) >= times


def say(name: str, shipped: list[Spent], wide: list[Spent]) -> None:
    """Print medians of both packs, and how much longer the large one takes."""
    (clock, cpu), (more, costs) = (
        [median(part) for part in zip(*each, strict=True)] for each in (shipped, wide)
    )
    print(
        f"{name:22} shipped {clock:5.2f} s, CPU {cpu:5.2f}   400 questions {more:6.2f} s, "
        f"CPU {costs:6.2f}   {more / clock:5.1f} x, CPU {costs / max(cpu, 0.01):5.1f} x",
        flush=True,
    )


def main() -> None:
    """Measure in turn, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, choices=(1, 2, 3))
    rounds = parser.parse_args().rounds
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    words = command_words(CONTENT)
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        desks = [opened(pack, stack, words) for pack in packs(Path(place))]
        for n in range(rounds):
            for desk in desks:
                look(desk, n)
                edit(desk, n)
        for desk in desks:
            desk.found["check --watch, fact"] = watch(desk.pack, stack, rounds)
        for name, spent in desks[0].found.items():
            say(name, spent, desks[1].found[name])


if __name__ == "__main__":
    main()
