"""What is not saved is told by things and languages, and not by files."""

from __future__ import annotations

from pathlib import Path

from editor.screens.asking.leave_page import LeavePage
from editor.values import EntryKind
from tests.editor.desks import entry_of, field_of, shipped_desk, small_desk
from tests.editor.seen_desk import CONTENT, WORDS, SeenDesk, seen_desk
from tests.support.small import write_small
from tree.checking.everything import name_of


def test_what_differs_and_what_is_gone_are_told_apart(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    assert desk.changes() == ((), ())
    note = next(one for one in desk.outline() if one.kind is EntryKind.NOTE)
    desk.set(field_of(desk, "question:calm/ask"), "Is it so?")
    desk.delete(note.address, anyway=True)
    made = desk.add_entry(EntryKind.FACT)
    changed, gone = desk.changes()
    assert {one.key for one in changed} == {"question:calm", made}
    assert [one.key for one in gone] == [note.key]
    desk.undo()
    desk.undo()
    desk.undo()
    assert desk.changes() == ((), ())


def test_a_translation_is_changed_with_its_source_where_it_goes_along(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    note = next(one for one in desk.outline() if one.kind is EntryKind.NOTE)
    desk.delete(note.address, anyway=True)
    changed, gone = desk.changes()
    assert [one.key for one in gone] == [note.key]
    assert "languages/es.yaml" in [one.address.file for one in changed]


async def told_on_leaving(desk: SeenDesk) -> str:
    """Ask to leave, and return what is said."""
    desk.app.simulate_key("ctrl+q")
    await desk.until(lambda: isinstance(desk.app.screen, LeavePage))
    await desk.pilot.pause()
    return desk.told("lines")


async def test_leaving_names_what_was_changed_and_no_file(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "languages").mkdir()
    (folder / "languages" / "es.yaml").write_text("", encoding="utf-8")
    async with seen_desk(folder) as desk:
        sitting = desk.app.desk
        desk.view.change(lambda: sitting.set(field_of(sitting, "question:calm/ask"), "So?"))
        desk.view.change(sitting.take_numbers)
        told = await told_on_leaving(desk)
        assert desk.view.places.entry(entry_of(sitting, "question:calm")) in told
        assert [name for name in sitting.changed if name in told] == []
        numbers = [one for one in sitting.outline() if one.kind is EntryKind.HELPLINE]
        kind = WORDS(f"edit.kind.{EntryKind.HELPLINE}")
        assert WORDS("outlook.many", kind=kind, n=len(numbers)) in told
        assert name_of(CONTENT / "words", "es") in told
        await desk.press("escape")
        assert desk.app.screen is desk.view
