"""What the editor says: of fields and places by their words, never of keys, paths and lines."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from commands.reports.sentences import sentence
from editor.desk import PackDesk, open_desk
from editor.told.faults import BY_LINES, FaultWords
from editor.told.places import PlaceWords
from editor.values import Entry, EntryKind, FieldKind
from tests.editor.desks import WORDS, entry_of, field_of, places_of, shipped_desk, small_desk
from tests.support.small import FILES, write_small
from tree.checking.checked import check_pack
from tree.condition import Fact
from tree.fault import Fault

ES = "languages/es.yaml"


def said(desk: PackDesk) -> list[str]:
    """Return what the editor says of all faults."""
    tell = FaultWords(WORDS, PlaceWords(desk, WORDS), partial(sentence, WORDS))
    return [tell(fault) for fault in check_pack(desk.files).faults]


def test_what_is_not_written_yet_is_named_by_its_place(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    step = field_of(desk, "outcome:step-back/steps/rest/say")
    desk.set(step, "")
    rest = PlaceWords(desk, WORDS).entry(entry_of(desk, "outcome:step-back"))
    told = said(desk)
    assert told
    assert all(rest in one for one in told)


@pytest.mark.parametrize("kind", [EntryKind.QUESTION, EntryKind.NOTE, EntryKind.PROMISE])
def test_a_new_thing_is_told_of_without_a_word_of_yaml(kind: EntryKind, tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.add_entry(kind, entry_of(desk, "question:calm"))
    told = said(desk)
    assert told
    assert not [one for one in told if re.search(r"\.yaml|\b(say|ask|why|go|when) ", one[:8])]


def test_a_path_is_said_by_the_words_that_stand_there(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    places = PlaceWords(desk, WORDS)
    for path, words in (
        ("questions.gate.ask", ["Do you think of hurting yourself?"]),
        ("questions.gate.options.unsure.say", ["Do you think", "Not sure"]),
        ("outcomes.crisis.steps.call", ["Call now", "You could call."]),
        ("facts.low", ["you feel low"]),
        ("safety/acts", ["Has any of this happened?"]),
        ("outcomes/crisis", ["Call now"]),
    ):
        assert [word for word in words if word not in places.path(path)] == []
        assert path not in places.path(path)
    assert places.path("nothing.here") == "nothing.here"
    assert "Slowly" in places.page("rebuild")


def test_every_sentence_of_the_editor_can_be_filled_in(tmp_path: Path) -> None:
    places, others = PlaceWords(small_desk(tmp_path), WORDS), partial(sentence, WORDS)
    rooms = {
        "edit-fault": FaultWords(WORDS, places, others),
        "edit-fault-lines": FaultWords(WORDS, places, others, BY_LINES),
    }
    names = (
        *("key", "limit", "id", "name", "phrase", "tags", "text", "mark", "n", "read", "end"),
        *("outcome", "question", "holds"),
    )
    values = dict.fromkeys(names, "x")
    for key in WORDS.table:
        room, _, code = key.partition(".")
        if room in rooms and code != "holds":
            assert f"fault.{code}" in WORDS.table
            assert rooms[room](Fault(code, entry_fault().where, values))


def entry_fault() -> Fault:
    """Return a fault at the top of the pack's own file."""
    return next(iter(check_pack({"pack.yaml": b"format: 1"}).faults))


def test_a_turn_in_the_road_is_said_by_where_it_leads(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    leads = field_of(desk, "question:matters/go")
    assert "Slowly" in leads.says
    assert "What matters" in leads.says
    assert leads.says in [offer.says for offer in desk.offers(leads)]


def test_what_has_no_words_is_known_by_where_it_is_said_and_leads(tmp_path: Path) -> None:
    silent = FILES["pack.yaml"].replace("  low: you feel low\n", "  low:\n")
    folder = write_small(tmp_path, **{"pack.yaml": silent})
    desk = open_desk(places_of(folder), WORDS)
    fact, turn = entry_of(desk, "fact:low"), entry_of(desk, "fork:on")
    assert "Do you think" in fact.title
    assert "Numbers to call" in turn.title
    assert fact in desk.search("think of")
    told = field_of(desk, "question:gate/options/yes/learn").says
    assert told == fact.title
    assert fact.title in field_of(desk, "outcome:crisis/heard").says


def test_a_use_is_said_by_the_field_that_has_it(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    places = PlaceWords(desk, WORDS)
    told, _ = places.uses(desk.uses(entry_of(desk, "fact:calm").address), 99)
    answer = places.path("questions.calm.options.yes")
    assert [one for one in told if one.startswith(answer) and one != answer]
    assert [one for one in told if ".yaml" in one] == []


CHOSEN = {FieldKind.ONE, FieldKind.MANY, FieldKind.PLACE, FieldKind.TALLIES}
SAME = {"serves", "choose", "tier", "grade"}
"""Offers whose words may be the value itself."""


def some_of_each(desk: PackDesk) -> list[Entry]:
    """Return three entries of each kind."""
    found = desk.outline()
    return [one for kind in EntryKind for one in [e for e in found if e.kind is kind][:3]]


def test_what_is_chosen_is_said_in_words_and_never_by_its_name(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    for entry in some_of_each(desk):
        for field in desk.form(entry).fields:
            if field.kind in CHOSEN and field.of not in SAME and field.value:
                values = field.value if isinstance(field.value, tuple) else (field.value,)
                names = {one[0] if isinstance(one, tuple) else str(one) for one in values}
                assert names & {*field.says.split(", ")} == set(), field.id


def test_whatever_can_be_chosen_has_words(tmp_path: Path) -> None:
    desk = shipped_desk(tmp_path)
    kinds = {(f.of, f.kind): f for e in some_of_each(desk) for f in desk.form(e).fields if f.of}
    for (of, _), field in kinds.items():
        offers = desk.offers(field)
        assert offers, of
        if of not in SAME:
            assert [one.value for one in offers if one.says == one.value] == [], of


def test_a_named_condition_is_said_by_what_it_asks(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    entry = entry_of(desk, "condition:harmed")
    assert "you were hit" in entry.title
    route = field_of(desk, "fork:on/go/0/when")
    assert route.says == entry.title
    desk.set(field_of(desk, "condition:harmed"), Fact("harmed"))
    assert field_of(desk, "fork:on/go/0/when").says


def test_a_limit_that_is_exceeded_names_keys_and_no_command(tmp_path: Path) -> None:
    fault = Fault("over-limit", entry_fault().where, {"held": "questions", "limit": "3"})
    tell = FaultWords(WORDS, PlaceWords(small_desk(tmp_path), WORDS), partial(sentence, WORDS))
    told = tell(replace(fault, values={**fault.values, "holds": "7"}))
    assert len(told) > len(tell(fault))
    assert "7" in told
    assert "evenground" not in told
