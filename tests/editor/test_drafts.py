"""A draft that was left for later is offered again at a later start, and never lost."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from editor.desk import PackDesk, open_desk
from editor.screens.asking.question_page import QuestionPage
from tests.editor.desks import WORDS, field_of, places_of
from tests.editor.seen_desk import SeenDesk, seen_desk
from tests.support.small import write_small

ASK, WHY = "question:gate/ask", "question:gate/why"


def opened(folder: Path) -> PackDesk:
    """Open a desk, and let others open the folder again."""
    desk = open_desk(places_of(folder), WORDS)
    desk.lock.release()
    return desk


def two_drafts(tmp_path: Path) -> Path:
    """Leave two drafts, the second begun while the first was left for later."""
    folder = write_small(tmp_path)
    for id_, said in ((ASK, "Do you?"), (WHY, "So.")):
        desk = opened(folder)
        desk.set(field_of(desk, id_), said)
    return folder


def said_in(desk: PackDesk) -> tuple[str, str]:
    """Return the two texts."""
    return str(field_of(desk, ASK).value), str(field_of(desk, WHY).value)


def test_each_draft_is_offered_the_newest_first_until_it_is_settled(tmp_path: Path) -> None:
    folder = two_drafts(tmp_path)
    for _ in range(2):
        desk = opened(folder)
        as_saved = said_in(desk)
        assert desk.draft is not None
        desk.take_draft()
        assert said_in(desk) == (as_saved[0], "So.")
        desk.look_for_draft()
        assert desk.draft is not None
    desk.take_draft()
    assert said_in(desk) == ("Do you?", as_saved[1])
    desk.look_for_draft()
    assert desk.draft is None
    desk.undo()
    assert said_in(desk) == (as_saved[0], "So.")
    desk.redo()
    again = opened(folder)
    again.take_draft()
    assert said_in(again) == ("Do you?", as_saved[1])
    again.look_for_draft()
    assert again.draft is None
    again.throw_away()
    assert not (folder / ".draft").exists()


def test_an_older_draft_that_is_thrown_away_leaves_what_was_taken(tmp_path: Path) -> None:
    folder = two_drafts(tmp_path)
    desk = opened(folder)
    desk.take_draft()
    desk.look_for_draft()
    desk.drop_draft()
    assert said_in(desk)[1] == "So."
    assert [one.name for one in (folder / ".draft").iterdir()] == ["desk.json"]
    assert opened(folder).draft is not None


def test_what_is_left_for_later_again_and_again_stays(tmp_path: Path) -> None:
    folder = two_drafts(tmp_path)
    third = opened(folder)
    third.set(field_of(third, ASK), "Third?")
    found = set()
    desk = opened(folder)
    while desk.draft:
        desk.take_draft()
        found.add(said_in(desk))
        desk.undo()
        desk.look_for_draft()
    assert len(found) == 3


async def chosen(desk: SeenDesk, answer: str) -> None:
    """Choose an answer of the question in front."""
    await desk.until(lambda: isinstance(desk.app.screen, QuestionPage))
    rows = desk.app.screen.query_one(OptionList)
    rows.highlighted = [row.id for row in rows.options].index(answer)
    await desk.press("enter")


async def test_after_the_newest_draft_the_older_one_is_asked_about(tmp_path: Path) -> None:
    folder = two_drafts(tmp_path)
    async with seen_desk(folder) as desk:
        await chosen(desk, "take")
        await desk.until(lambda: desk.app.desk.changed)
        await chosen(desk, "stay")
        assert said_in(desk.app.desk)[1] == "So."
        assert desk.app.screen is desk.view
    assert opened(folder).draft is not None
