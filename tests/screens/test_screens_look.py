"""Looking over answers, changing them, starting again."""

from __future__ import annotations

import pytest

from screens.full.choices import Choices
from tests.support import sample
from tests.support.visit import START, WAYS, visit


async def test_it_comes_once_before_an_outcome_that_is_not_urgent() -> None:
    async with visit(WAYS["look"]) as run:
        assert (run.top, run.app.walk.over) == ("LookOver", True)
        await run.press("enter")
        assert run.top == "OutcomePage"
        await run.press("b")
        assert run.top == "Ask"
        await run.press("enter")
        assert run.top == "OutcomePage"


@pytest.mark.parametrize("way", ["danger", "crisis"])
async def test_it_does_not_stand_before_an_urgent_or_a_passing_page(way: str) -> None:
    async with visit(WAYS[way]) as run:
        assert run.top == "OutcomePage"
        await run.press("l")
        assert run.top == "LookOver"
        await run.press("l")
        assert run.top == "OutcomePage"


async def test_back_from_it_is_the_last_question_when_nobody_asked_for_it() -> None:
    async with visit(f"{WAYS['look']} b") as run:
        assert run.app.walk.place.id == "sleep"
        assert run.top == "Ask"


async def test_it_repeats_chosen_words_and_never_a_skip_as_not_sure() -> None:
    async with visit(f"{START} 3 enter s 1 4 enter l", (80, 60)) as run:
        assert sample.ACTS.options[0].say in run.text
        assert sample.SECRET in run.text
        assert run.app.words("look.skipped") in run.text
        assert sample.DARK.options[1].say not in run.text


async def test_a_change_comes_back_to_it_with_the_question_marked() -> None:
    async with visit(f"{WAYS['look']} 5 enter") as run:
        assert run.top == "AskAgain"
        assert run.app.screen.query_one(Choices).at == "sleep-2"
        await run.press("7 enter")
        assert run.top == "LookOver"
        assert run.options[4] == ("sleep-7",)
        assert run.app.screen.query_one(Choices).at.endswith("sleep")


async def test_a_change_can_be_given_up() -> None:
    async with visit(f"{WAYS['look']} 5 enter 7 b") as run:
        assert run.top == "LookOver"
        assert run.options[4] == ("sleep-2",)


async def test_a_change_from_a_question_comes_back_to_that_question() -> None:
    async with visit(f"{WAYS['contact']} l 3 enter 6 1 2 enter") as run:
        assert run.top == "LookOver"
        assert set(run.options[2]) == {"hit", "phone"}
        await run.press("b")
        assert (run.top, run.app.walk.place.id) == ("Ask", "contact")


async def test_a_change_that_opens_an_urgent_page_shows_it_at_once() -> None:
    async with visit(f"{WAYS['look']} 1 enter 1 enter") as run:
        assert (run.top, run.app.walk.place.id) == ("OutcomePage", "danger")


async def test_a_newly_reached_question_is_asked_and_then_all_is_looked_over() -> None:
    async with visit(f"{START} 1 enter l 1 enter 3 enter") as run:
        assert (run.top, run.app.walk.place.id) == ("Ask", "dark")
        await run.press("3 enter 6 enter 3 enter 2 enter")
        assert run.top == "LookOver"
        assert run.app.walk.place.id == "open"


async def test_an_answer_can_be_changed_to_rather_not_say() -> None:
    async with visit(f"{WAYS['look']} 5 enter s") as run:
        assert run.top == "LookOver"
        assert run.options[4] == ("skip",)


@pytest.mark.parametrize("way", ["look", "open"])
async def test_start_again_wipes_the_walk_on_the_second_press(way: str) -> None:
    async with visit(f"{WAYS[way]} end up {'up' if way == 'open' else ''} enter") as run:
        assert len(run.options) == 5
        assert run.pinned("notice")
        await run.press("b enter")
        assert len(run.options) == 5
        await run.press("enter")
        assert run.top == "Welcome"
        assert not run.app.walk.answers
        await run.press(START)
        assert run.app.walk.place.id == "in-danger"
        assert run.app.screen.query_one(Choices).at == ""


async def test_with_nothing_answered_it_says_so_and_returns() -> None:
    async with visit(f"{START} l") as run:
        assert run.top == "LookOver"
        assert run.app.words("look.empty") in run.text
        await run.press("enter")
        assert run.top == "Ask"
