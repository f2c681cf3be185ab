"""Leaving from any page: what was begun there is kept first, and asked about; nothing is stuck."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from editor.screens.asking.condition_page import ConditionPage
from editor.screens.asking.line_page import LinePage
from editor.screens.asking.question_page import QuestionPage
from editor.screens.pages.text_page import TextPage
from editor.screens.pages.translating import TranslatingPage
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.small import write_small

SAFETY, ES = "questions/safety.yaml", "languages/es.yaml"


async def leaves_asked(desk: SeenDesk, file: str, word: str) -> None:
    """Leave by a key, and look that it is asked what is to become of what was begun."""
    desk.app.simulate_key("ctrl+q")
    await desk.answered()
    assert desk.app.return_code is None
    assert isinstance(desk.app.screen, QuestionPage)
    assert word in desk.app.desk.files[file].decode()


async def test_a_file_that_is_written_as_text_is_kept(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / SAFETY).write_text("topic: [\n", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.open(f"file:{SAFETY}")
        await desk.press("enter")
        page = desk.app.screen
        assert isinstance(page, TextPage)
        page.query_one(TextArea).focus()
        await desk.press(*"mended")
        await leaves_asked(desk, SAFETY, "mended")


async def test_a_translation_that_is_written_is_kept(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / ES).write_text("", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.press("t", "enter", *"Hola")
        assert isinstance(desk.app.screen, TranslatingPage)
        await leaves_asked(desk, ES, "Hola")


async def test_a_name_that_is_written_is_kept(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("r", *"gateway")
        assert isinstance(desk.app.screen, LinePage)
        await leaves_asked(desk, SAFETY, "gateway")


async def test_a_condition_that_is_built_is_kept(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fork:on")
        desk.view.fields.mark_id("fork:on/go/0/when")
        await desk.press("enter", "n")
        assert isinstance(desk.app.screen, ConditionPage)
        await leaves_asked(desk, "forks.yaml", "not")


@pytest.mark.parametrize("keys", [("r",), ("a",), ("v",), ("f1",), ("t",), ("slash",), ("g",)])
async def test_where_nothing_was_begun_leaving_asks_nothing(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press(*keys)
        await desk.leave_by("ctrl+q")


async def test_leaving_twice_at_once_asks_once(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("r", *"gateway", "enter")
        for key in ("ctrl+q", "ctrl+q", "ctrl+s", "d"):
            desk.app.simulate_key(key)
        await desk.pilot.pause()
        assert sum(isinstance(one, QuestionPage) for one in desk.app.screen_stack) == 1
        await desk.press("escape")
        assert desk.app.screen is desk.view
