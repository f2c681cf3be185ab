"""A person who presses keys at random: after each one, no answer may be lost or invented."""

from __future__ import annotations

import gc
import random
from collections import Counter
from dataclasses import dataclass, field

from textual.events import Paste
from textual.widget import Widget

from screens.full.look_over import LookOver
from screens.full.outcome import OutcomePage
from screens.full.question import Ask, AskAgain
from screens.full.welcome import Welcome
from screens.pages.remembered import Draft
from screens.terminal.input import TooEarly
from tests.support.visit import READY, Visit, visit
from tree.model import SKIP, Outcome, Question
from tree.stored_start import Ready
from tree.walk import Walk, begin

KEYS = (
    ["enter"] * 12 + list("123456789") * 2 + ["0", "down", "down", "up", "space", "s", "b", "l"]
    + ["c", "h", "question_mark", "o", "m", "e", "w", "f", "n", "p", "g", "t", "i", "x", "tab"]
    + ["pagedown", "pageup", "home", "end", "escape", "paste", "resize", "suspend", "early"]
)  # fmt: skip
SIZES = [(80, 24), (40, 15), (160, 45), (30, 8), (8, 3), (60, 20)]
ESCAPED = 6.0
"""Seconds between two Esc, so that they do not leave."""

Given = tuple[str, ...]


@dataclass
class Seen:
    """What was in sight before a key: the walk, and what Enter would send."""

    walk: Walk
    screen: object
    ticks: frozenset[str]
    at: str
    armed: bool
    asked: Question | None = None


@dataclass
class Wanderer:
    """Presses keys, and keeps what was seen last on each question."""

    run: Visit
    chance: random.Random
    last: dict[str, frozenset[str]] = field(default_factory=dict)
    screens: Counter[str] = field(default_factory=Counter)

    async def step(self) -> None:
        """Press one key, and compare what came of it with what was in sight."""
        key = self.chance.choice(KEYS)
        before = self.seen()
        await self._do(key)
        if self.run.app.is_running:
            after = self.seen()
            self.screens[type(after.screen).__name__] += 1
            self._compare(key, before, after)

    async def _do(self, key: str) -> None:
        match key:
            case "paste":
                self.run.app.post_message(Paste("1\rs"))
            case "resize":
                await self.run.pilot.resize_terminal(*self.chance.choice(SIZES))
            case "suspend":
                self.run.app.paint_again()
            case "early":
                self.run.app.post_message(TooEarly())
            case _:
                await self.run.pilot.press(key)
        self.run.clock.now += ESCAPED
        await self.run.pilot.pause()

    def seen(self) -> Seen:
        """Return what is in sight."""
        screen = self.run.app.screen
        ticks = screen.ticks if isinstance(screen, Ask) else frozenset[str]()
        armed = bool(getattr(screen, "sure", False))
        at = getattr(getattr(screen, "choices", None), "at", "")
        asked = screen.question if isinstance(screen, Ask) else None
        return Seen(self.run.app.walk, screen, ticks, at, armed, asked)

    def _compare(self, key: str, before: Seen, after: Seen) -> None:
        if after.walk.answers != before.walk.answers:
            fitting = [walk.answers for walk in fitting_walks(key, before)]
            assert after.walk.answers in fitting, (key, before, after)
        if not after.walk.answers and after.walk.before is None:
            self.last.clear()
        for answer in after.walk.asked:
            self.last[answer.question] = frozenset(answer.options) - {SKIP}
        if type(after.screen) is Ask:
            self._ticked(key, before, after, after.screen.question)

    def _ticked(self, key: str, before: Seen, after: Seen, asked: Question) -> None:
        """Compare the ticks of a question that has come with those that it had last."""
        came = type(before.screen) is not Ask or before.walk is not after.walk
        if asked.choose and came and asked.id in self.last:
            assert after.ticks == self.last[asked.id], (key, before, after)
        self.last[asked.id] = after.ticks


def fitting_walks(key: str, before: Seen) -> list[Walk]:
    """List the walks to which this key may lead from what was in sight."""
    walk, screen = before.walk, before.screen
    anew = begin(walk.tree)
    if key in {"b", "escape", "l"}:
        return [walk.back()]
    if isinstance(screen, Welcome) and key in {"i", "enter"}:
        return [anew]
    if before.asked and key in {"s", "enter"}:
        given = (SKIP,) if key == "s" else _given(before.asked, before)
        return _answered(before, before.asked, given)
    if isinstance(screen, LookOver | OutcomePage) and key == "enter":
        place = walk.place
        on = [walk.go_on()] if isinstance(place, Outcome) and place.go_on else []
        return [*on, walk.back(), *([anew] if before.armed else [])]
    return []


def _given(question: Question, before: Seen) -> Given:
    if before.at == SKIP or not question.choose:
        return (before.at,)
    order = [option.id for option in question.options]
    return tuple(sorted(before.ticks, key=order.index))


def _answered(before: Seen, asked: Question, given: Given) -> list[Walk]:
    if not given or not all(given):
        return []
    if isinstance(before.screen, AskAgain):
        return [before.walk.change(asked.id, *given)]
    return [before.walk.answer(*given)]


async def wander(seed: int, many: int, ready: Ready = READY) -> Counter[str]:
    """Press so many keys, in as many visits as they take; return how often each screen was seen."""
    chance, done = random.Random(seed), 0  # noqa: S311 - a test repeats it
    screens: Counter[str] = Counter()
    while done < many:
        async with visit(ready=ready) as run:
            wanderer = Wanderer(run, chance, screens=screens)
            while done < many and run.app.is_running:
                await wanderer.step()
                done += 1
            assert not run.app.broken
    return screens


async def living(run: Visit, many: int) -> Counter[str]:
    """Change an answer and go back and on so many times; count the objects that live then."""
    for _ in range(many):
        await run.press("5 enter 7 enter b enter 5 enter 2 enter")
    gc.collect()
    kinds = (Widget, Walk, Draft)
    return Counter(type(o).__name__ for o in gc.get_objects() if isinstance(o, kinds))
