"""Translating and signing on a screen: what is open is written where it belongs."""

from __future__ import annotations

from pathlib import Path

from textual.containers import VerticalScroll

from editor.screens.pages.signing_page import SigningPage
from editor.screens.pages.standing_page import StandingPage
from editor.screens.pages.translating import TranslatingPage, TranslationRows
from editor.screens.widgets.rows import RowList
from tests.editor.seen_desk import NARROW, SeenDesk, seen_desk
from tests.support.small import FILES, write_small

ES = "languages/es.yaml"


async def test_a_translation_is_written_beside_its_source(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / ES).write_text("", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.press("t")
        page = desk.app.screen
        assert isinstance(page, TranslatingPage)
        open_before = [one for one in desk.app.desk.translated("es") if one.state]
        await desk.press("enter", *"Hola", "enter")
        open_after = [one for one in desk.app.desk.translated("es") if one.state]
        assert len(open_after) == len(open_before) - 1
        assert "Hola" in desk.app.desk.files[ES].decode()
        await desk.press("escape", "ctrl+z")
        assert desk.app.desk.files[ES] == b""


async def test_a_unit_is_signed_by_a_role(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("g", "enter")
        assert isinstance(desk.app.screen, SigningPage)
        before = [unit for unit in desk.app.desk.units() if not unit.roles]
        await desk.press("y", "enter")
        after = [unit for unit in desk.app.desk.units() if not unit.roles]
        assert len(after) == len(before) - 1
        assert "review.yaml" in desk.app.desk.files


async def test_who_signs_begins_at_what_is_marked_at_the_desk(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:matters")
        await desk.press("escape", "g", "enter", "y", "enter")
        signed = [unit.name for unit in desk.app.desk.units() if unit.roles]
        assert signed == ["after/matters"]
        assert desk.told("signed")


def signed(desk: SeenDesk) -> list[str]:
    """Return the names of what is signed."""
    return [unit.name for unit in desk.app.desk.units() if unit.roles]


async def test_one_key_asks_and_another_signs_and_the_mark_stays(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("g", "enter")
        rows = desk.app.screen.query_one(RowList)
        first = rows.marked
        await desk.press("y", "y", "y")
        assert signed(desk) == []
        await desk.press("enter")
        assert len(signed(desk)) == 1
        assert rows.marked == first
        await desk.press("y", "enter")
        assert len(signed(desk)) == 1
        await desk.press("down", "y", "enter")
        assert len(signed(desk)) == 2


async def test_what_was_asked_is_not_asked_of_the_next(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("g", "enter", "y", "down", "enter")
        assert signed(desk) == []


async def test_a_long_text_is_signed_only_once_its_end_was_in_sight(tmp_path: Path) -> None:
    safety = FILES["questions/safety.yaml"].replace("help is near", ("help is near " * 12).strip())
    folder = write_small(tmp_path, **{"questions/safety.yaml": safety})
    async with seen_desk(folder, NARROW) as desk:
        await desk.open("question:gate")
        await desk.press("escape", "g", "enter", "y", "enter")
        assert signed(desk) == []
        told = desk.app.screen.query_one(VerticalScroll)
        assert told.max_scroll_y
        while told.scroll_offset.y < told.max_scroll_y:
            await desk.press("pagedown")
        await desk.press("pageup", "y", "enter")
        assert signed(desk) == ["safety/gate"]


async def test_what_was_changed_in_this_sitting_is_shown_first(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:matters")
        desk.view.fields.mark_id("question:matters/ask")
        await desk.press("enter", *" Now?", "enter")
        await desk.open("question:gate")
        await desk.press("escape", "g", "enter")
        rows = desk.app.screen.query_one(RowList)
        assert (rows.options[0].id or "").endswith("after/matters")


async def test_after_the_last_open_text_no_finished_one_is_written_into(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / ES).write_text("", encoding="utf-8")
    async with seen_desk(folder) as desk:
        pack = desk.app.desk
        for text in pack.translated("es")[:-2]:
            pack.translate("es", text.path, "Hola")
        desk.view.show_all()
        await desk.press("t", "enter", *"Uno", "tab", *"Dos", "tab")
        assert not [one for one in pack.translated("es") if one.state]
        done = pack.files
        assert desk.app.screen.focused is desk.app.screen.query_one(TranslationRows)
        await desk.press(*"abc", "space")
        assert pack.files == done
        await desk.press("enter", "X", "enter")
        assert pack.files != done


async def test_a_text_that_is_left_empty_is_passed_by(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / ES).write_text("", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.press("t", "enter", "tab")
        assert desk.app.desk.files[ES] == b""
        rows = desk.app.screen.query_one(TranslationRows)
        assert rows.highlighted == 1


def untranslated(folder: Path, **files: str) -> Path:
    """Write a pack without a translated text, with other `files` where they are given."""
    pack = write_small(folder, **files)
    (pack / "languages").mkdir()
    (pack / ES).write_text("", encoding="utf-8")
    return pack


async def test_from_an_open_text_one_goes_to_where_it_is_translated(tmp_path: Path) -> None:
    async with seen_desk(untranslated(tmp_path)) as desk:
        await desk.app.workers.wait_for_complete()
        await desk.press("v", "enter")
        assert isinstance(desk.app.screen, TranslatingPage)


async def test_what_keeps_from_saving_is_told_before_what_is_to_be_translated(
    tmp_path: Path,
) -> None:
    forks = FILES["forks.yaml"].replace("to: danger", "to: nowhere")
    async with seen_desk(untranslated(tmp_path, **{"forks.yaml": forks})) as desk:
        await desk.app.workers.wait_for_complete()
        first, *_ = desk.app.desk.judgement.faults
        assert first.where.file == "forks.yaml"
        await desk.press("v")
        assert isinstance(desk.app.screen, StandingPage)
        await desk.press("enter")
        assert desk.view.fields.marked == "fork:on/go/0/to"
