"""Desks for tests: the shipped pack and a small one, each in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from commands.reports.sentences import command_words
from editor.desk import DeskPlaces, PackDesk, open_desk
from editor.values import Entry, Field
from tests.support.small import write_small

CONTENT = Path(__file__).parents[2] / "content"
WORDS = command_words(CONTENT)


def places_of(folder: Path) -> DeskPlaces:
    """Return the places of a pack with the program's own helplines and words."""
    return DeskPlaces(folder, CONTENT / "helplines", CONTENT / "words")


def shipped_desk(tmp_path: Path) -> PackDesk:
    """Open a copy of the shipped pack."""
    folder = tmp_path / "evenground"
    copytree(CONTENT / "evenground", folder)
    return open_desk(places_of(folder), WORDS)


def entry_of(desk: PackDesk, key: str) -> Entry:
    """Return an entry that is there."""
    found = desk.entry(key)
    assert found is not None, key
    return found


def field_of(desk: PackDesk, id_: str) -> Field:
    """Return a field by its id, such as `question:afraid/ask`."""
    entry = entry_of(desk, id_.split("/", maxsplit=1)[0])
    return next(field for field in desk.form(entry).fields if field.id == id_)


def small_desk(tmp_path: Path) -> PackDesk:
    """Open a small pack in a folder of its own."""
    return open_desk(places_of(write_small(tmp_path)), WORDS)
