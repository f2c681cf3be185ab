"""The search of the desk: the very words first, in all that people read, down to the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.screens.desk.panes import SearchLine
from editor.sitting.searching import Searched
from editor.values import EntryKind, FieldKind
from tests.editor.desks import entry_of, field_of, shipped_desk, small_desk
from tests.editor.seen_desk import NARROW, seen_desk
from tests.support.small import write_small


def test_every_text_of_the_pack_is_found_by_its_words(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    searched = Searched(desk.files)
    fields = [(one, field) for one in desk.outline() for field in desk.form(one).fields]
    texts = [pair for pair in fields if pair[1].kind is FieldKind.TEXT and pair[1].value]
    assert len(texts) > 500
    assert [field.id for one, field in texts if searched.line(one, str(field.value)) is None] == []


@pytest.mark.parametrize("kind", [EntryKind.OUTCOME, EntryKind.QUESTION, EntryKind.HEAD])
def test_words_lead_to_the_line_that_has_them(kind: EntryKind, tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    for one in desk.outline():
        for field in desk.form(one).fields if one.kind is kind else ():
            if field.kind is FieldKind.TEXT and field.value:
                assert one.key in [found.key for found in desk.search(str(field.value))]
                row = desk.found_row(one, str(field.value))
                says = {other.id: str(other.value) for other in desk.form(one).fields}
                assert str(field.value).casefold() in says[row].casefold()


def test_the_very_words_come_first_and_words_apart_after_them(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.set(field_of(desk, "question:calm/ask"), "Did you paint walls green?")
    desk.set(field_of(desk, "question:matters/why"), "We ask for green walls.")
    desk.set(field_of(desk, "question:acts/ask"), "Were the walls green, or the door?")
    found = [one.key for one in desk.search("Green  Walls")]
    assert found[0] == "question:matters"
    assert {"question:calm", "question:acts"} < {*found[1:]}


def test_words_of_another_language_lead_to_what_they_translate(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    found = desk.search("te agarró del cuello")
    assert [one.key for one in found][:1] == ["fact:throat"]
    question = entry_of(desk, "question:safe-to-read")
    said = next(t.says for t in desk.translated("es") if t.path[1:2] == (question.id,) and t.says)
    assert question.key in [one.key for one in desk.search(said)]
    assert desk.found_row(question, said).startswith(question.key)


async def test_a_search_leads_to_the_line_and_escape_shows_all_again(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:

        def listed() -> list[str]:
            return [one.key for one in desk.view.rows.entries]

        everything = listed()
        part = next(
            field
            for entry in desk.app.desk.outline()
            if entry.kind is EntryKind.OUTCOME
            for field in desk.app.desk.form(entry).fields
            if field.part and field.kind is FieldKind.TEXT and len(str(field.value)) > 12
        )
        await desk.press("slash")
        desk.view.query_one(SearchLine).value = str(part.value)
        await desk.until(lambda: listed() != everything)
        await desk.press("enter")
        assert desk.view.entry is not None
        assert desk.view.entry.key == part.id.partition("/")[0]
        await desk.until(lambda: desk.view.fields.marked == part.id)
        assert desk.view.check_action("everything", ())
        await desk.press("escape")
        await desk.until(lambda: listed() == everything)
        assert not desk.view.check_action("everything", ())
        assert desk.view.entry.key == part.id.partition("/")[0]


async def test_where_nothing_is_found_the_list_says_so_and_no_key_breaks_it(
    tmp_path: Path,
) -> None:
    async with seen_desk(write_small(tmp_path), NARROW) as desk:
        await desk.press("slash", *"zzz", "enter")
        assert desk.view.rows.option_count == 1
        assert desk.view.entry is None
        await desk.press("left", "enter", "right", "up", "d", "less_than_sign", "r")
        assert desk.app.screen is desk.view
        assert not desk.app.desk.changed
        await desk.press("escape")
        await desk.until(lambda: desk.view.rows.option_count > 1)
