"""Walks by keys to every kind of screen, in the usual and in the smallest window."""

from __future__ import annotations

import pytest

from screens.full.choices import Choices
from screens.setting import Setting
from tests.support import sample
from tests.support.visit import SMALL, START, WAYS, WIDE, visit

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL])

EVERY_SCREEN = {
    "": "Welcome",
    "end home 2 enter": "Countries",
    START: "Ask",
    f"{START} question_mark": "Why",
    f"{START} question_mark o": "Sources",
    f"{START} h": "Card",
    WAYS["look"]: "LookOver",
    f"{WAYS['look']} down enter": "AskAgain",
    WAYS["danger"]: "OutcomePage",
    WAYS["crisis"]: "OutcomePage",
    WAYS["open"]: "OutcomePage",
    WAYS["support"]: "OutcomePage",
}


@SIZES
@pytest.mark.parametrize(("keys", "screen"), EVERY_SCREEN.items())
async def test_every_screen_can_be_reached_and_names_the_way_out(
    keys: str, screen: str, size: tuple[int, int]
) -> None:
    async with visit(keys, size) as run:
        assert run.top == screen
        assert run.app.words("leave.line") in run.lines[0]


@pytest.mark.parametrize("keys", [k for k, screen in EVERY_SCREEN.items() if screen != "Card"])
async def test_the_card_is_one_key_away_and_goes_back(keys: str) -> None:
    async with visit(keys) as run:
        screen, before = run.app.screen, run.app.walk
        await run.press("h")
        assert run.top == "Card"
        assert "999" in run.text
        await run.press("b")
        assert (run.app.screen, run.app.walk) == (screen, before)


@SIZES
@pytest.mark.parametrize(
    ("way", "outcome"),
    [("danger", "danger"), ("crisis", "crisis"), ("open", "open"), ("support", "support")],
)
async def test_walks_end_where_the_tree_says(way: str, outcome: str, size: tuple[int, int]) -> None:
    async with visit(WAYS[way], size) as run:
        assert run.app.walk.place.id == outcome


@SIZES
@pytest.mark.parametrize("way", ["crisis", "support"])
@pytest.mark.parametrize("country", ["GB", "FR", "XX"])
async def test_urgent_numbers_stand_in_the_first_eight_rows(
    way: str, country: str, size: tuple[int, int]
) -> None:
    numbers = {
        "GB": ("999 or 112", "0808 2000 247", "116 123"),
        "FR": ("112",),
        "XX": ("emergency number", "findahelpline.com"),
    }

    async with visit(WAYS[way], size, Setting(country=country)) as run:
        first = " ".join(" ".join(run.lines[:8]).split())
        assert run.app.words("leave.line") in first
        assert all(number in first for number in numbers[country])


@pytest.mark.parametrize("way", ["danger", "crisis", "support"])
async def test_what_was_heard_waits_behind_a_key_where_it_is_urgent(way: str) -> None:
    async with visit(WAYS[way], (80, 100)) as run:
        fact = {"danger": "danger-yes", "crisis": "dark-yes", "support": "secret"}[way]
        assert sample.tree().facts[fact] not in run.text
        await run.press("m")
        assert sample.tree().facts[fact] in run.text
        await run.press("m")
        assert sample.tree().facts[fact] not in run.text


async def test_an_outcome_says_its_parts_in_order() -> None:
    async with visit(WAYS["space"], (80, 120)) as run:
        outcome, words = sample.tree().outcomes["space-first"], run.app.words
        parts = [
            outcome.opening[0].say,
            sample.tree().facts["space"],
            outcome.steps[0].say,
            outcome.leave[0].say,
            "116 123",
            words("help.read", read="2026-11-22"),
            words("outcome.cannot"),
            outcome.revisit,
        ]
        places = [run.text.index(part) for part in parts]
        assert places == sorted(places)
        assert sample.tree().sources["S1"].address not in run.text


@pytest.mark.parametrize("way", ["danger", "open"])
async def test_the_tier_is_not_shown(way: str) -> None:
    async with visit(WAYS[way], (80, 120)) as run:
        assert "tier" not in run.text.lower()


async def test_sources_are_one_key_away_with_address_and_day() -> None:
    async with visit(f"{WAYS['open']} o", (80, 60)) as run:
        source = sample.tree().sources["S1"]
        assert all(part in run.text for part in (source.says, source.address, source.read))
        assert sample.tree().sources["S2"].says in run.text
        assert sample.words()["sources.article"] in run.text


@SIZES
async def test_a_passing_outcome_offers_to_go_on_or_to_stop(size: tuple[int, int]) -> None:
    async with visit(WAYS["crisis"], size) as run:
        choices = run.app.screen.query_one(Choices)
        picks = [row.pick for row in choices.rows]
        assert picks.count("go-on") == picks.count("leave") == 1
        await run.press("end")
        while choices.at != "go-on":
            await run.press("up")
        await run.press("enter")
        assert run.app.walk.place.id == "acts"
        assert run.top == "Ask"
        await run.press("b")
        assert run.top == "OutcomePage"


async def test_the_country_can_be_chosen_and_the_guess_is_said_to_be_one() -> None:
    async with visit("end", (80, 80)) as run:
        assert run.app.place.how == "guessed"
        guessed = run.app.words(
            "welcome.guessed", label=run.app.words("welcome.country"), country="United Kingdom"
        )
        assert guessed in run.text
        await run.press("2 enter 1 enter")
        assert (run.top, run.app.country) == ("Welcome", "FR")
        assert "112" in run.text
        assert guessed not in run.text
        await run.press("2 enter end enter")
        assert run.app.country == "XX"


async def test_without_any_hint_the_country_stays_open() -> None:
    async with visit("", WIDE, Setting(guessed_country="ZZ")) as run:
        assert run.app.country == "XX"
        assert run.app.words("welcome.danger_unknown") in run.text


@pytest.mark.parametrize("size", [(39, 15), (40, 14), (30, 10), (20, 6), (8, 3), (200, 60)])
async def test_any_size_of_window_is_borne(size: tuple[int, int]) -> None:
    async with visit(WAYS["danger"], size) as run:
        assert run.top == "OutcomePage"
        for key in ("down", "pagedown", "end", "home", "h", "b"):
            await run.press(key)


async def test_a_window_too_small_offers_the_plain_mode_and_a_larger_one_does_not() -> None:
    async with visit(START, (39, 24)) as run:
        assert "--plain" in run.text
        await run.pilot.resize_terminal(80, 24)
        await run.pilot.pause()
        assert "--plain" not in run.text
