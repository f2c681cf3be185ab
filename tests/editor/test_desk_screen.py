"""The desk on a screen: the outline leads to forms, search narrows it, and panes fit the window."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from editor.screens.asking.question_page import QuestionPage
from editor.screens.desk.panes import FORM, OUTLINE
from editor.screens.pages.standing_page import StandingPage
from editor.screens.widgets.outline import FOUND, Outline
from editor.screens.widgets.rows import RowList
from editor.values import EntryKind, EntryMark, Judgement
from tests.editor.seen_desk import NARROW, WIDE, Size, seen_desk
from tests.support.small import FILES, write_small


async def test_what_is_marked_is_in_the_form(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        first = desk.view.entry
        assert first is not None
        assert first.key == "question:gate"
        await desk.press("down")
        assert desk.view.entry is not None
        assert desk.view.entry.key == "question:acts"
        assert desk.view.fields.form is not None
        assert desk.view.fields.form.entry == desk.view.entry


async def test_a_search_leaves_what_it_names_and_escape_brings_all_back(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        everything = desk.view.rows.option_count
        await desk.press("slash", *"matters", "enter")
        assert desk.view.entry is not None
        assert desk.view.entry.key == "question:matters"
        assert desk.view.rows.option_count < everything
        await desk.press("slash", "escape")
        assert desk.view.rows.option_count == everything


async def test_a_search_marks_the_first_that_fits_whatever_was_marked(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("promise:hit-danger")
        await desk.press("slash", "a")
        assert desk.view.entry == desk.app.desk.search("a")[0]


async def test_sections_close_and_open(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        before = desk.view.rows.option_count
        await desk.press("left")
        assert desk.view.rows.marked == f"section:{EntryKind.TOPIC}"
        assert desk.view.rows.option_count < before
        await desk.press("enter")
        assert desk.view.rows.option_count == before


@pytest.mark.parametrize("size", [WIDE, (80, 24), NARROW])
async def test_a_narrow_window_shows_one_pane_at_a_time(tmp_path: Path, size: Size) -> None:
    async with seen_desk(write_small(tmp_path), size) as desk:
        shown = [pane for pane in (OUTLINE, FORM) if desk.view.query_one(f"#{pane}").display]
        assert shown == ([OUTLINE, FORM] if size == WIDE else [OUTLINE])
        await desk.press("enter")
        assert desk.view.focused is desk.view.fields
        assert desk.view.query_one(f"#{FORM}").display


async def test_the_foot_names_keys_of_the_pane_in_front(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        keys = desk.view.active_bindings
        assert keys["enter"].binding.description == "keys.open"
        await desk.press("enter")
        assert desk.view.active_bindings["enter"].binding.description == "keys.edit"


async def test_the_verdict_says_that_all_is_kept(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.app.workers.wait_for_complete()
        assert desk.view.query_one("#verdict").classes >= {"kept"}


async def test_a_broken_promise_is_told_at_once_and_its_walk_is_a_key_away(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fork:on")
        desk.view.fields.mark_id("fork:on/go/0/to")
        await desk.press("enter", *"slowly", "enter")
        await desk.app.workers.wait_for_complete()
        assert desk.view.verdict.classes >= {"broken"}
        await desk.press("v")
        page = desk.app.screen
        assert isinstance(page, StandingPage)
        rows = page.query_one(RowList)
        assert rows.option_count > 2
        await desk.press("enter")
        assert desk.app.screen is desk.view
        assert desk.view.entry is not None
        assert desk.view.entry.kind in (EntryKind.QUESTION, EntryKind.PROMISE)
        await desk.press("ctrl+z")
        await desk.app.workers.wait_for_complete()
        assert desk.view.verdict.classes >= {"kept"}


async def test_what_others_follow_from_is_told_before_them(tmp_path: Path) -> None:
    after = FILES["questions/after.yaml"].replace("learn: [calm]}", "learn: [calm], go: acts}")
    async with seen_desk(write_small(tmp_path, **{"questions/after.yaml": after})) as desk:
        await desk.app.workers.wait_for_complete()
        faults = desk.app.desk.judgement.faults
        (cause,) = [fault for fault in faults if fault.code == "asked-twice"]
        assert min(fault.where for fault in faults) < cause.where
        assert desk.view.verdict.sentence(desk.app.desk.judgement) == desk.told("verdict")
        assert desk.view.places.fault(cause) in desk.told("verdict")
        await desk.press("v", "enter")
        assert desk.view.entry is not None
        assert desk.view.entry.key == "question:calm"


async def test_an_old_message_of_the_outline_moves_no_form(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        old = desk.view.entry
        assert old is not None
        await desk.open("note:shared")
        desk.view.rows.post_message(Outline.Marked(old))
        await desk.pilot.pause()
        assert desk.view.fields.form is not None
        assert desk.view.fields.form.entry.key == "note:shared"


async def test_keys_typed_ahead_go_where_those_before_them_lead(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        for key in ("slash", *"matters", "enter", "enter", "enter", "X", "enter", "d"):
            desk.app.simulate_key(key)
        await desk.until(lambda: isinstance(desk.app.screen, QuestionPage))
        assert "ask: What matters?X" in desk.app.desk.files["questions/after.yaml"].decode()


async def test_a_search_that_fits_much_lists_its_beginning(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.until(lambda: desk.app.desk.judgement.proved)
        one = desk.app.desk.outline()[-1]
        many = [replace(one, id=f"{n}") for n in range(3 * FOUND)]
        desk.view.rows.show(many, narrowed=True)
        assert desk.view.rows.option_count == FOUND + 1
        desk.view.rows.show(many)
        await desk.press("end", "enter")
        assert desk.view.rows.option_count > FOUND + 1


async def test_only_what_differs_from_what_is_saved_has_the_mark(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:acts")
        desk.view.fields.mark_id("question:acts/ask")
        await desk.press("enter", "X", "enter")
        marked = [e.key for e in desk.app.desk.outline() if EntryMark.CHANGED in e.marks]
        assert marked == ["question:acts"]


async def test_the_pages_of_a_preview_are_turned(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path), (120, 36)) as desk:
        await desk.open("outcome:step-back")
        await desk.until(lambda: desk.view.picture.drawn)
        first = desk.view.picture.drawn
        await desk.press("n")
        await desk.until(lambda: desk.view.picture.drawn != first)
        await desk.press("b")
        await desk.until(lambda: desk.view.picture.drawn == first)
        await desk.open("promise:hit-danger")
        await desk.until(lambda: not desk.view.picture.drawn)


async def test_while_it_is_proved_the_old_verdict_is_told_as_old(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.app.workers.wait_for_complete()
        kept, proved, may_go_on = desk.told("verdict"), desk.app.desk.prove, asyncio.Event()

        async def late() -> Judgement:
            await may_go_on.wait()
            return await proved()

        with (
            patch.object(desk.app.desk, "check", late),
            patch.object(desk.app.desk, "promise", late),
            patch.object(desk.app.desk, "prove", late),
        ):
            await desk.open("question:gate")
            desk.view.fields.mark_id("question:gate/ask")
            await desk.press("enter", *" X", "enter")
            assert desk.view.verdict.classes >= {"pending"}
            assert kept in desk.told("verdict")
            await desk.press("v")
            page = desk.app.screen
            assert isinstance(page, StandingPage)
            assert page.old
            may_go_on.set()
            await desk.until(lambda: not page.old)
        assert desk.app.desk.judgement.revision == desk.app.desk.revision
