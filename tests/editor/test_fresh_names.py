"""Names of new things: they follow the words until they are saved, and every use follows them."""

from __future__ import annotations

from pathlib import Path

from editor.desk import PackDesk
from editor.values import EntryKind
from tests.editor.desks import entry_of, field_of, small_desk

AFTER = "questions/after.yaml"


def wrote(desk: PackDesk, field: str, text: str) -> str:
    """Write a text into a field; returns the key of its entry."""
    return desk.write(field_of(desk, field), text)


def test_a_new_question_and_its_answers_follow_their_words(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    key = desk.add_entry(EntryKind.QUESTION, entry_of(desk, "question:calm"))
    was = dict(desk.files)
    key = wrote(desk, f"{key}/ask", "Do you sleep?")
    assert key == "question:do-you-sleep"
    assert field_of(desk, "question:calm/go").value == "do-you-sleep"
    assert wrote(desk, f"{key}/ask", "Do you eat?") == "question:do-you-eat"
    wrote(desk, "question:do-you-eat/options/first/say", "Yes, mostly")
    wrote(desk, "question:do-you-eat/options/second/say", "Yes, mostly")
    names = [
        f.value for f in desk.form(entry_of(desk, "question:do-you-eat")).fields if f.key == "id"
    ]
    assert names == ["do-you-eat", "yes-mostly", "yes-mostly-2"]
    for _ in range(4):
        desk.undo()
    assert desk.files == was


def test_a_new_fact_and_a_new_page_follow_their_words(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    fact = desk.add_entry(EntryKind.FACT)
    assert wrote(desk, fact, "you sleep badly") == "fact:you-sleep-badly"
    page = desk.add_entry(EntryKind.OUTCOME)
    assert wrote(desk, f"{page}/title", "Rest first") == "outcome:rest-first"


def test_a_name_that_is_saved_or_chosen_stays(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    assert wrote(desk, "question:calm/ask", "Is it quiet?") == "question:calm"
    key = desk.add_entry(EntryKind.NOTE)
    desk.rename(EntryKind.NOTE, key.partition(":")[2], "mine")
    assert wrote(desk, "note:mine/say", "Rest is good.") == "note:mine"
