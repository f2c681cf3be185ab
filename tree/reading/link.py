"""From a Pack to a Tree: every id resolved, every condition compiled, or every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.condition import Condition
from tree.fault import Fault
from tree.model import SKIP, Fork, Option, Outcome, Question, Route, Say, Source, Topic, Tree
from tree.reading.pack import Pack, Placed
from tree.reading.references import check
from tree.reading.shapes import (
    NoteShape,
    OpeningShape,
    OptionShape,
    OutcomeShape,
    PackShape,
    QuestionShape,
    RouteShape,
    SayShape,
    SkipShape,
)

Conditions = dict[str, Condition]


def link(pack: Pack) -> tuple[Tree | None, list[Fault]]:
    """Resolve a pack; the Tree is None where anything is wrong with the pack so far."""
    faults = [*pack.faults, *check(pack)]
    if faults or pack.head is None:
        return None, faults
    return _build(pack, pack.head.shape), []


def _build(pack: Pack, head: PackShape) -> Tree:
    named = resolve_conditions(head)
    topics = list(head.topics)
    asked = sorted(pack.questions, key=lambda item: topics.index(item[0]))
    return Tree(
        id=head.id,
        version=head.version,
        language=head.language,
        title=head.title,
        start=head.start,
        topics={id_: Topic(id_, t.title, t.note) for id_, t in head.topics.items()},
        facts=dict(head.facts),
        tallies={id_: tally.most for id_, tally in head.tallies.items()},
        questions={q.shape.id: _question(q.shape, topic, named) for topic, q in asked},
        forks={f.shape.id: Fork(f.shape.id, _go(f.shape.go, named)) for f in pack.forks},
        outcomes={
            id_: _outcome(id_, o.shape, pack.notes, named) for id_, o in pack.outcomes.items()
        },
        sources={
            id_: Source(id_, s.shape.says, "" if s.shape.verdict else s.shape.address, s.shape.read)
            for id_, s in pack.sources.items()
            if s.shape.verdict != "decline"
        },
    )


def resolve_conditions(head: PackShape) -> Conditions:
    """Expand the named conditions, which may use one another in the order written."""
    named: Conditions = {}
    for name, condition in head.conditions.items():
        named[name] = expand(condition, named)
    return named


def expand(condition: Condition, named: Conditions) -> Condition:
    """Put what named conditions mean beside their names."""
    if condition.op == "fact":
        return _meant(condition, named.get(condition.name, condition))
    parts = tuple(expand(part, named) for part in condition.parts)
    return Condition(condition.op, condition.name, parts, condition.least, condition.options)


def _meant(name: Condition, means: Condition) -> Condition:
    """Keep the name of a condition beside what it means, unless that is a single fact."""
    return means if means.op == "fact" else Condition("all", name.name, (means,))


def _when(condition: Condition | None, named: Conditions) -> Condition | None:
    return None if condition is None else expand(condition, named)


def _go(routes: Iterable[RouteShape] | None, named: Conditions) -> tuple[Route, ...]:
    return tuple(Route(r.to or r.otherwise, _when(r.when, named)) for r in routes or ())


def _question(shape: QuestionShape, topic: str, named: Conditions) -> Question:
    go = _go(shape.go, named)
    options = tuple(_option(option, go, named) for option in shape.options)
    choose = len(options) if shape.choose < 0 else shape.choose
    return Question(
        id=shape.id,
        topic=topic,
        ask=shape.ask,
        why=shape.why,
        options=options,
        skip=_option(shape.skip, go, named),
        note=shape.note,
        choose=choose,
        go=go,
        sources=tuple(shape.sources),
    )


def _option(shape: SkipShape, go: tuple[Route, ...], named: Conditions) -> Option:
    """Link an option; a skip is an option without words."""
    own = shape if isinstance(shape, OptionShape) else None
    return Option(
        id=own.id if own else SKIP,
        say=own.say if own else "",
        learn=tuple(shape.learn),
        count=tuple(shape.count.items()),
        alone=bool(own and own.alone),
        plain=bool(own and own.plain),
        go=_go(shape.go, named) or go,
    )


def _outcome(
    id_: str, shape: OutcomeShape, notes: Iterable[Placed[NoteShape]], named: Conditions
) -> Outcome:
    shared = [n.shape for n in notes if n.shape.kinds == "all" or shape.kind in n.shape.kinds]
    says = (*shape.steps, *shape.leave, *shape.also, *shared)
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
        also=_sayings((*shape.also, *shared), named),
        helplines=tuple(shape.helplines),
        revisit=shape.revisit,
        go_on=shape.go_on,
        sources=tuple(dict.fromkeys([*shape.sources, *(s for say in says for s in say.sources)])),
    )


def _openings(shapes: Iterable[OpeningShape], named: Conditions) -> Iterator[Say]:
    for shape in shapes:
        yield Say("", shape.say or shape.otherwise, _when(shape.when, named))


def _sayings(shapes: Iterable[SayShape], named: Conditions) -> tuple[Say, ...]:
    return tuple(
        Say(s.id, s.say, _when(s.when, named), tuple(s.tags), tuple(s.helplines)) for s in shapes
    )
