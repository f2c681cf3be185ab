"""Edits on a screen: what is typed and chosen stands in the files, and is undone by a key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editor.screens.asking.choose_page import ChoosePage, TickPage
from editor.screens.asking.condition_page import ConditionPage
from editor.screens.asking.question_page import QuestionPage
from editor.screens.widgets.form import FormRows
from editor.screens.widgets.labelled import Labelled
from editor.screens.widgets.rows import RowList
from editor.spelling.dictionaries import dictionaries
from editor.values import EntryKind, EntryMark
from tests.editor.seen_desk import NARROW, WIDE, SeenDesk, Size, seen_desk
from tests.support.small import FILES, write_small

SAFETY = "questions/safety.yaml"


async def at_field(desk: SeenDesk, key: str, field: str) -> None:
    """Mark a field of an entry."""
    await desk.open(key)
    desk.view.query_one(FormRows).mark_id(f"{key}/{field}")
    await desk.pilot.pause()


def text_of(desk: SeenDesk, file: str) -> str:
    """Return a file as it is on the desk."""
    return desk.app.desk.files[file].decode()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_word_is_mended_and_only_its_line_changes(tmp_path: Path, size: Size) -> None:
    async with seen_desk(write_small(tmp_path), size) as desk:
        await at_field(desk, "question:acts", "ask")
        await desk.press("enter", "backspace", *" to you?", "enter")
        old, new = FILES[SAFETY].splitlines(), text_of(desk, SAFETY).splitlines()
        assert [line.strip() for line in new if line not in old] == [
            "ask: Has any of this happened to you?"
        ]
        assert desk.view.entry is not None
        assert EntryMark.CHANGED in desk.view.entry.marks
        await desk.press("ctrl+z")
        assert text_of(desk, SAFETY) == FILES[SAFETY]
        await desk.press("ctrl+y")
        assert text_of(desk, SAFETY).splitlines() == new


@pytest.mark.skipif(not dictionaries("en") or not shutil.which("hunspell"), reason="no hunspell")
async def test_a_word_that_no_dictionary_has_is_noted_once_it_is_written(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:acts", "ask")
        await desk.press("enter", *" Zzyzzq")
        assert "Zzyzzq" not in desk.told("wrong")
        await desk.press("?")
        await desk.until(lambda: "Zzyzzq" in desk.told("wrong"))
        await desk.press("enter")
        assert (await desk.app.desk.prove()).faults == ()


async def test_escape_leaves_a_text_as_it_was(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:acts", "ask")
        await desk.press("enter", *"xyz", "escape")
        assert not desk.app.desk.changed
        assert desk.view.focused is desk.view.fields


async def test_letters_act_only_where_nobody_writes(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:acts", "ask")
        await desk.press("enter", *"dvqa", "enter")
        assert "happened?dvqa" in text_of(desk, SAFETY)
        assert desk.app.screen is desk.view


async def test_tab_keeps_a_text_and_goes_on_to_the_next(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:acts", "ask")
        await desk.press("enter", "x", "tab", "y", "enter")
        assert "happened?x" in text_of(desk, SAFETY)
        assert "Some acts matter most.y" in text_of(desk, SAFETY)


async def test_a_place_is_chosen_by_words(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:matters", "go")
        await desk.press("enter")
        assert isinstance(desk.app.screen, ChoosePage)
        await desk.press(*"slowly", "enter")
        assert "go: rebuild" in text_of(desk, "questions/after.yaml")


async def test_facts_are_ticked(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:acts", "options/hit/learn")
        await desk.press("enter")
        assert isinstance(desk.app.screen, TickPage)
        await desk.press(*"feel", "enter", "tab")
        assert "learn: [low, hit]" in text_of(desk, SAFETY)


async def test_a_flag_is_turned_by_enter(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:gate", "options/no/plain")
        await desk.press("enter")
        assert "plain: true" not in text_of(desk, SAFETY).split("- id: acts")[0]


async def test_a_condition_is_built_by_choosing_facts(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "note:shared", "when")
        await desk.press("enter")
        assert isinstance(desk.app.screen, ConditionPage)
        await desk.press(*"both", "enter", "tab", "enter")
        assert "when: {all: [calm, both]}" in text_of(desk, "notes.yaml")
        await desk.press("enter", "ctrl+n", "enter")
        assert "when: {not: {all: [calm, both]}}" in text_of(desk, "notes.yaml")


async def test_a_renamed_question_is_followed_by_what_leads_to_it(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:acts")
        await desk.press("r", "ctrl+u", *"deeds", "enter")
        assert desk.view.entry is not None
        assert desk.view.entry.key == "question:deeds"
        assert "go: deeds" in text_of(desk, SAFETY)
        assert "groups: {safety: [gate, deeds]}" in text_of(desk, "pack.yaml")


async def test_a_new_answer_is_written_at_once_and_named_by_its_words(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await desk.press("a", "enter", *"Now and then", "enter")
        assert "id: now-and-then" in text_of(desk, "questions/after.yaml")


async def test_a_new_question_stands_after_the_marked_one(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:calm")
        await desk.press("escape", "a", "enter", *"Do you sleep?", "enter")
        asked = [e.id for e in desk.app.desk.outline() if e.kind is EntryKind.QUESTION]
        assert asked.index("do-you-sleep") == asked.index("calm") + 1


async def test_what_is_used_is_deleted_only_when_asked(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("fact:calm")
        await desk.press("escape", "d")
        assert isinstance(desk.app.screen, QuestionPage)
        await desk.press("enter")
        assert not desk.app.desk.changed
        await desk.press("d", "down", "enter")
        assert "fact:calm" not in {entry.key for entry in desk.app.desk.outline()}


async def test_an_answer_moves_by_a_key(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:calm", "options/yes/say")
        await desk.press("greater_than_sign")
        text = text_of(desk, "questions/after.yaml")
        assert text.index('say: "No"') < text.index('say: "Yes"')


async def test_words_that_need_a_tag_ask_for_it_at_once(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "wording").mkdir()
    (folder / "wording" / "en.yaml").write_text(
        "formula: flesch-kincaid\nlimit: 6\nsentence: 20\nscreen: {columns: 80, lines: 24}\n"
        "implied: [{tags: [together], phrases: [as a couple]}]\n"
    )
    async with seen_desk(folder) as desk:
        await at_field(desk, "outcome:step-back", "steps/rest/say")
        await desk.press("enter", *" Talk as a couple.", "enter")
        assert isinstance(desk.app.screen, ChoosePage)
        await desk.press("enter")
        assert "say: Rest. Talk as a couple., tags: [together]" in text_of(
            desk, "outcomes/step-back.yaml"
        )


async def test_each_phrase_that_needs_a_tag_is_asked_for(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "wording").mkdir()
    (folder / "wording" / "en.yaml").write_text(
        "formula: flesch-kincaid\nlimit: 6\nsentence: 20\nscreen: {columns: 80, lines: 24}\n"
        "implied: [{tags: [together], phrases: [as a couple]}, {tags: [call], phrases: [ring]}]\n"
    )
    async with seen_desk(folder) as desk:
        await at_field(desk, "outcome:step-back", "steps/rest/say")
        await desk.press("enter", *" Ring them as a couple.", "enter")
        for _ in range(2):
            assert isinstance(desk.app.screen, ChoosePage)
            await desk.press("enter")
        assert desk.app.screen is desk.view
        assert "tags: [together, call]" in text_of(desk, "outcomes/step-back.yaml")


async def test_what_an_answer_teaches_is_in_sight_before_it_is_written(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:matters")
        rows = {row.id for row in desk.view.fields.options}
        assert {f"question:matters/options/rest/{key}" for key in ("say", "learn", "go")} <= rows
        assert "question:matters/options/rest/id" not in rows
        await desk.press("m")
        assert "question:matters/options/rest/id" in {row.id for row in desk.view.fields.options}


BANS = (
    "formula: flesch-kincaid\nlimit: 6\nsentence: 20\nscreen: {columns: 80, lines: 24}\n"
    "banned: [{because: No., phrases: [secure]}]\n"
)


async def test_what_only_authors_read_is_held_to_no_rule_for_words(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path, **{"wording/en.yaml": BANS})) as desk:
        await at_field(desk, "promise:hit-danger", "says")
        await desk.press("enter", *" secure now")
        assert "secure" not in desk.told("wrong")


async def test_what_is_wrong_with_words_stands_under_them(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path, **{"wording/en.yaml": BANS})) as desk:
        await at_field(desk, "question:acts", "ask")
        await desk.press("enter")
        assert desk.told("wrong") == ""
        await desk.press(*" secure")
        assert "secure" in desk.told("wrong")
        await desk.press("enter")
        row = desk.view.fields.get_option("question:acts/ask").prompt
        assert isinstance(row, Labelled)
        assert "secure" in row.wrong


async def test_what_is_wrong_with_an_entry_stands_above_its_form(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await at_field(desk, "question:calm", "options/yes/learn")
        assert not desk.view.query_one("#entry-faults").display
        await desk.press("a", "enter", *"Now and then", "enter")
        await desk.press("a", "enter", "enter")
        await desk.until(lambda: desk.view.query_one("#entry-faults").display)


async def test_a_full_question_says_so_and_takes_no_answer_more(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    file = folder / "questions" / "after.yaml"
    more = "".join(f"      - {{id: x{n}, say: Maybe {n}}}\n" for n in range(7))
    text = FILES["questions/after.yaml"].replace("  - id: matters", f"{more}  - id: matters")
    file.write_text(text, encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.open("question:calm")
        await desk.press("a")
        page = desk.app.screen
        assert isinstance(page, ChoosePage)
        await desk.press(*"full", "enter")
        assert page.query_one(RowList).option_count == 1
        assert desk.app.screen is page
        assert not desk.app.desk.changed


async def test_a_life_is_written_in_words(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("a", *"new: life", "enter", *"Ann is calm now.", "enter")
        assert desk.view.entry is not None
        assert desk.view.entry.key == "life:ann-is-calm-now"
        for question, says in (("is it calm", "yes"), ("hurting", "no")):
            await desk.press("a", *"one more", "enter", *question, "enter", *says, "enter", "tab")
        await at_field(desk, "life:ann-is-calm-now", "outcomes")
        await desk.press("enter", *"slowly", "enter", "tab")
        text = text_of(desk, "lives/ann-is-calm-now.yaml")
        assert "calm: [yes]" in text.replace('"', "")
        assert "outcomes: [rebuild]" in text
        await at_field(desk, "life:ann-is-calm-now", "answers/calm/answers")
        await desk.press("d", "down", "enter")
        assert "calm:" not in text_of(desk, "lives/ann-is-calm-now.yaml")


async def test_what_has_no_words_is_named_by_what_it_is_called(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.press("a", *"new: condition", "enter", *"Calm and safe", "enter")
        assert desk.view.entry is not None
        assert desk.view.entry.key == "condition:calm-and-safe"


async def test_enter_on_a_heading_writes_what_stands_below_it(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.open("question:matters")
        desk.view.fields.mark_id("question:matters/options/rest")
        await desk.press("enter", *" well", "enter")
        assert "say: Rest well" in text_of(desk, "questions/after.yaml")
