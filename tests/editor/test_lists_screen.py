"""Lists on a screen: what is typed narrows them, and their keys are the usual ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.screens.asking.choose_page import NEW, TickPage
from editor.screens.asking.condition_page import ConditionPage
from editor.screens.widgets.form import FormRows
from editor.screens.widgets.rows import RowList
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.small import FILES, write_small

LEARNED = "question:acts/options/hit/learn"
SAFETY = "questions/safety.yaml"


async def ticking(desk: SeenDesk) -> RowList:
    """Open the facts that an answer teaches, and return their list."""
    await desk.open("question:acts")
    desk.view.query_one(FormRows).mark_id(LEARNED)
    await desk.press("enter")
    assert isinstance(desk.app.screen, TickPage)
    return desk.app.screen.query_one(RowList)


async def test_a_search_marks_the_first_that_fits(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        rows = await ticking(desk)
        await desk.press("end", *"you")
        assert rows.highlighted == 0
        assert rows.option_count > 1


async def test_a_space_is_part_of_a_search_and_enter_ticks(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        rows = await ticking(desk)
        await desk.press(*"feel", "space", *"low")
        assert [row.id for row in rows.options] == ["low", NEW]
        await desk.press("enter", "tab")
        assert "learn: [low, hit]" in desk.app.desk.files[SAFETY].decode()


async def test_escape_ends_a_search_before_it_ends_the_page(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        rows = await ticking(desk)
        everything = rows.option_count
        await desk.press(*"feel", "enter", "escape")
        assert (rows.option_count, rows.marked) == (everything, "low")
        await desk.press("escape")
        assert desk.app.screen is desk.view
        assert not desk.app.desk.changed


@pytest.mark.parametrize(("keys", "at"), [(("up",), 0), (("end", "down"), -1), (("home",), 0)])
async def test_a_list_ends_where_it_ends(keys: tuple[str, ...], at: int, tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        rows = await ticking(desk)
        await desk.press(*keys)
        assert rows.highlighted == range(rows.option_count)[at]


async def test_home_and_end_are_those_of_a_text_that_wraps(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:acts")
        desk.view.query_one(FormRows).mark_id("question:acts/ask")
        await desk.press(
            "enter", *" and then it goes on and on" * 4, "home", "A", "end", "Z", "enter"
        )
        ask = FILES[SAFETY].split("ask: ")[2].split("\n")[0]
        text = desk.app.desk.files[SAFETY].decode()
        assert f"A{ask}" in text
        assert "on and onZ" in text


async def test_all_of_a_text_that_wraps_is_taken_away_at_once(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:acts")
        desk.view.query_one(FormRows).mark_id("question:acts/ask")
        await desk.press("enter", *" and then it goes on and on" * 4, "ctrl+u", "N", "end")
        await desk.press(*"ew" * 80, "home", "right", "ctrl+k", *"ew?", "enter")
        assert "ask: New?" in desk.app.desk.files[SAFETY].decode()


async def test_what_is_written_stays_in_sight_though_it_fits_its_search_no_more(
    tmp_path: Path,
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("slash", *"matters", "enter", "enter", "enter", "ctrl+u")
        await desk.press(*"What counts?", "enter")
        await desk.app.workers.wait_for_complete()
        assert desk.view.entry is not None
        assert desk.view.entry.key == "question:matters"
        assert desk.view.fields.form is not None
        assert desk.view.fields.form.entry.key == "question:matters"


async def test_a_full_list_is_told_before_what_can_be_added(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    more = "".join(f"      - {{id: more-{n}, say: More {n}}}\n" for n in range(6))
    with (folder / "questions/after.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    async with seen_desk(folder) as desk:
        await desk.open("question:matters")
        await desk.press("a")
        rows = desk.app.screen.query_one(RowList)
        first = rows.options[0].id
        assert first is not None
        assert "options" in first


async def test_all_that_was_typed_is_taken_away_by_one_key(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        rows = await ticking(desk)
        everything = rows.option_count
        await desk.press(*"feel", "ctrl+u")
        assert rows.option_count == everything
        await desk.press(*"low")
        assert rows.marked == "low"


async def test_letters_search_for_what_is_added_to_a_condition(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("note:shared")
        desk.view.fields.mark_id("note:shared/when")
        await desk.press("enter")
        page = desk.app.screen
        assert isinstance(page, ConditionPage)
        for letter in "songs":
            desk.app.simulate_key(letter)
        await desk.answered()
        assert isinstance(desk.app.screen, TickPage)
        assert "songs" in desk.told("search")
        await desk.press("escape", "escape")
        assert page.is_current
        assert page.begun() is None
