"""What no proof sees is told before saving: what words mean, and words without a tag."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.told.places import PlaceWords
from editor.told.saving import saving_told
from editor.values import OtherWords, Unproved
from tests.editor.desks import WORDS, field_of, small_desk

HIT = "you were hit"
TOLD = (("They hit me", (HIT,)), ("They followed me", ("you were followed",)))


async def unproved_of(tmp_path: Path, id_: str, words: str) -> Unproved:
    """Write other words, and return what saving them would change that no proof sees."""
    desk = small_desk(tmp_path)
    try:
        field = field_of(desk, id_)
        desk.set(field, words)
        return (await desk.outlook()).unproved
    finally:
        await desk.close()


async def test_a_question_in_other_words_is_told_with_what_its_answers_tell(tmp_path: Path) -> None:
    found = await unproved_of(tmp_path, "question:acts/ask", "Has none of this happened?")
    assert found == Unproved(
        (OtherWords("Has any of this happened?", "Has none of this happened?", TOLD),)
    )


async def test_an_answer_in_other_words_is_told_alone(tmp_path: Path) -> None:
    found = await unproved_of(tmp_path, "question:acts/options/hit/say", "I hit them")
    assert found == Unproved((OtherWords("They hit me", "I hit them", (("I hit them", (HIT,)),)),))


@pytest.mark.parametrize(
    "id_",
    ["question:acts/why", "question:acts/options/none/say", "outcome:step-back/steps/rest/say"],
)
async def test_what_tells_nothing_and_is_not_urgent_is_not_told(tmp_path: Path, id_: str) -> None:
    assert await unproved_of(tmp_path, id_, "Other words.") == Unproved()


async def test_a_new_answer_that_tells_nothing_beside_others_that_do_is_told(
    tmp_path: Path,
) -> None:
    desk = small_desk(tmp_path)
    try:
        file, odd = "questions/safety.yaml", "- {id: odd, say: Something odd}\n      "
        none = "- {id: none, "
        files = {
            **desk.files,
            file: desk.files[file].replace(none.encode(), f"{odd}{none}".encode()),
        }
        outlook = await desk.judge.outlook(desk.revision, desk.files, files)
        assert outlook.unproved == Unproved((OtherWords("", "Something odd", ()),))
    finally:
        await desk.close()


async def test_words_on_an_urgent_page_are_told_unless_a_tag_says_what_they_ask(
    tmp_path: Path,
) -> None:
    opening = await unproved_of(
        tmp_path / "a", "outcome:danger/opening/1/otherwise", "Talk at home tonight."
    )
    tagged = await unproved_of(tmp_path / "b", "outcome:danger/steps/call/say", "Call them.")
    assert opening == Unproved((), (("danger", "Talk at home tonight."),))
    assert tagged == Unproved()


async def test_all_of_it_is_told_before_saving(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    try:
        desk.set(field_of(desk, "question:acts/ask"), "Has none of this happened?")
        outlook, judged = await desk.outlook(), await desk.prove()
        told = "\n".join(saving_told(outlook, judged, desk, PlaceWords(desk, WORDS)))
        assert all(words in told for words in ("Has none of this happened?", "They hit me", HIT))
    finally:
        await desk.close()
