"""Link a Pack to a Tree, or report all faults; and find the line where a thing was written."""

from __future__ import annotations

from tree.fault import Fault, Where
from tree.linking.expand import Conditions, expand_routes, resolve_conditions
from tree.linking.link_pages import link_outcomes
from tree.linking.references import check
from tree.model import SKIP, Fork, Option, Question, Route, Source, Topic, Tree
from tree.pack.ledger import DECLINED, OURS, authors_only
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import OptionShape, PackShape, QuestionShape, Shape, SkipShape, SourceShape
from tree.proving.promise import FindingPlace
from tree.remembered import remembered


def link(pack: Pack) -> tuple[Tree | None, list[Fault]]:
    """Link a pack; the tree is None if the pack has any fault."""
    faults = [*pack.faults, *check(pack)]
    if faults or pack.head is None:
        return None, faults
    return build(pack, pack.head.shape), []


def build(pack: Pack, head: PackShape) -> Tree:
    """Build the tree of a pack whose names are known."""
    named = resolve_conditions(head)
    topics, unseen = list(head.topics), authors_only(pack)
    asked = sorted(pack.questions, key=lambda item: topics.index(item[0]))
    return Tree(
        id=head.id,
        version=head.version,
        language=head.language,
        title=head.title,
        start=head.start,
        topics={id_: Topic(id_, t.title, t.note) for id_, t in head.topics.items()},
        facts=dict(head.facts),
        good=tuple(dict.fromkeys(head.good)),
        matters=tuple(dict.fromkeys(head.matters)),
        tallies={id_: tally.most for id_, tally in head.tallies.items()},
        questions={q.shape.id: _question(q.shape, topic, named, unseen) for topic, q in asked},
        forks={f.shape.id: Fork(f.shape.id, expand_routes(f.shape.go, named)) for f in pack.forks},
        outcomes=link_outcomes(pack, head, named, unseen),
        sources={
            id_: _source(id_, s.shape)
            for id_, s in pack.sources.items()
            if s.shape.verdict != DECLINED and s.shape.kind != OURS
        },
    )


def _source(id_: str, shape: SourceShape) -> Source:
    """Link a source; a row's place in its article is left out."""
    address = "" if shape.verdict else shape.address
    return Source(id_, shape.says, address, shape.read, shape.kind)


@remembered
def _question(
    shape: QuestionShape, topic: str, named: Conditions, unseen: frozenset[str]
) -> Question:
    go = expand_routes(shape.go, named)
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
        sources=tuple(name for name in shape.sources if name not in unseen),
    )


def _option(shape: SkipShape, go: tuple[Route, ...], named: Conditions) -> Option:
    """Link an option; a skip is an option without text."""
    own = shape if isinstance(shape, OptionShape) else None
    return Option(
        id=own.id if own else SKIP,
        say=own.say if own else "",
        learn=tuple(shape.learn),
        count=tuple(shape.count.items()),
        alone=bool(own and own.alone),
        plain=bool(own and own.plain),
        go=expand_routes(shape.go, named) or go,
    )


def locate(pack: Pack, spot: FindingPlace) -> Where:
    """Return where a thing is written, or else the nearest thing around it."""
    kind, *rest = spot
    if kind in ("conditions", "limits", "groups") or not rest:
        return pack.head.written.where(spot) if pack.head else Where("pack.yaml")
    placed, path = _placed(pack, str(kind), rest)
    return placed.written.where((*placed.path, *path)) if placed else Where("pack.yaml")


def _placed(
    pack: Pack, kind: str, rest: list[str | int]
) -> tuple[Placed[Shape] | None, FindingPlace]:
    name, *path = rest
    if kind == "outcomes":
        return _of_outcome(pack, str(name), tuple(path))
    items: dict[str, dict[str, Placed[Shape]]] = {
        "questions": {item.shape.id: item for _, item in pack.questions},
        "forks": {item.shape.id: item for item in pack.forks},
        "answers": {item.shape.id: item for item in pack.answers},
        "promises": {item.shape.id: item for item in pack.promises},
        "lives": dict(pack.lives),
    }
    return items[kind].get(str(name)), tuple(path)


def _of_outcome(
    pack: Pack, name: str, path: FindingPlace
) -> tuple[Placed[Shape] | None, FindingPlace]:
    """Return the item and path of a part of a page; a shared note is found in notes.yaml."""
    outcome = pack.outcomes.get(name)
    if outcome is None or path[:1] != ("also",):
        return outcome, path
    own = [say.id for say in outcome.shape.also]
    if path[1] in own:
        return outcome, ("also", own.index(str(path[1])), *path[2:])
    return next((note for note in pack.notes if note.shape.id == path[1]), None), path[2:]
