"""Translating and signing on a screen: what is open is written where it belongs."""

from __future__ import annotations

from pathlib import Path

from editor.screens.pages.signing_page import SigningPage
from editor.screens.pages.translating import TranslatingPage, TranslationRows
from tests.editor.seen_desk import seen_desk
from tests.support.small import write_small

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
        await desk.press("y")
        after = [unit for unit in desk.app.desk.units() if not unit.roles]
        assert len(after) == len(before) - 1
        assert "review.yaml" in desk.app.desk.files


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
