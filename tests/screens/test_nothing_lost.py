"""Nothing that was marked, ticked or answered is lost in silence, and no key goes too far."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens.full.base_screen import BaseScreen
from screens.full.choices import Choices
from screens.full.question import Ask
from tests.support import sample
from tests.support.visit import SMALL, START, WAYS, WIDE, Visit, visit
from tree.stored_start import Ready


def ticks(run: Visit) -> set[str]:
    """Return what is ticked on the question in front."""
    assert isinstance(run.app.screen, Ask)
    return set(run.app.screen.ticks)


def at(run: Visit) -> str:
    """Return which row is marked."""
    return run.app.screen.query_one(Choices).at


AWAY = [
    "l l", "l b", "l escape", "h l l", "question_mark l g", "question_mark o h l b", "h b",
    "question_mark b", "o b", "c c", "c enter", "c escape",
]  # fmt: skip


@pytest.mark.parametrize("away", AWAY)
async def test_ticks_and_the_mark_that_were_not_sent_are_there_again(away: str) -> None:
    async with visit(f"{WAYS['acts']} 1 2 {away}") as run:
        assert (ticks(run), at(run)) == ({"hit", "phone"}, "phone")
        assert len(run.options) == 2


async def test_a_resize_keeps_ticks_and_the_mark() -> None:
    async with visit(f"{WAYS['acts']} 1 2") as run:
        for size in (SMALL, (30, 8), (200, 60), WIDE):
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
            assert (ticks(run), at(run)) == ({"hit", "phone"}, "phone")


async def test_a_tick_that_takes_others_off_is_said() -> None:
    async with visit(f"{WAYS['acts']} 1 2") as run:
        assert not run.pinned("notice")
        await run.press("6")
        assert run.pinned("notice") == run.app.words("ask.alone.others")
        await run.press("1")
        assert run.pinned("notice") == run.app.words("ask.alone.itself")
        await run.press("2")
        assert not run.pinned("notice")


async def test_a_digit_marks_a_line_that_was_ticked_before_and_takes_it_off_only_then() -> None:
    async with visit(f"{WAYS['acts']} 2 4 enter b") as run:
        await run.press("4")
        assert (ticks(run), at(run)) == ({"phone", "secret"}, "secret")
        await run.press("4")
        assert ticks(run) == {"phone"}
        await run.press("4 4")
        assert ticks(run) == {"phone"}


async def test_later_answers_stand_marked_again_and_count_only_when_sent() -> None:
    async with visit(f"{WAYS['sleep']} 5 b b") as run:
        assert run.app.walk.place.id == "acts"
        assert ticks(run) == {"none"}
        await run.press("enter")
        assert (run.app.walk.place.id, at(run)) == ("contact", "none-asked")
        assert len(run.options) == 3
        await run.press("enter")
        assert (run.app.walk.place.id, at(run)) == ("sleep", "sleep-5")
        assert len(run.options) == 4


async def test_what_was_remembered_is_gone_after_starting_again() -> None:
    async with visit(f"{WAYS['look']} end down enter enter {START}") as run:
        for key in ("3 enter", "3 enter"):
            assert at(run) == ""
            await run.press(key)
        assert (run.app.walk.place.id, ticks(run)) == ("acts", set())


SCREENS = {
    "Welcome": "",
    "Ask": START,
    "Why": f"{START} question_mark",
    "Card": f"{START} h",
    "LookOver": WAYS["look"],
    "AskAgain": f"{WAYS['look']} 2 enter",
    "OutcomePage": WAYS["danger"],
}


@pytest.mark.parametrize(("screen", "way"), SCREENS.items())
async def test_the_country_is_a_key_away_and_all_else_stays(screen: str, way: str) -> None:
    async with visit(f"{way} down down c") as run:
        assert run.top == "Countries"
        await run.press("c")
        below, mark, walk = run.app.screen, at(run), run.app.walk
        await run.press("c 1 enter")
        assert (run.top, run.app.country) == (screen, "FR")
        assert (run.app.screen, at(run), run.app.walk) == (below, mark, walk)


@pytest.mark.parametrize("way", ["danger", "support"])
async def test_another_country_changes_the_numbers_in_sight(way: str) -> None:
    async with visit(f"{WAYS[way]}") as run:
        assert "999" in run.text
        await run.press("c 1 enter")
        assert "112" in run.text
        assert "999" not in run.text


@pytest.mark.parametrize(("screen", "way"), SCREENS.items())
async def test_a_first_escape_says_what_a_second_does(screen: str, way: str) -> None:
    async with visit(way) as run:
        await run.press("escape")
        back = {"Why": "Ask", "Card": "Ask", "AskAgain": "LookOver"}
        assert run.top == back.get(screen, screen)
        once_more = run.app.words("leave.once_more")
        assert once_more in run.pinned("notice")
        await run.press("down")
        assert once_more not in run.pinned("notice")
        await run.press("escape escape")
        assert not run.app.is_running


async def test_what_else_is_said_stays_in_sight_beside_it() -> None:
    async with visit(f"{WAYS['acts']} enter escape") as run:
        said = run.app.words("ask.none.several")
        assert run.pinned("notice").startswith(said)
        await run.press("down")
        assert run.pinned("notice") == said


WAYS_OUT = {"leave", "again", "start-again", "go-on", "start", "back", "look"}


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize(("screen", "way"), SCREENS.items())
async def test_paging_marks_no_way_elsewhere(screen: str, way: str, size: tuple[int, int]) -> None:
    async with visit(way, size) as run:
        before = at(run)
        for key in ("pagedown", "pagedown", "end", "pagedown", "pageup", "home", "pageup", "end"):
            await run.press(key)
            assert at(run) not in WAYS_OUT - {before}, (screen, key)


async def test_enter_shows_the_rest_of_a_page_and_then_does_nothing() -> None:
    async with visit(WAYS["crisis"], SMALL) as run:
        await run.press(" ".join(["enter"] * 40))
        assert (run.top, at(run)) == ("OutcomePage", "")
        assert isinstance(run.app.screen, BaseScreen)
        assert run.app.walk.place.id == "crisis"


async def test_starting_again_beside_a_page_forgets_it_after_another_country_was_chosen() -> None:
    tree = sample.tree()
    route = sample.go("space-first", "none-asked")
    tree.outcomes["open"] = replace(tree.outcomes["open"], beside=(route,))
    ready = Ready(tree, sample.helplines(), sample.words())
    async with visit(f"{WAYS['open']} f", ready=ready) as run:
        assert run.top == "BesidePage"
        await run.press("c 1 enter")
        for _ in range(2):
            run.app.screen.chosen("again")  # type: ignore[attr-defined] # a screen of ours
        await run.pilot.pause()
        assert (run.top, run.options) == ("Welcome", ())
        assert not run.app.broken
