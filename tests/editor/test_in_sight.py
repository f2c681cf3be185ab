"""What is in sight stays so: no message lies over it, no picture is cut, no mark is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from editor.screens.asking.line_page import LinePage
from editor.screens.widgets.form import FormRows
from editor.screens.widgets.key_line import KeyLine
from editor.screens.widgets.rows import RowList
from editor.screens.widgets.text_drawer import WordField
from editor.screens.widgets.verdict_line import VerdictLine
from editor.values import EntryMark, Field, FieldKind
from tests.editor.seen_desk import NARROW, SeenDesk, Size, seen_desk
from tests.support.small import write_small

SIZES = [(100, 30), (80, 24), NARROW]
LONG = "It was said at length. " * 4


@pytest.mark.parametrize("size", SIZES)
async def test_a_message_lies_over_nothing_that_is_read_or_written(
    size: Size, tmp_path: Path
) -> None:
    async with seen_desk(write_small(tmp_path), size, messages=True) as desk:
        await desk.open("question:acts")
        desk.view.query_one(FormRows).mark_id("question:acts/ask")
        await desk.press("enter")
        desk.view.tell(LONG)
        await desk.until(lambda: desk.view.query(Toast))
        told = desk.view.query_one(Toast).region
        held = [desk.view.query_one(kind).region for kind in (VerdictLine, KeyLine, WordField)]
        assert told.height
        assert all(one.height for one in held)
        assert [one for one in held if one.overlaps(told)] == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_message_above_a_line_that_is_asked_for_leaves_it_in_sight(
    size: Size, tmp_path: Path
) -> None:
    async with seen_desk(write_small(tmp_path), size, messages=True) as desk:
        await desk.open("question:acts")
        await desk.press("r")
        page = desk.app.screen
        assert isinstance(page, LinePage)
        desk.view.tell(LONG)
        await desk.until(lambda: page.query(Toast))
        told = page.query_one(Toast).region
        held = [page.query_one("#line").region, page.query_one(KeyLine).region]
        assert [one for one in held if not one.height or one.overlaps(told)] == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_picture_fits_its_pane(size: Size, tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path), size) as desk:
        await desk.open("question:acts")
        await desk.press("escape", "p")
        assert desk.view.shows_preview
        await desk.until(lambda: desk.view.picture.drawn)
        wide = max(map(len, desk.view.picture.drawn.splitlines()))
        pane = desk.view.query_one("#preview-pane")
        assert wide <= pane.scrollable_content_region.width
        assert desk.view.picture_size[0] <= pane.scrollable_content_region.width


async def test_what_is_not_signed_stays_marked_while_something_is_wrong(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.until(lambda: desk.app.desk.judgement.proved)

        def unsigned() -> set[str]:
            found = desk.app.desk.outline()
            return {one.key for one in found if EntryMark.UNSIGNED in one.marks}

        before = unsigned()
        assert before
        await desk.open("question:calm")
        desk.view.query_one(FormRows).mark_id("question:calm/why")
        await desk.press("enter", "ctrl+u", "enter")
        revision = desk.app.desk.revision
        await desk.until(lambda: desk.app.desk.judgement.revision == revision)
        await desk.until(lambda: desk.app.desk.judgement.proved)
        assert desk.app.desk.judgement.faults
        assert unsigned() == before


async def test_what_has_no_source_leads_to_the_line_of_sources_and_opens_no_names(
    tmp_path: Path,
) -> None:
    folder = write_small(tmp_path)
    head = folder / "pack.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "cited: true\n", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.until(lambda: desk.app.desk.judgement.proved)
        faults = desk.app.desk.judgement.faults
        codes = [one.code for one in faults]
        assert codes.count("without-source") > 1
        for at, code in enumerate(codes):
            if code == "without-source":
                await desk.press("v")
                rows = desk.app.screen.query_one(RowList)
                rows.highlighted = at
                await desk.press("enter")
                field = desk.view.fields.field
                assert field is not None
                assert (field.key, field.part) == ("sources", ())
                shown = {row.id for row in desk.view.fields.options}
                assert not any(one.kind is FieldKind.NAME and one.id in shown for one in form(desk))


def form(desk: SeenDesk) -> tuple[Field, ...]:
    """Return the fields of the form in sight."""
    return desk.view.fields.form.fields if desk.view.fields.form else ()
