"""The first screen holds what must be known before the first key, and Enter starts."""

from __future__ import annotations

import pytest

from screens.full.paging.leaves import Leaves
from screens.full.welcome import Welcome
from screens.pages.welcome import ABOUT, START, TOLD
from screens.setting import Setting
from tests.support import letters
from tests.support.visit import SMALL, WIDE, visit
from tests.support.visit import START as BEGIN

SIZES = pytest.mark.parametrize(("size", "lines"), [(WIDE, 12), (SMALL, 10)])


@SIZES
@pytest.mark.parametrize("country", ["GB", "XX"])
@pytest.mark.parametrize("language", ["en", "es"])
async def test_enter_starts_and_all_before_it_is_in_sight(
    size: tuple[int, int],
    lines: int,
    country: str,
    language: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ready = letters.ready(tmp_path_factory.mktemp("stored"), language)
    setting = Setting(country=country, term="xterm-256color")

    async with visit("", size, setting, ready=ready) as run:
        leaves, words = run.app.screen.query_one(Leaves), run.app.words
        assert leaves.at == START
        for key in ("title", *ABOUT):
            assert words(f"welcome.{key}") in run.text
        view = leaves.pages
        below = [n for n in view.window if view.lines[n].row and view.lines[n].text]
        assert view.at is not None
        assert below.index(view.first(view.at)) < lines
        await run.press("enter")
        assert run.top == "Ask"


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize(("digit", "name"), [("3", "hides"), ("4", "made")])
async def test_what_it_cannot_hide_and_who_made_it_stand_one_key_away(
    size: tuple[int, int], digit: str, name: str
) -> None:
    async with visit(f"{digit} enter", size) as run:
        assert run.app.words(f"welcome.{name}") in run.text
        rows = {row.text for row in run.app.screen.query_one(Leaves).rows}
        assert rows >= {run.app.words(f"welcome.{key}") for key in TOLD[name]}
        await run.press("b")
        assert run.top == "Welcome"


async def test_after_choosing_a_country_the_mark_is_on_start() -> None:
    async with visit("2 enter 1 enter") as run:
        assert (run.top, run.app.country) == ("Welcome", "FR")
        assert run.app.screen.query_one(Leaves).at == START


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize("keys", ["question_mark", "o", "h", "question_mark o"])
async def test_side_pages_open_at_their_top_and_say_what_enter_does(
    size: tuple[int, int], keys: str
) -> None:
    async with visit(f"{BEGIN} {keys}", size) as run:
        leaves, words = run.app.screen.query_one(Leaves), run.app.words
        first = next(row.text for row in leaves.rows if row.text)
        assert first.split()[0] in run.text
        assert leaves.pages.top == 0
        says = "choose" if leaves.at else "read" if leaves.last else "next"
        assert words(f"keys.{says}") in run.text
        while not leaves.last:
            before = leaves.pages.number
            await run.press("pagedown")
            assert leaves.pages.number > before


async def test_it_is_laid_once_and_again_only_for_another_country(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid: list[str] = []
    fill = Welcome.fill

    def noted(screen: Welcome) -> None:
        laid.append(screen.even.country)
        fill(screen)

    monkeypatch.setattr(Welcome, "fill", noted)
    async with visit("") as run:
        assert laid == ["GB"]
        await run.press(f"{BEGIN} b")
        assert laid == ["GB"]
        run.app.choose_country("XX")
        await run.press(f"{BEGIN} b")
        assert (run.top, laid) == ("Welcome", ["GB", "XX"])
