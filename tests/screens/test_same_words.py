"""Two hundred random sheets of answers: both faces end at one page, with its words in one order."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import StringIO

import pytest

from screens.full.outcome import OutcomePage
from screens.pages.outcome import letter
from screens.pages.rows import PageRow
from screens.plain import render
from screens.plain.desk import Desk
from screens.plain.reader import Typed
from screens.plain.talk import Talk
from screens.plain.visit import Visit
from screens.words import Words
from tests.screens.test_three_faces import SETTING
from tests.support.letters import ready as shipped_ready
from tests.support.visit import visit
from tree.choose import chooser, walk_by
from tree.model import Outcome, Question
from tree.page import page
from tree.stored_start import Ready
from tree.walk import Walk

SHEETS = 200
PLAIN = 0.8
"""Share of plain answers, where a question has one."""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Make ready what a person's start needs."""
    return shipped_ready(tmp_path_factory.mktemp("stored"))


def mostly_plain(seed: int) -> Callable[[Question | Outcome], tuple[str, ...]]:
    """Choose at random, but mostly the plain answers: others end a sheet soon."""
    anything, dice = chooser(f"random:{seed}"), random.Random(seed)  # noqa: S311

    def choose(place: Question | Outcome) -> tuple[str, ...]:
        plain = [o.id for o in place.options if o.plain] if isinstance(place, Question) else []
        return (plain[0],) if plain and dice.random() < PLAIN else anything(place)

    return choose


def by_line(ready: Ready, walk: Walk) -> str:
    """Stand at the end of a walk in line mode, and return what was said from there on."""
    write = StringIO()
    desk = Desk(ready, SETTING, Talk(Typed(StringIO("\n\n")), write))
    with suppress(EOFError):
        Visit(desk, walk).run()
    return write.getvalue()


def words(text: str) -> list[str]:
    """List words, without the marks of lists."""
    return [word for word in text.split() if word != "-"]


def seen(ready: Ready, text: str) -> list[str]:
    """List the words of an outcome in line mode, from its title on, without what it alone says."""
    alone = ready.words["line.outcome.seen"].partition("{")[0]
    ends = (ready.words[key] for key in ("line.do.title", "line.do.short"))
    rows = re.split("|".join(map(re.escape, ends)), text)[0].split("\n")
    kept = (re.sub(r"^[a-z]   ", "", row) for row in rows if alone not in row)
    return words("\n".join(kept))


def told(rows: tuple[PageRow, ...], ways: tuple[PageRow, ...]) -> list[str]:
    """List the words of an outcome on the full screen, without its actions."""
    return words("\n".join(row.text for row in rows if row not in ways))


async def test_a_sheet_says_the_same_on_both_faces(ready: Ready) -> None:
    sheets = [walk_by(ready.tree, mostly_plain(seed)) for seed in range(SHEETS)]
    async with visit("", setting=replace(SETTING, plain=False), ready=ready) as run:
        run.app.walk = sheets[0]
        run.app.resume()
        await run.pilot.pause()
        screen = run.app.screen
        assert isinstance(screen, OutcomePage)
        for walk in sheets:
            run.app.walk = walk
            screen.fill()
            same_page(ready, walk, screen)


def same_page(ready: Ready, walk: Walk, screen: OutcomePage) -> None:
    """Hold what line mode says of an outcome against the rows of the full screen."""
    rows, title = screen.leaves.pages.whole, page(walk).outcome.title
    at = next(n for n, row in enumerate(rows) if row.text == title)
    said = by_line(ready, walk)
    above, _, below = said.rpartition(f"\n{title}\n")
    assert seen(ready, below) == told(rows[at + 1 :], letter(screen.view).ways)
    calls = [row.line.number for row in rows[:at] if row.line]
    numbers = re.findall("|".join(map(re.escape, calls)), " ".join(above.split())) if calls else []
    assert numbers[len(numbers) - len(calls) :] == calls


def test_a_question_takes_two_seconds_of_a_slow_line(ready: Ready) -> None:
    """At 9,600 baud that is 1,920 bytes."""
    said = Words(ready.words)
    for asked in ready.tree.questions.values():
        text = "\n".join(render.ask(said, asked, said("ask.changing")))
        assert len(text.encode()) < 1_920
