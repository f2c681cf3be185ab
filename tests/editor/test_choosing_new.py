"""What is not there yet is made where it is chosen, and one step takes all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.screens.asking.choose_page import NEW, ChoosePage, TickPage
from editor.screens.asking.condition_page import ConditionPage
from editor.screens.widgets.rows import RowList
from editor.values import EntryKind
from tests.editor.desks import entry_of, field_of, small_desk
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.small import write_small
from tree.condition import All, AtLeast, Fact
from tree.fault import UnusableError

LEARNED = "question:acts/options/hit/learn"


async def begin(desk: SeenDesk, id_: str) -> RowList:
    """Open what a field is chosen from, and return its list."""
    await desk.open(id_.partition("/")[0])
    desk.view.fields.mark_id(id_)
    await desk.press("enter")
    return desk.app.screen.query_one(RowList)


async def test_a_new_fact_is_made_where_an_answer_tells_of_it(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        before = desk.app.desk.files
        rows = await begin(desk, LEARNED)
        await desk.press(*"They", "space", *"sang")
        assert rows.marked == NEW
        await desk.press("enter")
        assert desk.app.desk.files == before
        await desk.press("tab")
        assert entry_of(desk.app.desk, "fact:they-sang").title == "They sang"
        assert field_of(desk.app.desk, LEARNED).value == ("hit", "they-sang")
        await desk.press("ctrl+z")
        assert desk.app.desk.files == before
        await desk.press("ctrl+y")
        assert field_of(desk.app.desk, LEARNED).value == ("hit", "they-sang")


@pytest.mark.parametrize("keys", [("escape", "escape"), ("enter", "tab")])
async def test_what_is_not_chosen_in_the_end_is_not_made(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        before = desk.app.desk.files
        await begin(desk, LEARNED)
        await desk.press(*"sang", "enter", *keys)
        assert desk.app.screen is desk.view
        assert desk.app.desk.files == before


async def test_words_that_something_has_make_no_other(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        rows = await begin(desk, LEARNED)
        await desk.press(*"YOU", "space", *"feel", "space", *"low")
        assert [row.id for row in rows.options] == ["low"]


async def test_where_only_what_is_there_can_be_meant_nothing_is_made(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        rows = await begin(desk, "question:calm/go")
        assert isinstance(desk.app.screen, ChoosePage)
        await desk.press(*"nowhere", "space", *"else", "enter")
        assert rows.option_count == 0
        assert isinstance(desk.app.screen, ChoosePage)


async def test_a_condition_is_made_of_new_facts_and_signs(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        before = desk.app.desk.files
        note = next(one for one in desk.app.desk.outline() if one.kind is EntryKind.NOTE)
        await begin(desk, f"{note.key}/when")
        page = desk.app.screen
        assert isinstance(page, ConditionPage)
        while page.query_one(RowList).option_count:
            await desk.press("delete")
        await desk.press("insert")
        ticks = desk.app.screen
        assert isinstance(ticks, TickPage)
        await desk.press(*"sang", "enter", "tab", "ctrl+t", *"songs", "enter")
        assert desk.app.screen is page
        await desk.press("enter")
        desk_ = desk.app.desk
        when = field_of(desk_, f"{note.key}/when").value
        assert when == All((Fact("sang"), AtLeast("songs", 1)))
        assert entry_of(desk_, "fact:sang").title == "sang"
        assert entry_of(desk_, "tally:songs").title == "songs"
        await desk.press("ctrl+z")
        assert desk_.files == before


def test_names_of_new_things_are_free_also_beside_each_other(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    field = field_of(desk, LEARNED)
    one = desk.fresh("fact", "Low!", {})
    assert one is not None
    assert one.id != "low"
    other = desk.fresh("fact", "low?", {one.id: one})
    assert other is not None
    assert other.id not in ("low", one.id)
    desk.choose(field, ("hit", one.id, other.id), {one.id: one, other.id: other})
    assert [entry_of(desk, f"fact:{made.id}").title for made in (one, other)] == ["Low!", "low?"]
    assert desk.fresh("node", "A page", {}) is None


def test_where_a_field_cannot_be_set_nothing_is_made(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    one = desk.fresh("fact", "They sang", {})
    assert one is not None
    field, before = field_of(desk, LEARNED), desk.files
    desk.set(field_of(desk, "question:acts/ask"), "Has any of it happened?")
    changed = desk.files
    with pytest.raises(UnusableError):
        desk.choose(field_of(desk, "question:acts/id"), "they-sang no", {"they-sang no": one})
    assert desk.files == changed != before
    assert field.value == ("hit",)
