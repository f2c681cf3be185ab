"""A damaged file opens as text with its faults beside it, and is mended there."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.desk import PackDesk
from editor.desk import open_desk as opened
from editor.values import EntryKind, EntryMark, Field, FieldKind
from tests.editor.desks import WORDS, entry_of, places_of
from tests.reading.test_strict import HOSTILE, REFUSED
from tests.support.small import FILES, write_small
from tree.checking.checked import check_pack
from tree.fault import Fault, Where

FILE = "questions/after.yaml"
GOOD = FILES[FILE]
DAMAGED = {
    "a quote that does not close": GOOD.replace("Is it calm?", '"Is it calm?').encode(),
    "a tab": GOOD.replace("    why", "\twhy").encode(),
    "a colon": GOOD.replace("Is it calm?", "Is it: calm?").encode(),
    "a key twice": GOOD.replace("topic: after", "topic: after\ntopic: after").encode(),
    "an anchor": GOOD.replace("topic: after", "topic: &a after").encode(),
    "two documents": (GOOD + "---\nx: y\n").encode(),
    "no text": b"\x00\xff\xfe",
    "not utf-8": GOOD.replace("calm", "c\u00e1lm").encode("latin-1"),
    "empty": b"",
    "a list": b"- x\n",
    "a text": b"hello\n",
    "too big": b"#" * 1_000_001,
    "marks of windows": ("\ufeff" + GOOD.replace("topic: after", "topic"))
    .replace("\n", "\r\n")
    .encode(),
}


def raw_field(desk: PackDesk) -> Field:
    """Return the file as text, where it is offered as that."""
    entry = entry_of(desk, f"file:{FILE}")
    assert EntryMark.FAULTY in entry.marks
    (field,) = desk.form(entry).fields
    assert field.kind is FieldKind.RAW
    return field


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_mended_as_text(damage: str, tmp_path: Path) -> None:
    mend(tmp_path, DAMAGED[damage])


@pytest.mark.parametrize(("text", "code", "line", "column"), REFUSED)
def test_what_reading_refuses_is_mended_as_text_with_its_fault_beside_it(
    text: str, code: str, line: int, column: int, tmp_path: Path
) -> None:
    (fault,) = mend(tmp_path, text.encode())
    assert (fault.code, fault.where) == (code, Where(FILE, line, column))


@pytest.mark.parametrize(("raw", "code"), HOSTILE)
def test_bytes_that_are_no_text_are_mended_with_their_fault_beside_them(
    raw: bytes, code: str, tmp_path: Path
) -> None:
    assert [fault.code for fault in mend(tmp_path, raw)] == [code]


def mend(folder: Path, damaged: bytes) -> tuple[Fault, ...]:
    """Mend a damaged file of a pack as text; returns the faults that stood beside it."""
    pack = write_small(folder)
    (pack / FILE).write_bytes(damaged)
    desk = opened(places_of(pack), WORDS)
    for entry in desk.outline():
        desk.form(entry)
    field = raw_field(desk)
    faults = desk.form(entry_of(desk, f"file:{FILE}")).faults
    desk.set(field, GOOD)
    assert [e.key for e in desk.outline() if e.kind is EntryKind.FILE] == []
    assert check_pack(desk.pack_files).tree is not None
    desk.undo()
    assert desk.files[FILE] == damaged
    return faults


@pytest.mark.parametrize("file", sorted(FILES))
@pytest.mark.parametrize(
    "raw", [b"- a\n- [b]\n", b"a: b\nc: {d: [e]}\n", b"questions: [x, {id: [y]}]\ntopic: z\n"]
)
def test_a_file_of_another_shape_is_shown_all_the_same(
    file: str, raw: bytes, tmp_path: Path
) -> None:
    folder = write_small(tmp_path)
    (folder / file).write_bytes(raw)
    desk = opened(places_of(folder), WORDS)
    here = [entry for entry in desk.outline() if entry.address.file == file]
    assert here
    assert all(desk.form(entry).fields for entry in here)
    for entry in desk.outline():
        desk.form(entry)
        desk.uses(entry.address)
