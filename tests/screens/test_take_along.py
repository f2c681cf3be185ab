"""What can be taken along: steps and numbers to copy, and nothing that was answered."""

from __future__ import annotations

from itertools import pairwise

import pytest

from screens.full.choices import Choices
from screens.full.taking.page import TakeAlongPage
from screens.pages.chapters import OF_CHAPTER
from screens.pages.outcome import STEPS
from screens.pages.rows import PageRow
from screens.pages.take_along import (
    Block,
    Marks,
    as_text,
    blocks,
    still_shown,
    take_along,
    taken_along,
    toggled,
)  # fmt: skip
from screens.words import Words
from tests.support import sample
from tests.support.visit import WAYS, Visit, visit
from tree.helplines import EMERGENCY
from tree.page import page
from tree.walk import Answer, Walk, follow

WORDS = Words(sample.words())
HELPLINES = sample.helplines()
SIZES = [(80, 24), (40, 15), (160, 45), (40, 40)]


def end(**said: str) -> Walk:
    """Walk the sample by these answers, and say none to all else."""
    answers = {"in-danger": "danger-no", "dark": "dark-no", "acts": "none", "contact": "space"}
    known = answers | {"sleep": "sleep-1"} | {name.replace("_", "-"): o for name, o in said.items()}
    walk = follow(sample.tree(), [])
    while walk.place.id in known:
        walk = walk.answer(known[walk.place.id])
    return walk


def rows(walk: Walk, marks: Marks = frozenset(), country: str = "GB") -> list[PageRow]:
    """List what the page shows."""
    taken = taken_along(page(walk), walk, marks, HELPLINES, country)
    return list(take_along(taken, WORDS, save=False))


def steps(walk: Walk, marks: Marks = frozenset()) -> list[str]:
    """Name the steps that are taken along."""
    taken = taken_along(page(walk), walk, marks, HELPLINES, "GB")
    return [step.id for _, step in taken.steps]


def test_the_first_steps_come_along_until_some_are_marked() -> None:
    walk = end()
    assert steps(walk) == [step.id for step in page(walk).steps[:3]]
    assert steps(walk, toggled(frozenset(), ("space-first", "tell"))) == ["tell"]


def test_a_mark_is_taken_off_again() -> None:
    marks = toggled(frozenset(), ("space-first", "tell"))
    assert toggled(marks, ("space-first", "tell")) == frozenset()


def test_the_emergency_number_comes_first_of_the_numbers_and_on_urgent_pages_of_all() -> None:
    for walk, urgent in ((end(), False), (end(acts="hit"), True)):
        services = [row for row in rows(walk) if row.role == "service"]
        assert services[0].text == HELPLINES.countries["GB"].of(EMERGENCY)[0].service
        items = [row.role for row in rows(walk) if row.role in {"service", "item"}]
        assert (items[0] == "service") is urgent


def test_nothing_is_told_of_answers_or_of_the_page() -> None:
    walk = end(acts="secret")
    text = "\n".join(row.text for row in rows(walk))
    tree = walk.tree
    said = [o.say for q in tree.questions.values() for o in q.options if len(o.say) > 10]
    known = [*said, *filter(None, tree.facts.values()), tree.title, page(walk).outcome.title]
    assert [words for words in known if words in text] == []


def test_where_no_emergency_number_is_known_the_page_says_what_to_do() -> None:
    assert HELPLINES.countries["XX"].says in [row.text for row in rows(end(), country="XX")]


def test_marks_stay_while_their_step_is_still_shown() -> None:
    marks: Marks = frozenset({("space-first", "sleep"), ("space-first", "eat")})
    assert still_shown(marks, end()) == marks
    assert still_shown(marks, end().back()) == marks
    assert still_shown(marks, end(sleep="sleep-2")) == {("space-first", "eat")}
    assert still_shown(marks, end(contact="stop")) == frozenset()


def test_marks_of_a_page_that_was_passed_stay() -> None:
    marks: Marks = frozenset({("crisis", "tell")})
    passed = end(dark="dark-yes").go_on()
    assert still_shown(marks, passed) == marks
    over = follow(passed.tree, [*passed.answers, *(Answer(q, (o,)) for q, o in REST.items())])
    assert still_shown(marks, over) == marks
    assert steps(over, marks) == ["tell"]


REST = {"acts": "none", "contact": "space", "sleep": "sleep-2"}


@pytest.mark.parametrize("size", SIZES)
async def test_every_item_is_whole_on_some_page_at_every_size(size: tuple[int, int]) -> None:
    async with visit(f"{WAYS['support']} t", size) as run:
        assert isinstance(run.app.screen, TakeAlongPage)
        whole = [block_of(row) for row in blocks(run.app.screen.taken, WORDS)]
        pages = await turned(run)
        assert all(any(item in shown for shown in pages) for item in whole)


def block_of(rows: Block) -> str:
    """Put the words of a block together, as they are read."""
    return " ".join(" ".join(f"{row.key} {row.text}" for row in rows).split())


async def turned(run: Visit) -> list[str]:
    """Turn all pages, and list the text of each."""
    seen = [run.text]
    for _ in range(20):
        await run.press("n")
        if run.text == seen[-1]:
            return seen
        seen.append(run.text)
    raise AssertionError(seen)


async def test_the_page_is_one_key_from_an_outcome_and_back() -> None:
    async with visit(f"{WAYS['open']} t") as run:
        assert run.top == "TakeAlongPage"
        await run.press("t")
        assert run.top == "OutcomePage"


async def test_start_again_forgets_every_mark() -> None:
    async with visit(WAYS["open"]) as run:
        run.app.marks = frozenset({("open", "eat")})
        run.app.start_again()
        assert run.app.marks == frozenset()


def test_a_text_for_a_file_has_a_gap_between_items() -> None:
    walk = end()
    text = as_text(taken_along(page(walk), walk, frozenset(), HELPLINES, "GB"), WORDS)
    assert all(before or after for before, after in pairwise(text.splitlines()))


def open_steps(run: Visit) -> str:
    """Name the key that opens the chapter of steps."""
    rows = run.app.screen.query_one(Choices).rows
    return next(row.key for row in rows if row.pick == OF_CHAPTER + STEPS)


def ticks(run: Visit) -> list[bool]:
    """List which steps in front are marked."""
    rows = run.app.screen.query_one(Choices).rows
    return [row.ticked for row in rows if row.ticked is not None]


@pytest.mark.parametrize("way", ["support", "space"])
async def test_a_step_is_marked_by_a_digit_or_the_space_bar_and_taken_along(way: str) -> None:
    async with visit(WAYS[way]) as run:
        await run.press(f"{open_steps(run)} enter 2")
        assert ticks(run) == [False, True, False]
        await run.press("1 space")
        assert ticks(run) == [False, True, False]
        await run.press("t")
        assert isinstance(run.app.screen, TakeAlongPage)
        assert [step.id for _, step in run.app.screen.taken.steps] == ["tell"]


async def test_marks_stay_while_one_looks_elsewhere() -> None:
    async with visit(WAYS["support"]) as run:
        steps = open_steps(run)
        await run.press(f"{steps} enter 1 b h b l g {steps} enter")
        assert ticks(run) == [True, False, False]


async def test_enter_on_a_step_marks_nothing() -> None:
    async with visit(WAYS["support"]) as run:
        await run.press(f"{open_steps(run)} enter down enter")
        assert run.app.marks == frozenset()


async def test_another_language_forgets_every_mark() -> None:
    async with visit(WAYS["open"]) as run:
        run.app.marks = frozenset({("open", "eat")})
        run.app.choose_language("es")
        await run.pilot.pause()
        assert run.app.marks == frozenset()
