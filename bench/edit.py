"""Measure the desk in a terminal: from a key to its repaint, to the verdict, and until all rests.

The shipped pack and one of 400 questions are edited in turn, each at a desk of its own, beside
`check --watch` of the same changes. Nothing here asserts.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.edited_desk import CLOCK, PROGRAM, SIZE, DeskShown, Shown, Spent  # noqa: E402  (after the path is known)
from bench.edited_packs import CONTENT, EditedPack, edited_packs  # noqa: E402
from commands.reports.sentences import command_words  # noqa: E402
from tests.support.terminal import Terminal  # noqa: E402

DOWN, HOME, TAB = "\x1b[B", "\x1b[H", "\t"
WORDS_ROW, FACT_ROW, ROUTE_ROW, KINDS_ROW = 0, 4, 5, 4
"""Rows of the form of a question, and of a promise."""
WATCH = "check --watch"
LEAST = 0.01
"""Seconds of CPU that the system counts."""

Stages = dict[str, Callable[[], bool]]


@dataclass
class Editing:
    """A desk, and what each kind of key took there."""

    pack: EditedPack
    desk: DeskShown
    found: dict[str, list[Spent]] = field(default_factory=dict)

    def timed(self, kind: str, key: str, stages: Stages) -> None:
        """Press a key, and keep what was spent until each stage, and until all rests."""
        began, left = self.desk.spent(), dict(stages)

        def all_came() -> bool:
            for stage in [stage for stage, happened in left.items() if happened()]:
                del left[stage]
                self.keep(f"{kind}: {stage}", began)
            return not left

        self.desk.terminal.key(key)
        self.desk.until(f"{' and '.join(stages)} of {kind}", all_came)
        self.desk.rest()
        self.keep(f"{kind}: rest", began)

    def keep(self, name: str, began: Spent) -> None:
        """Keep what was spent since."""
        keep(self.found, name, began, self.desk.spent())

    def go_to(self, said: str) -> None:
        """Go to the form of what a search finds first."""
        desk = self.desk
        desk.press("search", "/", lambda: desk.hints("everything"))
        desk.press("searched words", said, lambda: said in desk.text)
        desk.rest()
        desk.press("list", "enter", lambda: desk.hints("open"))
        desk.press("form", "enter", lambda: desk.hints("edit"))
        desk.rest()

    def leave(self) -> None:
        """Go back to the whole list."""
        desk = self.desk
        desk.press("list", "escape", lambda: desk.hints("open"))
        desk.press("whole list", "escape", lambda: not desk.hints("everything"))
        desk.rest()

    def look(self) -> None:
        """Go to the entry below, which must be a question: a heading has no form."""
        self.timed("another form", DOWN, {"repaint": self.desk.other_form(self.desk.form)})

    def open_row(self, row: int, hint: str) -> str:
        """Open a row of the form; returns what the form was before."""
        before = self.desk.form
        self.desk.terminal.key(HOME, *[DOWN] * row)
        self.desk.press("a sheet", "enter", lambda: self.desk.hints(hint))
        self.desk.rest()
        return before

    def change(self, kind: str, key: str, before: str) -> None:
        """Press the last key of a change."""
        desk = self.desk
        self.timed(kind, key, {"repaint": desk.other_form(before), "verdict": desk.judged()})

    def tick(self, kind: str, row: int, keys: str) -> None:
        """Tick what these keys mark, and keep the ticks."""
        before = self.open_row(row, "ticked")
        opened = self.desk.text
        self.desk.terminal.key(*keys.split("|"))
        self.desk.press("a tick", "enter", lambda: self.desk.text != opened)
        self.desk.rest()
        self.change(kind, TAB, before)

    def edit(self, n: int) -> None:
        """Make one change of each kind."""
        pack, desk = self.pack, self.desk
        self.go_to(pack.question)
        self.tick("fact", FACT_ROW, pack.facts[n])
        before = self.open_row(ROUTE_ROW, "take")
        desk.press("a search", pack.routes[n], lambda: f"{pack.routes[n]}_" in desk.text)
        desk.rest()
        self.change("route", "enter", before)
        before = self.open_row(WORDS_ROW, "keep")
        form = desk.form
        self.timed("letter", "x", {"repaint": lambda: desk.form != form})
        self.change("word", "enter", before)
        self.leave()
        self.look()
        self.go_to(pack.promise)
        self.tick("promise", KINDS_ROW, "|".join([DOWN] * (pack.kinds + n)))
        self.leave()


def keep(found: dict[str, list[Spent]], name: str, began: Spent, ended: Spent) -> None:
    """Keep what was spent between two moments."""
    took = {part: ended[part] - began.get(part, 0) for part in ended}
    found.setdefault(name, []).append(took)


def opened(pack: EditedPack, stack: ExitStack) -> Editing:
    """Open a desk, and keep how long it took to its first picture and to its first verdict."""
    began = {CLOCK: time.perf_counter()}
    argv = [*PROGRAM, "edit", str(pack.folder), "--theme", "dark"]
    terminal = stack.enter_context(Terminal(argv, size=SIZE))
    editing = Editing(pack, desk := DeskShown(terminal, command_words(CONTENT)))
    for stage, happened in (
        ("repaint", lambda: desk.hints("open")),
        ("verdict", lambda: desk.foot),
    ):
        desk.until(f"{stage} at first", happened)
        editing.keep(f"open: {stage}", began)
    desk.rest()
    editing.keep("open: rest", began)
    return editing


def watch(editing: Editing, stack: ExitStack, rounds: int) -> None:
    """Keep what `check --watch` took, from the change of a file to the end of its report."""
    pack, found = editing.pack, editing.found
    argv = [*PROGRAM, "check", str(pack.folder), "--watch"]
    shown = Shown(stack.enter_context(Terminal(argv, size=SIZE)))
    shown.until("a report", partial(shown.heard_since, shown.heard))
    shown.rest()
    for kind, (name, *texts) in (one for one in pack.places.items() for _ in range(rounds)):
        for old, new in (texts, reversed(texts)):
            path, began = pack.folder / name, shown.spent()
            path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
            shown.until(f"a report of {kind}", partial(shown.heard_since, began[CLOCK]))
            shown.rest()
            keep(found, f"{kind}: {WATCH}", began, {**shown.spent(), CLOCK: shown.heard})


def say(name: str, one: list[Spent], other: list[Spent]) -> None:
    """Print medians of both packs, and how much longer the large one takes."""
    (clock, told), (more, also) = map(_told, (one, other))
    print(f"{name:22} {told:52} 400 questions {also:52} {more / clock:5.1f} x", flush=True)


def _told(spent: list[Spent]) -> tuple[float, str]:
    parts = {part: median(one.get(part, 0) for one in spent) for one in spent for part in one}
    clock = parts.pop(CLOCK)
    each = ", ".join(f"{part} {took:.2f}" for part, took in parts.items() if took >= LEAST)
    return clock, f"{clock:5.2f} s, CPU {sum(parts.values()):4.2f} ({each})"


def beside(found: dict[str, list[Spent]]) -> Iterator[str]:
    """Yield how long each verdict takes in units of `check --watch` of the same change."""
    for name, spent in found.items():
        kind, _, stage = name.partition(": ")
        if stage == "verdict" and (others := found.get(f"{kind}: {WATCH}")):
            yield f"{kind} {_told(spent)[0] / _told(others)[0]:.2f}"


def main() -> None:
    """Measure in turn, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, choices=(1, 2, 3))
    rounds = parser.parse_args().rounds
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors", flush=True)
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        desks = [opened(pack, stack) for pack in edited_packs(Path(place))]
        for n in range(rounds):
            for editing in desks:
                editing.edit(n)
        for editing in desks:
            watch(editing, stack, rounds)
        for name, spent in desks[0].found.items():
            say(name, spent, desks[1].found[name])
        for editing in desks:
            print(f"verdicts in units of {WATCH}, {editing.pack.name}:", *beside(editing.found))
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
