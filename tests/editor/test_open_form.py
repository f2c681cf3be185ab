"""What stands in the form: what is typed ahead goes on in it; what is gone is not edited."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from textual.widgets import Input

from editor.screens.asking.choose_page import ChoosePage
from editor.screens.pages.help_page import HelpPage
from editor.screens.widgets.form import WRITTEN
from editor.screens.widgets.rows import RowList
from editor.told.places import PlaceWords
from editor.values import EntryForm, EntryKind
from tests.editor.desks import WORDS, entry_of, field_of, small_desk
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.small import write_small

SEVERAL = (EntryKind.QUESTION, EntryKind.OUTCOME, EntryKind.SOURCE)
"""What has several texts from the start."""


async def choose(desk: SeenDesk, id_: str) -> None:
    """Choose a row of the list in front."""
    rows = desk.app.screen.query_one(RowList)
    rows.highlighted = [row.id for row in rows.options].index(id_)
    await desk.press("enter")


def type_ahead(desk: SeenDesk, *keys: str) -> None:
    """Press keys without waiting for what comes of them."""
    for key in keys:
        desk.app.simulate_key(key)


def written(desk: SeenDesk) -> list[str]:
    """Return the texts of the form in front."""
    form = desk.view.fields.form
    fields = form.fields if form else ()
    return [str(field.value) for field in fields if field.kind in WRITTEN]


async def test_what_is_typed_ahead_of_a_new_name_goes_on_in_its_form(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        for kind in SEVERAL:
            await desk.open(f"{EntryKind.QUESTION}:calm")
            await desk.press("a")
            await choose(desk, kind)
            assert desk.view.writing is not None
            type_ahead(desk, *"dav", "tab", *"dav", "enter")
            await desk.until(lambda: written(desk).count("dav") == 2)
            assert desk.app.screen is desk.view
            assert desk.view.entry is not None
            assert desk.view.entry.key.startswith(kind)


async def test_a_new_number_is_written_from_field_to_field(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        desk.view.take_numbers()
        await desk.open(f"{EntryKind.COUNTRY}:NZ")
        await desk.press("a")
        await choose(desk, EntryKind.HELPLINE)
        await desk.press(*"Hill", "enter")
        assert desk.view.fields.field is not None
        assert desk.view.fields.field.key == "service"
        type_ahead(desk, "enter", *"top", "tab", *"123", "enter")
        await desk.until(lambda: "123" in written(desk))
        assert desk.view.fields.field is not None
        assert desk.view.fields.field.key == "phone"
        assert "Hilltop" in written(desk)


async def test_letters_after_the_last_text_are_no_keys(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fact:calm")
        before = len(desk.app.screen_stack)
        type_ahead(desk, "enter", "x", "tab", *"dav", "ctrl+z", "f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpPage))
        assert len(desk.app.screen_stack) == before + 1
        assert not desk.app.desk.changed


async def test_after_the_last_text_it_is_said_that_no_other_one_opens(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fact:calm")
        with patch.object(desk.app, "notify", wraps=desk.app.notify) as told:
            await desk.press("enter", "tab")
            assert [call.args[0] for call in told.call_args_list] == [WORDS("form.last")]
            assert desk.view.writing is None


async def test_another_name_keeps_the_row(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        desk.view.fields.mark_id("question:calm/go")
        at = desk.view.fields.highlighted
        await desk.press("r")
        desk.app.screen.query_one(Input).value = "quiet"
        await desk.press("enter")
        assert desk.view.entry is not None
        assert desk.view.entry.key == "question:quiet"
        assert desk.view.fields.highlighted == at


async def test_what_is_gone_cannot_be_edited_where_a_search_finds_nothing_else(
    tmp_path: Path,
) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("slash", *"hit-danger", "enter")
        entry = desk.view.entry
        assert entry is not None
        assert desk.view.rows.entries == (entry,)
        await desk.press("d", "down", "enter")
        assert desk.app.desk.entry(entry.key) is None
        files = desk.app.desk.files
        assert desk.view.fields.form is None
        await desk.press("tab", "enter", "X", "enter")
        assert desk.app.desk.files == files
        await desk.press("ctrl+z")
        assert desk.view.entry is not None
        assert desk.view.entry.key == entry.key
        assert desk.view.fields.form is not None


async def test_after_a_deletion_a_neighbour_is_in_the_form(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        for kind in (EntryKind.OUTCOME, EntryKind.QUESTION):
            last = [one for one in desk.app.desk.outline() if one.kind is kind][-1]
            await desk.open(last.key)
            await desk.press("escape", "d", "down", "enter")
            assert desk.app.desk.entry(last.key) is None
            assert desk.view.entry is not None
            assert desk.view.entry.kind is kind
            assert desk.view.fields.form is not None
            assert desk.view.fields.form.entry.key == desk.view.entry.key


async def test_a_search_that_finds_nothing_leaves_nothing_open(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        before = desk.view.fields.form
        await desk.press("slash", *"zzz", "enter")
        assert before is not None
        assert desk.view.fields.form is None
        await desk.press("slash", "escape")
        assert desk.view.entry is not None
        assert desk.view.fields.form is not None


def test_a_step_is_said_in_words_also_of_what_is_gone(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    places, question = PlaceWords(desk, WORDS), entry_of(desk, "question:calm")
    desk.set(field_of(desk, "question:calm/ask"), "Is it so?")
    new = desk.add_entry(EntryKind.QUESTION, question)
    part = next(one for one in desk.form(question).parts if one.key == "options")
    desk.delete(part.address, anyway=True)
    desk.set(field_of(desk, "question:acts/id"), "deeds")
    desk.set(field_of(desk, "question:deeds/options/hit/id"), "beaten")
    desk.delete(entry_of(desk, new).address, anyway=True)
    desk.delete(entry_of(desk, "question:calm").address, anyway=True)
    told = []
    for about, turn in (("last_step", desk.undo), ("undone_step", desk.redo)):
        while (step := getattr(desk, about)) is not None:
            told.append((step, places.turned(step, turn)))
    told.append(("", places.turned("question:gone/options/often/say", str)))
    assert len(told) == 15
    assert [said for step, said in told if "/" in said or ":new" in said or said == step] == []
    kind = WORDS("edit.kind.question")
    assert [said for _, said in told if not said.startswith(kind)] == []


def test_what_uses_a_thing_is_said_without_looking_at_every_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = small_desk(tmp_path)
    places, used = PlaceWords(desk, WORDS), desk.uses(entry_of(desk, "fact:calm").address)
    all_told, none_left = places.uses(used, len(used))
    looked: list[str] = []
    form = desk.form

    def noted(entry: object) -> EntryForm:
        looked.append(entry.key)  # type: ignore[attr-defined]  # an entry
        return form(entry)  # type: ignore[arg-type]  # as above

    monkeypatch.setattr(desk, "form", noted)
    told, left = places.uses(used * 50, 2)
    assert none_left == 0
    assert told == all_told[:2]
    assert left
    assert left % 50 == 0
    assert len(looked) < 2 * len(used)


async def test_beside_an_answer_another_answer_is_added_first(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        desk.view.fields.mark_id("question:calm/options/yes/go")
        await desk.press("a", "enter", *"add", "enter")
        assert "id: add" in desk.app.desk.files["questions/after.yaml"].decode()


async def test_what_has_no_words_is_chosen_at_once(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await desk.press("escape", "a")
        await choose(desk, EntryKind.FORK)
        assert isinstance(desk.app.screen, ChoosePage)
        assert desk.view.fields.field is not None
        assert desk.view.fields.field.key == "go"
