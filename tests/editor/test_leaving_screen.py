"""Leaving from any page: what was begun there is kept first, and asked about; nothing is stuck."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList, TextArea

from editor.screens.asking.choose_page import ChoosePage, TickPage
from editor.screens.asking.condition_page import ConditionPage
from editor.screens.asking.leave_page import LeavePage
from editor.screens.asking.line_page import LinePage
from editor.screens.asking.question_page import QuestionPage
from editor.screens.pages.standing_page import StandingPage
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


async def test_all_that_was_begun_is_kept_in_one_moment(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("r", *"gateway")
        desk.app.keep_begun()
        assert b"gateway" in desk.app.desk.files[SAFETY]


async def test_a_name_that_is_written_is_kept(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("r", *"gateway")
        assert isinstance(desk.app.screen, LinePage)
        await leaves_asked(desk, SAFETY, "gateway")


async def test_a_condition_that_is_built_is_kept(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fork:on")
        desk.view.fields.mark_id("fork:on/go/0/when")
        await desk.press("enter", "ctrl+n")
        assert isinstance(desk.app.screen, ConditionPage)
        await leaves_asked(desk, "forks.yaml", "not")


@pytest.mark.parametrize("keys", [("r",), ("a",), ("v",), ("f1",), ("t",), ("slash",), ("g",)])
async def test_where_nothing_was_begun_leaving_asks_nothing(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press(*keys)
        await desk.leave_by("ctrl+q")


async def test_what_was_begun_below_another_page_is_kept(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fork:on")
        desk.view.fields.mark_id("fork:on/go/0/when")
        await desk.press("enter", "ctrl+n", "a")
        assert isinstance(desk.app.screen, TickPage)
        await leaves_asked(desk, "forks.yaml", "not")
        await desk.press("escape")
        assert desk.app.screen_stack[-1] is desk.view


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("ask", ["d", "ctrl+s"])
async def test_where_something_is_asked_leaving_answers_nothing_and_asks_to_leave(
    tmp_path: Path, ask: str, key: str
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("r", *"gateway", "enter", ask)
        files = desk.app.desk.files
        assert isinstance(desk.app.screen, QuestionPage)
        await desk.press(key)
        assert isinstance(desk.app.screen, LeavePage)
        assert desk.app.desk.files == files
        await desk.press("escape")
        assert desk.app.screen_stack[-1] is desk.view


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_to_leave_a_second_time_leaves_with_a_draft(tmp_path: Path, key: str) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await desk.press("r", *"gateway", "enter", key)
        assert isinstance(desk.app.screen, LeavePage)
        await desk.leave_by(key)
    assert "gateway" in (folder / ".draft/desk.json").read_text()


async def test_where_no_draft_can_be_kept_none_is_offered_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    folder = write_small(tmp_path)
    (folder / ".draft").write_text("in its place")
    async with seen_desk(folder) as desk:
        await desk.press("r", *"gateway", "enter", "ctrl+q", "ctrl+q")
        assert desk.app.return_code is None
        assert desk.app.screen is desk.view
        await desk.press("ctrl+q")
        rows = desk.app.screen.query_one("#answers", OptionList)
        assert "draft" not in {row.id for row in rows.options}


async def test_leaving_twice_at_once_asks_once(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("r", *"gateway", "enter")
        for key in ("ctrl+q", "ctrl+q", "ctrl+s", "d"):
            desk.app.simulate_key(key)
        await desk.pilot.pause()
        assert sum(isinstance(one, QuestionPage) for one in desk.app.screen_stack) == 1
        await desk.press("escape")
        assert desk.app.screen is desk.view


@pytest.mark.parametrize("keys", [("r",), ("v",), ("d",)])
async def test_ctrl_c_leaves_from_every_page_as_ctrl_q_does(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press(*keys)
        await desk.leave_by("ctrl+c")


async def test_ctrl_c_copies_where_something_is_marked_and_leaves_nothing(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await desk.press("enter", "shift+left", "ctrl+c")
        assert desk.app.screen_stack[-1] is desk.view
        assert desk.app.clipboard == "?"
        assert len(desk.app._notifications) == 1


PAGES = {"r": LinePage, "a": ChoosePage, "v": StandingPage, "g": ChoosePage, "t": TranslatingPage}


@pytest.mark.parametrize("page", PAGES)
async def test_a_key_of_the_desk_says_on_another_page_that_it_acts_there(
    tmp_path: Path, page: str
) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / ES).write_text("", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.press(page)
        assert isinstance(desk.app.screen, PAGES[page])
        await says_why(desk, "ctrl+s", "ctrl+z", "ctrl+y")


async def says_why(desk: SeenDesk, *keys: str) -> None:
    """Press keys of which each says a sentence, and does nothing else."""
    files, page = desk.app.desk.files, desk.app.screen
    for key in keys:
        desk.app.clear_notifications()
        await desk.press(key)
        assert len(desk.app._notifications) == 1, key
    assert (desk.app.desk.files, desk.app.screen) == (files, page)


async def test_on_a_heading_a_key_says_why_it_does_nothing(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("left")
        assert desk.view.entry is None
        await says_why(desk, "d", "r", "less_than_sign", "greater_than_sign")


async def test_where_no_condition_stands_a_key_says_why_it_does_nothing(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fork:on")
        desk.view.fields.mark_id("fork:on/go/0/when")
        await desk.press("enter", "delete")
        assert isinstance(desk.app.screen, ConditionPage)
        await says_why(desk, "ctrl+g", "ctrl+o", "ctrl+n", "delete", "plus")
