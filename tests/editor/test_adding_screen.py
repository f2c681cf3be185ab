"""What is added goes again where its author leaves the first thing that it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.screens.asking.choose_page import ChoosePage
from editor.screens.widgets.key_line import key_words
from tests.editor.desks import entry_of
from tests.editor.seen_desk import WORDS, SeenDesk, seen_desk
from tests.support.small import FILES, write_small


async def add(desk: SeenDesk, *words: str) -> None:
    """Choose by words what is added."""
    await desk.press("a", *" ".join(words), "enter")


@pytest.mark.parametrize("wanted", ["here: where it leads", "here: ans", "new: cond", "new: page"])
async def test_esc_in_the_first_that_is_asked_takes_the_addition_back(
    tmp_path: Path, wanted: str
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await add(desk, wanted)
        assert desk.app.desk.changed
        await desk.press("escape")
        assert desk.app.screen is desk.view
        assert not desk.view.drawer.display
        assert not desk.app.desk.changed


async def test_what_was_chosen_first_stays_whatever_is_left_after(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await add(desk, "here: where it leads")
        await desk.press(*"slowly", "enter")
        kept = dict(desk.app.desk.files)
        await desk.press("enter")
        assert isinstance(desk.app.screen, ChoosePage)
        await desk.press("escape")
        assert desk.app.desk.files == kept


async def test_what_is_added_from_the_list_is_left_by_esc_too(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await desk.press("escape")
        await add(desk, "here: ans")
        await desk.press(*"Now and then", "enter")
        assert desk.view.fields.has_focus
        assert "outline" in {key for key, _, _ in key_words(desk.app.screen)}
        await desk.press("escape")
        assert desk.view.rows.has_focus


async def test_a_new_note_is_shown_nowhere_until_its_pages_are_chosen(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await add(desk, "new: note")
        await desk.press(*"Rest now.", "enter")
        note = desk.view.entry
        assert note is not None
        form = desk.app.desk.form(note)
        pages = next(field for field in form.fields if field.key == "for")
        assert pages.value == ()
        await desk.press("escape")


async def test_from_the_preview_nothing_is_added_or_deleted(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await desk.press("p")
        named = {key for key, _, _ in key_words(desk.app.screen)}
        assert not named & {"add", "delete", "rename", "up", "down"}
        await desk.press("a", "d")
        assert desk.view.is_current
        await desk.press("p")
        assert {"add", "delete"} <= {key for key, _, _ in key_words(desk.app.screen)}


async def test_the_places_that_use_a_thing_are_counted_as_they_are_told(tmp_path: Path) -> None:
    notes = FILES["notes.yaml"].replace("when: calm", "when: {any: [calm, {all: [calm, both]}]}")
    async with seen_desk(write_small(tmp_path, **{"notes.yaml": notes})) as desk:
        used = desk.app.desk.uses(entry_of(desk.app.desk, "fact:calm").address)
        await desk.open("fact:calm")
        await desk.press("escape", "d")
        first, *places = desk.told("lines").splitlines()
        assert len(places) < len(used)
        assert first == WORDS.count("delete.used", len(places))
