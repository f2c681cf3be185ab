"""Renaming follows every use, and deleting says what uses a thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.desk import PackDesk, open_desk
from editor.files.spans import value_at
from editor.shapes_of import ENTRIES, INNER, LEFT_OUT, LISTS, keys_of
from editor.values import EntryKind
from tests.editor.desks import WORDS, entry_of, field_of, places_of, shipped_desk
from tests.support.small import FILES, write_small
from tree.checking.checked import check_pack
from tree.checking.proved import prove_pack
from tree.checking.signing.reviewed import REVIEW, standings
from tree.checking.signing.signatures import review_lines, signed_by
from tree.fault import UnusableError
from tree.pack.comments import Comments
from tree.pack.shapes import RouteShape, Shape

RENAMED: list[tuple[EntryKind | str, str]] = [
    (EntryKind.QUESTION, "afraid"),
    ("option", "afraid/often"),
    (EntryKind.FACT, "harmed"),
    (EntryKind.CONDITION, "dark"),
    (EntryKind.OUTCOME, "danger"),
    (EntryKind.NOTE, "stay-alive"),
    (EntryKind.TOPIC, "safety"),
    (EntryKind.TAG, "emergency"),
    (EntryKind.SOURCE, "B21"),
    (EntryKind.TALLY, "doubts"),
    (EntryKind.FORK, "after-force"),
    (EntryKind.ANSWER, "back-child"),
    ("step", "danger-maybe/steps/call-if"),
]


@pytest.mark.parametrize(("kind", "name"), RENAMED)
def test_a_name_changed_and_changed_back_leaves_no_byte_changed(
    kind: EntryKind | str, name: str, tmp_path: Path
) -> None:
    desk = shipped_desk(tmp_path)
    was = dict(desk.files)
    holder, _, last = name.rpartition("/")
    desk.rename(kind, name, "other")
    assert desk.files != was
    desk.rename(kind, f"{holder}/other".lstrip("/"), last)
    assert desk.files == was


def signed_all(desk: PackDesk) -> int:
    """Sign everything; returns how many units there are."""
    found = standings(check_pack(desk.files), {})
    entries = {
        (one.unit.language, one.unit.name): signed_by(one.unit, (), "advocate", "2026-11-29")
        for one in found
    }
    desk.files[REVIEW] = ("\n".join(review_lines(entries, Comments())) + "\n").encode()
    return len(found)


def test_renamed_all_over_a_pack_is_proved_the_same_and_stays_signed(tmp_path: Path) -> None:
    # Over 3 s: it renames one thing of each kind in the shipped pack, and proves that twice.
    desk = shipped_desk(tmp_path)
    before, units = prove_pack(check_pack(desk.files)), signed_all(desk)
    for i, (kind, name) in enumerate(RENAMED):
        desk.rename(kind, name.replace("afraid/", "other-0/"), f"other-{i}")
    checked = check_pack(desk.files)
    after = prove_pack(checked)
    assert after.verdict is not None
    assert before.verdict is not None
    assert [proof.kept for proof in after.proofs] == [proof.kept for proof in before.proofs]
    assert (after.verdict.walks, after.faults) == (before.verdict.walks, before.faults)
    assert [bool(one.signed) for one in standings(checked, {})] == [True] * units


def test_a_name_that_is_taken_or_no_name_is_refused(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    for new, code in (("force", "edit-name-taken"), ("Not so", "edit-name-shape")):
        with pytest.raises(UnusableError) as refused:
            desk.rename(EntryKind.QUESTION, "afraid", new)
        assert refused.value.code == code
    with pytest.raises(UnusableError):
        desk.rename(EntryKind.QUESTION, "nobody", "somebody")
    assert desk.changed == ()


def test_the_name_field_renames(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    desk.set(field_of(desk, "question:afraid/options/often/id"), "very-often")
    assert len(desk.changed) > 2
    assert check_pack(desk.files).faults == ()


def test_deleting_names_the_uses_and_takes_the_translation_along(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    used = desk.delete(entry_of(desk, "question:afraid").address)
    assert {one.entry.kind for one in used if one.entry} >= {EntryKind.QUESTION, EntryKind.PROMISE}
    assert desk.changed == ()
    step = field_of(desk, "outcome:danger-maybe/steps/where/say").address
    assert desk.delete(step.__class__(step.file, step.path[:-1])) == ()
    assert set(desk.changed) == {"outcomes/danger-maybe.yaml", "languages/es.yaml"}
    assert check_pack(desk.files).faults == ()
    desk.undo()
    assert desk.changed == ()


def test_a_new_question_stands_in_the_way_of_the_one_before_it(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    key = desk.add_entry(EntryKind.QUESTION, entry_of(desk, "question:afraid"))
    new = key.split(":")[1]
    assert field_of(desk, "question:afraid/go").value == new
    assert field_of(desk, f"{key}/go").value == "force"
    for kind in (
        EntryKind.OUTCOME,
        EntryKind.NOTE,
        EntryKind.FACT,
        EntryKind.TALLY,
        EntryKind.GROUP,
    ):
        assert entry_of(desk, desk.add_entry(kind)).kind is kind
    for _ in range(6):
        assert desk.undo()
    assert desk.changed == ()


@pytest.mark.parametrize(
    "key",
    [
        "outcome:danger",
        "question:now-what",
        "question:afraid",
        "fork:after-force",
        "promise:own-life-next",
    ],
)
def test_every_part_that_a_form_offers_can_be_added_and_undone(key: str, tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    entry = desk.entry(key)
    for template, address in desk.form(entry).adds if entry else ():
        assert entry
        new = desk.add(template, address, entry)
        assert any(field.id.startswith(new) for field in desk.form(entry_of(desk, key)).fields)
        desk.undo()
        assert desk.changed == ()


def test_every_key_that_a_form_can_show_has_a_word() -> None:
    shapes: set[type[Shape]] = {*ENTRIES.values(), *LISTS.values(), *INNER.values(), RouteShape}
    keys = {(shape, key) for shape in shapes for key in keys_of(shape)} - LEFT_OUT
    labels = {key for shape, key in keys if (shape, key) not in {*LISTS, *INNER}}
    assert {key for key in labels if f"edit.field.{key}" not in WORDS.table} == set()
    parts = {key for _, key in {*LISTS, *INNER}} | {"go"}
    assert {key for key in parts if f"edit.part.{key}" not in WORDS.table} == set()
    assert {kind for kind in EntryKind if f"edit.kind.{kind}" not in WORDS.table} == set()


def test_an_answer_that_has_the_name_of_another_one_is_named_alone(tmp_path: Path) -> None:
    asked = FILES["questions/safety.yaml"].replace(
        "id: unsure, say: Not sure, c", "id: yes, say: Not sure, c"
    )
    desk = open_desk(places_of(write_small(tmp_path, **{"questions/safety.yaml": asked})), WORDS)
    ids = [
        field for field in desk.form(entry_of(desk, "question:gate")).fields if field.key == "id"
    ]
    first, second = (field for field in ids if field.value == "yes")
    assert desk.is_taken(second.address, "no")
    with pytest.raises(UnusableError) as refused:
        desk.set(second, "no")
    assert refused.value.code == "edit-name-taken"
    assert not desk.is_taken(second.address, "maybe")
    desk.set(second, "maybe")
    assert check_pack(desk.files).faults == ()
    assert value_at(desk.files[first.address.file], first.address.file, first.address.path) == "yes"


def test_what_a_renamed_answer_was_is_said_when_it_is_undone(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    desk.set(field_of(desk, "question:afraid/options/often/id"), "very-often")
    assert desk.undo() == "question:afraid/options/very-often"
