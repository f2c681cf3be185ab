"""From outcomes and notes as written to the pages of a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tree.linking.expand import Conditions, expand, expand_when
from tree.linking.link_answers import is_for, link_answers
from tree.linking.link_weigh import link_weigh
from tree.model import URGENT, Outcome, Room, Route, Say
from tree.pack.ledger import for_people
from tree.pack.pack import Pack, Placed
from tree.pack.page_shapes import AlsoShape, NoteShape, OpeningShape, OutcomeShape, SayShape
from tree.pack.shapes import PackShape

PARTS = {"steps": "steps", "leave": "leaves", "also": "notes"}
"""Each part of a page that can be folded, and the limit that says when."""
ROOM = {"steps": 5, "leaves": 3, "notes": 3}
ROOM_URGENT = {"steps": 4, "leaves": 2, "notes": 2}
"""What stands for a limit that is left out where another of them is set."""


def link_outcomes(pack: Pack, head: PackShape, named: Conditions) -> dict[str, Outcome]:
    """Link every outcome with the notes and answers for its kind."""
    found = {}
    for id_, item in pack.outcomes.items():
        shape = item.shape
        notes, space = shared(shape, pack.notes), room(head, shape.tier)
        linked = _outcome(id_, shape, notes, space, named)
        answers = link_answers(pack, head, shape.kind, named)
        found[id_] = _for_people(pack, replace(linked, answers=answers))
    return found


def _for_people(pack: Pack, end: Outcome) -> Outcome:
    """Leave out of a page the sources that are for authors alone."""

    def seen(says: tuple[Say, ...]) -> tuple[Say, ...]:
        return tuple(
            replace(say, sources=for_people(pack, say.sources)) if say.sources else say
            for say in says
        )

    return replace(
        end,
        sources=for_people(pack, end.sources),
        opening=seen(end.opening),
        answers=seen(end.answers),
        steps=seen(end.steps),
        leave=seen(end.leave),
        also=seen(end.also),
    )


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
        sources=tuple(shape.sources),
        room=space,
    )


def _openings(shapes: Iterable[OpeningShape], named: Conditions) -> Iterator[Say]:
    for shape in shapes:
        when, says = expand_when(shape.when, named), shape.say or shape.otherwise
        yield Say("", says, when, sources=tuple(shape.sources))


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
        sources=tuple(shape.sources),
    )
