"""From outcomes and notes as written to the pages of a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tree.model import URGENT, Outcome, Room, Route, Say
from tree.reading.expand import Conditions, expand, expand_when
from tree.reading.link_answers import is_for, link_answers
from tree.reading.link_weigh import link_weigh
from tree.reading.pack import Pack, Placed
from tree.reading.page_shapes import AlsoShape, NoteShape, OpeningShape, OutcomeShape, SayShape
from tree.reading.shapes import PackShape

PARTS = {"steps": "steps", "leave": "leaves", "also": "notes"}
"""Each part of a page that can be folded, and the limit that says when."""
ROOM = {"steps": 5, "leaves": 3, "notes": 3}
ROOM_URGENT = {"steps": 4, "leaves": 2, "notes": 2}
"""What stands for a limit that is left out where another of them is set."""


def link_outcomes(pack: Pack, head: PackShape, named: Conditions) -> dict[str, Outcome]:
    """Link every outcome with the notes for its kind."""
    found = {}
    for id_, item in pack.outcomes.items():
        notes = shared(item.shape, pack.notes)
        linked = _outcome(id_, item.shape, notes, room(head, item.shape.tier), named)
        found[id_] = replace(linked, answers=link_answers(pack, head, item.shape.kind, named))
    return found


def shared(shape: OutcomeShape, notes: Iterable[Placed[NoteShape]]) -> list[NoteShape]:
    """List the notes that the kind of an outcome shares with others."""
    return [note.shape for note in notes if is_for(note.shape.kinds, shape.kind)]


def room(head: PackShape, tier: int) -> Room:
    """Say how much a page of a tier shows at once; all of it where the pack sets no such limit."""
    limits: Mapping[str, int] = {str(name): most for name, most in head.limits.items()}
    before, usual = ("urgent_", ROOM_URGENT) if tier <= URGENT else ("", ROOM)
    if not limits.keys() & {*ROOM, *(f"urgent_{name}" for name in ROOM)}:
        return Room()
    return Room(**{p: limits.get(f"{before}{n}", usual[n]) for p, n in PARTS.items()})


def _outcome(
    id_: str, shape: OutcomeShape, notes: list[NoteShape], space: Room, named: Conditions
) -> Outcome:
    says = (*shape.steps, *shape.leave, *shape.also, *notes)
    return Outcome(
        id=id_,
        kind=shape.kind,
        tier=shape.tier,
        title=shape.title,
        opening=tuple(_openings(shape.opening, named)),
        tags=tuple(shape.tags),
        heard=tuple(shape.heard),
        steps=_sayings(shape.steps, named),
        leave=_sayings(shape.leave, named),
        also=_sayings((*shape.also, *notes), named),
        beside=tuple(Route(b.to, expand(b.when, named)) for b in shape.beside),
        weigh=link_weigh(shape.weigh, named),
        helplines=tuple(shape.helplines),
        revisit=shape.revisit,
        go_on=shape.go_on,
        sources=tuple(dict.fromkeys([*shape.sources, *(s for say in says for s in say.sources)])),
        room=space,
    )


def _openings(shapes: Iterable[OpeningShape], named: Conditions) -> Iterator[Say]:
    for shape in shapes:
        yield Say("", shape.say or shape.otherwise, expand_when(shape.when, named))


def _sayings(shapes: Iterable[SayShape], named: Conditions) -> tuple[Say, ...]:
    return tuple(_say(shape, named) for shape in shapes)


def _say(shape: SayShape, named: Conditions) -> Say:
    return Say(
        id=shape.id,
        say=shape.say,
        when=expand_when(shape.when, named),
        tags=tuple(shape.tags),
        helplines=tuple(shape.helplines),
        first=shape.first,
        top=isinstance(shape, AlsoShape) and shape.top,
    )
