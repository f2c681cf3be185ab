"""Link outcomes, notes, answers and decisions to the pages of a tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from tree.condition import All, AnyOf, Condition, Fact, Not
from tree.fault import Fault
from tree.linking.expand import Conditions, expand, expand_when, resolve_conditions
from tree.linking.names import Names, repeats
from tree.model import URGENT, Outcome, Room, Route, Say, Weigh, WeighOption
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import (
    AlsoShape,
    AnswerShape,
    NoteShape,
    OpeningShape,
    OutcomeShape,
    PackShape,
    SayShape,
    WeighShape,
)
from tree.remembered import remembered


def link_weigh(shape: WeighShape | None, named: Conditions) -> Weigh | None:
    """Link a decision; an option is shown if it fits and another one does, too."""
    if shape is None:
        return None
    whole = expand_when(shape.when, named)
    own = [expand_when(option.when, named) for option in shape.options]
    options = tuple(
        WeighOption(o.id, o.say, o.good, o.hard, o.like, _shown(whole, own, i), tuple(o.tags))
        for i, o in enumerate(shape.options)
    )
    return Weigh(shape.situation, shape.decision, options)


def _shown(whole: Condition | None, own: list[Condition | None], at: int) -> Condition | None:
    """Return the condition that the decision, this option and at least one other fit."""
    others = [when for i, when in enumerate(own) if i != at]
    some = None if None in others else AnyOf(tuple(w for w in others if w))
    parts = tuple(part for part in (whole, own[at], some) if part)
    return All(parts) if len(parts) > 1 else next(iter(parts), None)


def check_weigh(names: Names, item: Placed[OutcomeShape]) -> Iterator[Fault]:
    """Find unknown names in a decision, and a decision on an urgent page."""
    weigh = item.shape.weigh
    if weigh is None:
        return
    if item.shape.tier <= URGENT and not item.mended:
        yield item.fault("weigh-urgent", "weigh")
    yield from names.when(item, weigh.when, ("weigh", "when"))
    paths = [("weigh", "options", i) for i in range(len(weigh.options))]
    yield from repeats([(o.id, item, p) for o, p in zip(weigh.options, paths, strict=True)])
    for option, path in zip(weigh.options, paths, strict=True):
        yield from names.when(item, option.when, (*path, "when"))
        yield from names.tags(item, option.tags, (*path, "tags"))


def is_for(kinds: Collection[str], kind: str) -> bool:
    """Return whether something for these kinds is for this kind."""
    return kinds == "all" or kind in kinds


@remembered
def link_answers(
    shapes: tuple[AnswerShape, ...], head: PackShape, kind: str, named: Conditions
) -> tuple[Say, ...]:
    """Link the answers for a kind of page, in the order of facts; at most one fits a walk."""
    found: list[Say] = []
    others: list[Condition] = []
    answered: dict[str, list[AnswerShape]] = {}
    for shape in shapes:
        if is_for(shape.kinds, kind):
            answered.setdefault(shape.answer, []).append(shape)
    for fact in head.facts:
        used = list(_used(answered.get(fact, ())))
        found += _exclusive(used, fact, others, named)
        others += [Not(Fact(fact))] if used else []
    return tuple(found)


def _exclusive(
    shapes: Iterable[AnswerShape], fact: str, others: Iterable[Condition], named: Conditions
) -> Iterator[Say]:
    """Yield each entry with the condition that its fact is known and it is the first that fits."""
    before = list(others)
    for shape in shapes:
        own = expand_when(shape.when, named)
        parts = (Fact(fact), *([own] if own else []), *before)
        when = All(parts) if len(parts) > 1 else parts[0]
        tags, lines, sources = map(tuple, (shape.tags, shape.helplines, shape.sources))
        yield Say(shape.id, shape.say, when, tags, lines, sources=sources)
        before += [Not(own)] if own else []


def _entries(pack: Pack, fact: str, kind: str) -> list[Placed[AnswerShape]]:
    """List the answers to a fact on a kind of page, in the order written."""
    return [a for a in pack.answers if a.shape.answer == fact and is_for(a.shape.kinds, kind)]


def _used(entries: Iterable[AnswerShape]) -> Iterator[AnswerShape]:
    """Yield entries up to the first without a condition."""
    for shape in entries:
        yield shape
        if not shape.when:
            return


def check_answers(names: Names, pack: Pack) -> Iterator[Fault]:
    """Find answers without an `otherwise`, and answers that no page can show."""
    asked = dict.fromkeys(item.shape.answer for item in pack.answers)
    used: set[int] = set()
    if not pack.whole or not all(_sound(names, item) for item in pack.answers):
        return
    for fact in asked:
        lists = {kind: _entries(pack, fact, kind) for kind in sorted(pack.kinds)}
        yield from _without_otherwise(pack, fact, lists)
        shapes = ([item.shape for item in entries] for entries in lists.values())
        used |= {id(shape) for some in shapes for shape in _used(some)}
    for item in pack.answers:
        if id(item.shape) not in used:
            yield item.fault("answer-too-late", id=item.shape.id, name=item.shape.answer)


def _sound(names: Names, item: Placed[AnswerShape]) -> bool:
    """Return whether the names of an entry are known; if not, other faults would only repeat it."""
    shape = item.shape
    kinds = set[str]() if shape.kinds == "all" else set(shape.kinds)
    return not item.mended and shape.answer in names.own_facts and kinds <= names.pack.kinds


def _without_otherwise(
    pack: Pack, fact: str, lists: dict[str, list[Placed[AnswerShape]]]
) -> Iterator[Fault]:
    ends: dict[int, list[str]] = {}
    for kind, entries in lists.items():
        if entries and all(entry.shape.when for entry in entries):
            ends.setdefault(id(entries[-1]), []).append(kind)
    for item in pack.answers:
        if kinds := ends.get(id(item)):
            values = {"name": fact, "kinds": ", ".join(kinds)}
            yield item.fault("answer-without-otherwise", "when", **values)


PARTS = {"steps": "steps", "leave": "leaves", "also": "notes"}
"""The parts of a page that can be folded, with the limit for each."""
ROOM = {"steps": 5, "leaves": 3, "notes": 3}
ROOM_URGENT = {"steps": 4, "leaves": 2, "notes": 2}
"""Defaults of the limits on a page, if the pack sets at least one of them."""


def link_outcomes(
    pack: Pack, head: PackShape, named: Conditions, unseen: frozenset[str]
) -> dict[str, Outcome]:
    """Link every outcome with the notes and answers for its kind; no source that is `unseen`."""
    said = tuple(item.shape for item in pack.answers)
    found = dict[str, Outcome]()
    for id_, item in pack.outcomes.items():
        shape = item.shape
        answers = link_answers(said, head, shape.kind, named)
        linked = _outcome(id_, shape, tuple(shared(shape, pack.notes)), head)
        found[id_] = _for_people(linked, answers, unseen)
    return found


@remembered
def _for_people(end: Outcome, answers: tuple[Say, ...], unseen: frozenset[str]) -> Outcome:
    """Give a page its answers, and remove the sources that only authors see."""

    def kept(sources: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in sources if name not in unseen)

    def seen(says: tuple[Say, ...]) -> tuple[Say, ...]:
        return tuple(
            replace(say, sources=kept(say.sources)) if say.sources else say for say in says
        )

    return replace(
        end,
        sources=kept(end.sources),
        opening=seen(end.opening),
        answers=seen(answers),
        steps=seen(end.steps),
        leave=seen(end.leave),
        also=seen(end.also),
    )


def shared(shape: OutcomeShape, notes: Iterable[Placed[NoteShape]]) -> list[NoteShape]:
    """List the shared notes for the kind of an outcome."""
    return [note.shape for note in notes if is_for(note.shape.kinds, shape.kind)]


def room(head: PackShape, tier: int) -> Room:
    """Return how much a page of a tier shows at once; no limit if the pack sets none."""
    limits: Mapping[str, int] = {str(name): most for name, most in head.limits.items()}
    before, usual = ("urgent_", ROOM_URGENT) if tier <= URGENT else ("", ROOM)
    if not limits.keys() & {*ROOM, *(f"urgent_{name}" for name in ROOM)}:
        return Room()
    return Room(**{p: limits.get(f"{before}{n}", usual[n]) for p, n in PARTS.items()})


@remembered
def _outcome(
    id_: str, shape: OutcomeShape, notes: tuple[NoteShape, ...], head: PackShape
) -> Outcome:
    named = resolve_conditions(head)
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
        room=room(head, shape.tier),
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
