"""Looking over answers, changing them, starting again."""

from __future__ import annotations

import pytest

from screens.full.choices import Choices
from screens.pages.rows import PageRow
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
        assert (run.top, run.app.walk.over, len(run.options)) == ("AskAgain", True, 5)
        assert run.pinned("notice")
        await run.press("enter")
        assert (run.top, run.app.walk.place.id) == ("OutcomePage", "danger")


async def test_a_newly_reached_question_is_asked_and_then_all_is_looked_over() -> None:
    async with visit(f"{START} 1 enter l 1 enter 3 enter") as run:
        assert (run.top, run.app.walk.place.id) == ("LookOver", "dark")
        assert run.pinned("notice")
        await run.press("g")
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
    async with visit(WAYS[way]) as run:
        while not run.app.screen.query_one(Choices).at.endswith("again"):
            await run.press("down")
        await run.press("enter")
        assert len(run.options) == 5
        assert run.app.words("look.surely") in run.text
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


async def test_what_a_change_ends_is_said_before_it_is_done() -> None:
    async with visit(f"{WAYS['look']} 1 enter 1 enter") as run:
        said = run.app.words.count("change.ends", 4)
        assert (run.pinned("notice"), run.top) == (said, "AskAgain")
        await run.press("b")
        assert (run.top, len(run.options)) == ("LookOver", 5)
        await run.press("1 enter s")
        assert run.top == "LookOver"
        assert run.options[0] == ("skip",)


async def test_another_answer_after_the_warning_is_weighed_anew() -> None:
    async with visit(f"{WAYS['look']} 1 enter 1 enter 2 enter") as run:
        assert (run.top, run.options[0], len(run.options)) == ("LookOver", ("danger-unsure",), 5)


async def test_keys_for_the_list_never_fall_into_a_question_that_a_change_opens() -> None:
    async with visit(f"{START} 1 enter l 1 enter 3 enter 1 2 down") as run:
        assert (run.top, run.options) == ("LookOver", (("danger-no",),))
        assert run.pinned("notice")
        await run.press("g 1 enter")
        assert run.options[1] == ("dark-yes",)


@pytest.mark.parametrize("key", ["g", "l", "b"])
async def test_after_a_change_from_an_outcome_one_key_leads_back_to_the_result(key: str) -> None:
    async with visit(f"{WAYS['open']} l 5 enter 7 enter {key}") as run:
        assert (run.top, run.app.walk.place.id) == ("OutcomePage", "open")
        assert run.options[4] == ("sleep-7",)


async def test_the_same_answer_once_more_changes_nothing() -> None:
    async with visit(f"{WAYS['crisis']} l 1 enter enter") as run:
        assert not run.pinned("notice")
        await run.press("g")
        assert (run.top, run.app.walk.place.id) == ("OutcomePage", "crisis")


async def test_a_stop_has_its_topic_and_question_and_what_was_said_in_another_dress() -> None:
    async with visit(f"{START} 3 enter s 1 4 enter l", (80, 60)) as run:
        rows = [row for row in run.app.screen.query_one(Choices).rows if row.role == "stop"]
        assert [row.text for row in rows] == [
            q.ask for q in (sample.IN_DANGER, sample.DARK, sample.ACTS)
        ]
        assert all(topic.title in run.text for topic in list(sample.tree().topics.values())[:2])
        styles = {
            segment.style
            for strip in run.strips
            for segment in strip
            if sample.DARK.ask in segment.text or run.app.words("look.skipped") in segment.text
        }
        assert len(styles) == 2


async def test_digits_compose_where_there_are_more_than_nine_rows() -> None:
    rows = tuple(PageRow(f"row {n}", pick=str(n), key=str(n)) for n in range(1, 13))
    async with visit(WAYS["look"]) as run:
        choices = run.app.screen.query_one(Choices)
        choices.show(rows)
        for keys, found in {
            "1": "1", "2": "12", "3": "3", "1 0": "10", "9": "9", "1 down 2": "2", "0": "2",
        }.items():  # fmt: skip
            await run.press(keys)
            assert choices.at == found, keys
