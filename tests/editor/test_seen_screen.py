"""Keys that were sent before a screen was in sight act on nothing."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest
from textual.events import Key
from textual.screen import Screen

import editor.screens
from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.question_page import QuestionPage
from editor.screens.seen_screen import SeenScreen
from tests.editor.seen_desk import seen_desk
from tests.support.small import write_small


def kinds(under: type[Screen[object]]) -> Iterator[type[Screen[object]]]:
    """Yield all kinds of screens that are known."""
    for kind in under.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_screen_of_the_editor_knows_since_when_it_is_in_sight() -> None:
    for module in pkgutil.walk_packages(editor.screens.__path__, "editor.screens."):
        importlib.import_module(module.name)
    ours = [kind for kind in kinds(Screen) if kind.__module__.startswith("editor.")]
    assert len(ours) > 8
    assert all(issubclass(kind, SeenScreen) for kind in ours)


@pytest.mark.parametrize("keys", [("a", "enter"), ("g", "y"), ("d", "down", "enter")])
async def test_what_is_typed_before_a_page_is_in_sight_chooses_nothing(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        before = desk.app.desk.files
        for key in keys:
            desk.app.simulate_key(key)
        await desk.until(lambda: isinstance(desk.app.screen, ChoosePage | QuestionPage))
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, ChoosePage | QuestionPage)
        assert desk.app.desk.files == before


async def test_two_answers_at_once_close_one_page(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("d")
        desk.app.simulate_key("enter")
        desk.app.simulate_key("enter")
        await desk.pilot.pause()
        assert desk.app.screen is desk.view
        assert desk.view.focused is desk.view.rows


async def test_a_key_that_comes_while_the_editor_ends_breaks_nothing(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        desk.app.exit()
        for key in ("ctrl+q", "v", "escape"):
            desk.app.simulate_key(key)
    assert not desk.app.broken
    await desk.app.on_event(Key("v", "v"))


@pytest.mark.parametrize("leaves", ["ctrl+q", "ctrl+c"])
async def test_leaving_is_obeyed_at_once_though_a_key_before_it_waits_for_a_page_to_be_in_sight(
    tmp_path: Path, leaves: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("v")
        page = desk.app.screen
        assert isinstance(page, SeenScreen)
        monkeypatch.setattr(page, "call_after_refresh", lambda *_: True)
        page.unseen()
        for key in ("down", leaves):
            desk.app.simulate_key(key)
        await desk.until(lambda: desk.app.return_code == 0)


async def test_a_key_that_waits_until_a_page_is_known_to_be_in_sight_still_acts(
    tmp_path: Path,
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("d")
        page = desk.app.screen
        assert isinstance(page, QuestionPage)
        page.unseen()
        key = Key("escape", None)
        key.time = inf
        await desk.app.on_event(key)
        await desk.until(lambda: desk.app.screen is desk.view)
