"""Saving and leaving on a screen: what it does is said first, and nothing is lost unasked."""

from __future__ import annotations

import asyncio
from pathlib import Path
from unittest.mock import patch

from textual.widgets import Static

from editor.screens.asking.modal import Pick
from editor.screens.asking.question_page import QuestionPage
from editor.screens.widgets.rows import RowList
from editor.values import Outlook
from tests.editor.seen_desk import CONTENT, SeenDesk, seen_desk
from tests.support.small import FILES, write_small
from tree.checking.everything import name_of

SAFETY = "questions/safety.yaml"
ASK = "question:acts/ask"


async def change_a_word(desk: SeenDesk) -> None:
    """Write a word more into a question."""
    await desk.open("question:acts")
    desk.view.fields.mark_id(ASK)
    await desk.press("enter", *" Now?", "enter")


async def break_the_promise(desk: SeenDesk) -> None:
    """Lead those who were hit to a gentle page."""
    await desk.open("fork:on")
    desk.view.fields.mark_id("fork:on/go/0/to")
    await desk.press("enter", *"slowly", "enter")


def told_all(desk: SeenDesk) -> bool:
    """Return whether a question is in front, with all that has to be known for it."""
    return isinstance(desk.app.screen, QuestionPage) and not desk.app.screen.waits


async def asked(desk: SeenDesk, *keys: str) -> tuple[str | None, ...]:
    """Press keys, wait for the question that they lead to, and return its answers."""
    await desk.press(*keys)
    await desk.until(lambda: told_all(desk))
    return tuple(row.id for row in desk.app.screen.query_one("#answers", RowList).options)


def mark(desk: SeenDesk, choice: str) -> None:
    """Mark an answer of the question in front."""
    rows = desk.app.screen.query_one("#answers", RowList)
    rows.highlighted = [row.id for row in rows.options].index(choice)


async def answer(desk: SeenDesk, choice: str) -> None:
    """Choose an answer of the question in front."""
    mark(desk, choice)
    await desk.press("enter")


async def leave_with(desk: SeenDesk, choice: str) -> None:
    """Choose an answer with which the editor ends."""
    mark(desk, choice)
    await desk.leave_by("enter")


def on_disk(folder: Path) -> str:
    """Return the file of safety questions as it is saved."""
    return (folder / SAFETY).read_text(encoding="utf-8")


async def test_saving_says_first_what_it_does_and_changes_one_line(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        assert await asked(desk, "ctrl+s") == ("save", "draft", "stay")
        assert on_disk(folder) == FILES[SAFETY]
        await answer(desk, "save")
        await desk.until(lambda: not desk.app.desk.changed)
        pairs = zip(FILES[SAFETY].splitlines(), on_disk(folder).splitlines(), strict=True)
        assert [new.strip() for old, new in pairs if old != new] == [
            "ask: Has any of this happened? Now?"
        ]
        assert (folder / f"{SAFETY}.bak").read_text(encoding="utf-8") == FILES[SAFETY]


async def test_a_broken_promise_is_kept_as_a_draft_only_and_offered_again(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await break_the_promise(desk)
        assert await asked(desk, "ctrl+s") == ("draft", "stay")
        await answer(desk, "draft")
        assert await asked(desk, "ctrl+q") == ("stay", "save", "draft", "throw")
        await leave_with(desk, "draft")
    assert (folder / "forks.yaml").read_text(encoding="utf-8") == FILES["forks.yaml"]
    async with seen_desk(folder) as desk:
        assert await asked(desk) == ("take", "stay", "throw")
        await answer(desk, "take")
        await desk.until(lambda: desk.app.desk.changed == ("forks.yaml",))
        await desk.press("ctrl+z")
        assert not desk.app.desk.changed


async def test_leaving_with_changes_asks_and_staying_is_nearest(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        await asked(desk, "ctrl+q")
        await desk.press("enter")
        assert desk.app.screen is desk.view
        assert desk.app.desk.changed
        await asked(desk, "ctrl+q")
        await leave_with(desk, "throw")
    assert on_disk(folder) == FILES[SAFETY]
    async with seen_desk(folder) as desk:
        assert desk.app.screen is desk.view


async def test_leaving_unchanged_asks_nothing(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await desk.leave_by("ctrl+q")


async def test_a_file_that_changed_underneath_is_shown_beside_ours(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        theirs = FILES[SAFETY].replace("Because help is near.", "Because it helps.")
        (folder / SAFETY).write_text(theirs, encoding="utf-8")
        await asked(desk, "ctrl+s")
        await answer(desk, "save")
        assert await asked(desk) == ("ours", "theirs", "stay")
        await answer(desk, "theirs")
        await desk.until(lambda: desk.app.desk.files[SAFETY].decode() == theirs)
        assert on_disk(folder) == theirs


async def test_nothing_is_lost_whichever_side_is_taken(tmp_path: Path) -> None:
    for choice, text in (("ours", "theirs"), ("theirs", "ours")):
        folder = write_small(tmp_path / choice)
        async with seen_desk(folder) as desk:
            await change_a_word(desk)
            both = {
                "ours": desk.app.desk.files[SAFETY],
                "theirs": FILES[SAFETY].replace("help is near.", "it helps.").encode(),
            }
            (folder / SAFETY).write_bytes(both["theirs"])
            await asked(desk, "ctrl+s")
            await answer(desk, "save")
            await asked(desk)
            shown = desk.told("lines")
            assert "it helps." in shown
            assert "why:" not in shown
            await answer(desk, choice)
            await desk.until(lambda: not desk.app.desk.changed)
            assert desk.app.screen is desk.view
            assert (folder / SAFETY).read_bytes() == both[choice]
            kept = [one.read_bytes() for one in (folder / SAFETY).parent.glob("*.bak")]
            assert kept == [both[text]]


async def test_saving_names_what_holds_the_version_before(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        await asked(desk, "ctrl+s")
        kept = f"{SAFETY}.bak"
        assert kept in desk.told("lines")
        await answer(desk, "save")
        await desk.until(lambda: not desk.app.desk.changed)
        assert any(kept in one.message for one in desk.app._notifications)
        assert (folder / kept).read_text(encoding="utf-8") == FILES[SAFETY]


async def test_an_end_while_a_page_is_about_to_be_asked_is_a_quiet_one(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await change_a_word(desk)
        worked_out, about_to_ask = desk.app.desk.outlook, asyncio.Event()

        async def late() -> Outlook:
            found = await worked_out()
            about_to_ask.set()
            while desk.app.is_running:
                await asyncio.sleep(0)
            return found

        with patch.object(desk.app.desk, "outlook", late):
            desk.app.simulate_key("ctrl+s")
            await about_to_ask.wait()


async def test_saving_opens_its_page_at_once_and_going_back_is_nearest(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        worked_out, proved = desk.app.desk.outlook, asyncio.Event()

        async def late() -> Outlook:
            await proved.wait()
            return await worked_out()

        with patch.object(desk.app.desk, "outlook", late):
            await desk.press("ctrl+s")
            page = desk.app.screen
            assert isinstance(page, QuestionPage)
            assert page.waits
            rows = page.query_one("#answers", RowList)
            assert [row.id for row in rows.options] == ["stay", "draft"]
            proved.set()
            await desk.until(lambda: not page.waits)
            desk.app.simulate_key("enter")
            assert rows.marked == "save"
            page.tell("", [], [Pick("save", ""), Pick("stay", "")])
            await desk.pilot.pause()
            assert desk.app.screen is page
        assert on_disk(folder) == FILES[SAFETY]


async def test_texts_that_lose_their_translation_are_told_before_saving(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / "languages/es.yaml").write_text("{}", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await desk.open("question:acts")
        await desk.press("a", "enter", *"Something else", "enter")
        await desk.press("ctrl+s")
        await desk.until(lambda: told_all(desk))
        found = await desk.app.desk.outlook()  # who asks while the page does takes its answer
        assert found.missing
        assert all(file == "languages/es.yaml" for file, _ in found.missing)
        told = str(desk.app.screen.query_one("#lines", Static).visual)
        assert all(desk.view.places.path(name) in told for _, name in found.missing)


async def test_a_draft_is_named_by_the_words_of_what_it_changes(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        changed = desk.view.entry
        assert changed is not None
        await asked(desk, "ctrl+q")
        await leave_with(desk, "draft")
    async with seen_desk(folder) as desk:
        await asked(desk)
        said = desk.told("lines")
        assert desk.view.places.entry(changed) in said
        assert SAFETY not in said


async def test_saving_names_the_language_that_people_lose_by_it(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / "languages" / "es.yaml").write_text("", encoding="utf-8")
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        assert "save" in await asked(desk, "ctrl+s")
        assert name_of(CONTENT / "words", "es") in desk.told("lines")


async def test_a_draft_that_is_taken_is_one_step_which_undo_names(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    async with seen_desk(folder) as desk:
        await change_a_word(desk)
        await asked(desk, "ctrl+q")
        await leave_with(desk, "draft")
    async with seen_desk(folder) as desk:
        draft = desk.app.desk.draft
        assert draft is not None
        await asked(desk)
        await answer(desk, "take")
        await desk.until(lambda: desk.app.desk.changed)
        with patch.object(desk.app, "notify", wraps=desk.app.notify) as told:
            await desk.press("ctrl+z")
            assert not desk.app.desk.changed
            assert draft.day in told.call_args.args[0]
            await desk.press("ctrl+y")
            assert desk.app.desk.changed
            assert draft.day in told.call_args.args[0]


async def test_undo_names_the_field_that_it_was_about(tmp_path: Path) -> None:
    async with seen_desk(write_small(tmp_path)) as desk:
        await change_a_word(desk)
        with patch.object(desk.app, "notify", wraps=desk.app.notify) as told:
            await desk.press("ctrl+z")
            assert "Has any of this happened?" in told.call_args.args[0]
