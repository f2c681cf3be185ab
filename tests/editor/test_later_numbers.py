"""Numbers that a pack took from the program, and that the program has read again since."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.desk import PackDesk, open_desk
from editor.values import EntryKind
from tests.editor.desks import CONTENT, WORDS, entry_of, field_of, places_of, small_desk
from tests.support.small import FILES, check_small, write_small
from tree.checking.line_notes import line_notes

KEY = f"{EntryKind.HELPLINE}:nz-1737"
OLD = "1999-12-31"
SHIPPED = CONTENT / "helplines"


def named(desk: PackDesk) -> list[str]:
    """Return the numbers of which the program knows something later."""
    return [one.key for one in desk.later_numbers]


def told(desk: PackDesk) -> dict[str, str]:
    """Return what the program has at a number, by field."""
    return {one.key: one.now for one in desk.later(entry_of(desk, KEY))}


def notes(tmp_path: Path, desk: PackDesk) -> list[str]:
    """Return which numbers a check of the files of a desk says are not the latest."""
    folder = tmp_path / "helplines"
    for name, raw in desk.files.items():
        if name.startswith("helplines/"):
            (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / name).write_bytes(raw)
    found = line_notes(check_small(), folder, SHIPPED, None)
    return [note.values["ids"] for note in found if note.code == "line-later"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_copy_of_the_numbers_as_they_are_is_the_latest(tmp_path: Path, language: str) -> None:
    head = FILES["pack.yaml"].replace("language: en", f"language: {language}")
    desk = open_desk(places_of(write_small(tmp_path, **{"pack.yaml": head})), WORDS)
    desk.take_numbers()
    assert named(desk) == []
    desk.set(field_of(desk, f"{KEY}/read"), OLD)
    assert named(desk) == []


def test_what_the_program_has_otherwise_is_said_at_the_number_until_it_was_read_again(
    tmp_path: Path,
) -> None:
    desk = small_desk(tmp_path)
    desk.take_numbers()
    known = {name: str(field_of(desk, f"{KEY}/{name}").value) for name in ("hours", "read")}
    desk.set(field_of(desk, f"{KEY}/hours"), "Never")
    assert named(desk) == []
    assert notes(tmp_path, desk) == []
    desk.set(field_of(desk, f"{KEY}/read"), OLD)
    assert named(desk) == [KEY]
    assert told(desk) == {"hours": known["hours"]}
    assert notes(tmp_path, desk) == [entry_of(desk, KEY).id]
    desk.set(field_of(desk, f"{KEY}/read"), known["read"])
    assert named(desk) == []
    assert told(desk) == {}
