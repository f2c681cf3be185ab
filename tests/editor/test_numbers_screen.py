"""Numbers to call on a screen: a pack that has none of its own is led to its first one."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.line_page import LinePage
from editor.screens.desk.skills.help_kinds import ANOTHER
from editor.screens.widgets.rows import RowList
from editor.values import EntryKind
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.small import write_small

LENT = f"{EntryKind.LENT}:{EntryKind.LENT}"


async def choose(desk: SeenDesk, id_: str) -> None:
    """Choose a row of the list in front."""
    assert isinstance(desk.app.screen, ChoosePage)
    rows = desk.app.screen.query_one(RowList)
    rows.highlighted = [row.id for row in rows.options].index(id_)
    await desk.press("enter")


async def test_a_first_number_is_added_with_the_keys_alone(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("a")
        await choose(desk, EntryKind.HELPLINE)
        assert not desk.app.desk.lends
        await choose(desk, f"{EntryKind.COUNTRY}:NZ")
        await desk.press(*"Hill", "space", *"House", "enter")
        assert desk.view.entry
        assert desk.view.entry.key == f"{EntryKind.HELPLINE}:nz-hill-house"
        assert b'service: "Hill House"' in desk.app.desk.files["helplines/nz.yaml"]


async def test_a_country_is_added_by_its_two_letters(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("a")
        await choose(desk, EntryKind.COUNTRY)
        assert isinstance(desk.app.screen, LinePage)
        await desk.press(*"nz", "enter")
        assert isinstance(desk.app.screen, LinePage)
        desk.app.screen.query_one(Input).value = "pt"
        await desk.press("enter", *"Portugal", "enter")
        assert b'name: "Portugal"' in desk.app.desk.files["helplines/pt.yaml"]


async def test_a_kind_of_help_that_is_not_there_yet_is_added_where_one_is_chosen(
    tmp_path: Path,
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        desk.app.desk.take_numbers()
        await desk.open(f"{EntryKind.HELPLINE}:nz-1737")
        desk.view.fields.mark_id(f"{EntryKind.HELPLINE}:nz-1737/category")
        await desk.press("enter")
        await choose(desk, ANOTHER)
        await desk.press(*"centre", "enter", *"Talk", "enter")
        await choose(desk, "crisis")
        assert desk.app.screen is desk.view
        files = desk.app.desk.files
        assert b"centre: crisis" in files["helplines/fallbacks.yaml"]
        assert b"category: centre" in files["helplines/nz.yaml"]


@pytest.mark.parametrize("key", ["d", "r", "less_than_sign", "enter"])
async def test_the_numbers_of_the_program_are_taken_and_nothing_else(
    key: str, tmp_path: Path
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open(LENT)
        await desk.press(key)
        assert desk.app.screen is desk.view
        assert desk.app.desk.lends is (key != "enter")


async def test_the_name_of_an_answer_is_changed_where_it_is_marked(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:acts")
        desk.view.fields.mark_id("question:acts/options/hit/say")
        await desk.press("r")
        assert isinstance(desk.app.screen, LinePage)
        await desk.press(*(["backspace"] * 3), *"followed", "enter")
        assert isinstance(desk.app.screen, LinePage)
        await desk.press(*"-me", "enter")
        assert b"id: followed-me, say: They hit me" in desk.app.desk.files["questions/safety.yaml"]
        assert desk.view.entry
        assert desk.view.entry.key == "question:acts"
