"""Numbers to call in the editor: taken from the program, added, held to the rules, translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.desk import PackDesk, open_desk
from editor.judging.work import ProofMaterial, begin
from editor.values import SPOKEN_LINES, Entry, EntryKind
from tests.editor.desks import CONTENT, WORDS, entry_of, field_of, places_of, small_desk
from tests.support.small import FILES, write_small
from tree.fault import Fault, UnusableError
from tree.helplines import EMERGENCY
from tree.languages.helpline_files import read_helplines
from tree.pack.files import gather
from tree.prepare import helplines_of

MATERIAL = ProofMaterial(CONTENT / "words", gather(CONTENT / "helplines"))
WHOLE = {
    "category": "crisis",
    "service": "The house on the hill",
    "phone": "0100 200 300",
    "who": "anyone",
    "source": "https://example.org/house",
    "read": "2026-11-20",
    "grade": "A",
}


def faults(desk: PackDesk) -> tuple[Fault, ...]:
    """Return what is wrong with a pack and its numbers, as the desk would be told."""
    return begin(0, desk.files, MATERIAL).faults


def fill(desk: PackDesk, key: str, **values: str) -> str:
    """Write the fields of a number; returns the key that it has then."""
    for name, value in values.items():
        key = desk.write(field_of(desk, f"{key}/{name}"), value)
    return key


def country(desk: PackDesk, code: str) -> Entry:
    """Return a country that is there."""
    return entry_of(desk, f"{EntryKind.COUNTRY}:{code}")


def test_the_numbers_of_the_program_are_taken_whole_and_given_back_by_undo(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    was = dict(desk.files)
    lent = next(one for one in desk.outline() if one.kind is EntryKind.LENT)
    assert desk.form(lent).fields
    desk.take_numbers()
    assert desk.entry(lent.key) is None
    own = {
        name.removeprefix("helplines/"): raw for name, raw in desk.files.items() if "helpl" in name
    }
    assert read_helplines(own) == read_helplines(MATERIAL.helplines)
    assert faults(desk) == ()
    desk.undo()
    assert desk.files == was


def test_a_number_added_and_written_whole_is_held_to_the_rules(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.take_numbers()
    key = desk.add_number(country(desk, "NZ"))
    places = {fault.where.file for fault in faults(desk)}
    assert places == {"helplines/nz.yaml"}
    key = fill(desk, key, **WHOLE)
    assert key.startswith(f"{EntryKind.HELPLINE}:nz-")
    assert faults(desk) == ()
    lines = read_helplines({n[10:]: raw for n, raw in desk.files.items() if n[:10] == "helplines/"})
    assert lines.countries["NZ"].lines[-1].service == WHOLE["service"]


@pytest.mark.parametrize("name", ["source", "read", "grade", "phone"])
def test_a_number_without_what_it_needs_has_a_fault(name: str, tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.take_numbers()
    key = fill(desk, desk.add_number(country(desk, "NZ")), **WHOLE)
    desk.set(field_of(desk, f"{key}/{name}"), "")
    assert len(faults(desk)) == 1


def test_no_number_can_be_graded_as_uncertain_nor_read_on_a_day_to_come(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.take_numbers()
    key = fill(desk, desk.add_number(country(desk, "NZ")), **WHOLE)
    assert [one.value for one in desk.offers(field_of(desk, f"{key}/grade"))] == ["A", "B", "C"]
    desk.set(field_of(desk, f"{key}/read"), "2999-01-01")
    assert [fault.code for fault in faults(desk)] == ["helpline-future"]


def test_a_country_is_added_filled_saved_and_deleted(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    desk = open_desk(places_of(folder), WORDS)
    desk.take_numbers()
    key = desk.add_country("PT")
    desk.set(field_of(desk, f"{key}/name"), "Portugal")
    fill(
        desk,
        f"{EntryKind.HELPLINE}:pt-{EMERGENCY}",
        **{**WHOLE, "category": EMERGENCY, "phone": "112"},
    )
    assert faults(desk) == ()
    for name, code in (("PT", "edit-country-there"), ("P", "edit-country"), ("XX", "edit-country")):
        with pytest.raises(UnusableError) as refused:
            desk.add_country(name)
        assert refused.value.code == code
    desk.delete(country(desk, "PT").address)
    assert desk.entry(key) is None
    assert faults(desk) == ()


async def test_numbers_that_are_saved_are_those_that_the_pack_shows(tmp_path: Path) -> None:
    # Over 3 s: a small pack is proved by a process of its own.
    folder = write_small(tmp_path)
    desk = open_desk(places_of(folder), WORDS)
    try:
        desk.take_numbers()
        key = fill(desk, desk.add_number(country(desk, "NZ")), **WHOLE)
        await desk.prove()
        desk.save()
    finally:
        await desk.close()
    shown = helplines_of(folder, CONTENT / "helplines")
    assert shown == folder / "helplines"
    ids = [line.id for line in read_helplines(gather(shown)).countries["NZ"].lines]
    assert key.partition(":")[2] in ids


def spoken(tmp_path: Path) -> PackDesk:
    """Open a pack with a translation, whose numbers are its own."""
    desk = open_desk(places_of(write_small(tmp_path, **{"languages/es.yaml": "title:\n"})), WORDS)
    desk.take_numbers()
    return desk


def test_what_numbers_say_is_translated_beside_the_texts(tmp_path: Path) -> None:
    desk = spoken(tmp_path)
    file = f"{SPOKEN_LINES}es.yaml"
    desk.set(field_of(desk, f"{EntryKind.HELPLINE}:nz-1737/note"), "It costs you nothing.")
    text = next(one for one in desk.translated("es") if one.source == "It costs you nothing.")
    assert text.state == "missing"
    desk.translate("es", text.path, "No te cuesta nada.")
    found = [fault for fault in faults(desk) if fault.where.file == file]
    assert found == []
    desk.set(field_of(desk, f"{EntryKind.HELPLINE}:nz-1737/note"), "")
    assert b"No te cuesta nada." not in desk.files[file]
    assert [fault for fault in faults(desk) if fault.where.file == file] == []


def test_a_pack_in_spanish_takes_the_numbers_in_spanish(tmp_path: Path) -> None:
    head = FILES["pack.yaml"].replace("language: en", "language: es")
    desk = open_desk(places_of(write_small(tmp_path, **{"pack.yaml": head})), WORDS)
    desk.take_numbers()
    assert not [name for name in desk.files if name.startswith(SPOKEN_LINES)]
    assert field_of(desk, f"{EntryKind.HELPLINE}:nz-1737/hours").value == "Día y noche"
    assert [fault for fault in faults(desk) if fault.where.file.startswith("helplines/")] == []


def test_a_new_kind_of_help_is_added_whole_and_taken_back_in_one_step(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    assert not desk.has_kinds
    desk.take_numbers()
    key = fill(desk, desk.add_number(country(desk, "NZ")), **WHOLE)
    before = dict(desk.files)
    name = desk.add_kind("the counselling centre", "If you want to talk", "crisis")
    field = field_of(desk, f"{key}/category")
    assert name in [one.value for one in desk.offers(field)]
    desk.set(field, name)
    assert faults(desk) == ()
    desk.undo()
    desk.undo()
    assert desk.files == before
