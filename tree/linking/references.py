"""Do all names in a pack mean something, and is everything that is named used?

Root causes only: a name that stands in an item which could not be read is taken as known, and
where a whole file could not be read, names that it may have held are not complained about.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree.fault import Fault, Where
from tree.linking.names import Names, repeats
from tree.linking.page_references import check_pages, helplines
from tree.model import GO_ON, SKIP
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import (
    PackShape,
    PromiseShape,
    QuestionShape,
    Shape,
    SkipShape,
    TargetShape,
)
from tree.pack.strict import Path


def check(pack: Pack) -> Iterator[Fault]:
    """Find every name that means nothing, every id used twice, and every name without use."""
    if pack.head is None:
        return
    names = Names(pack, pack.head.shape)
    yield from _twice(pack)
    yield from _head(names, pack.head)
    yield from _topics(names, pack)
    for _, question in pack.questions:
        yield from _question(names, question)
    for fork in pack.forks:
        yield from names.go(fork, fork.shape.go, ("go",))
    yield from check_pages(names, pack)
    for promise in pack.promises:
        yield from _promise(names, promise)
    if pack.whole and not pack.faults:
        yield from () if pack.promises else [Fault("no-promises", Where("promises.yaml"))]
        yield from _unused(names, pack.head)


def _twice(pack: Pack) -> Iterator[Fault]:
    """Find ids that stand twice in the one namespace of questions, forks and outcomes."""
    taken = {*pack.outcomes, SKIP, GO_ON}
    items = [(q.shape.id, q.fault) for _, q in pack.questions]
    for id_, fault in (*items, *((fork.shape.id, fork.fault) for fork in pack.forks)):
        if id_ in taken:
            yield fault("duplicate-id", "id", id=id_)
        taken.add(id_)
    yield from repeats([(note.shape.id, note, ()) for note in pack.notes])
    yield from repeats([(promise.shape.id, promise, ()) for promise in pack.promises])


def _head(names: Names, head: Placed[PackShape]) -> Iterator[Fault]:
    shape = head.shape
    yield from names.node(head, shape.start, ("start",))
    for key, facts in (("good", shape.good), ("matters", shape.matters)):
        names.read |= set(facts)
        yield from names.known(head, facts, names.own_facts, "unknown-fact", (key,))
    earlier = set(names.own_facts)
    for name, condition in shape.conditions.items():
        if name in shape.facts:
            yield head.fault("duplicate-id", "conditions", name, id=name)
        yield from names.when(head, condition, ("conditions", name), earlier)
        names.name_condition(name, condition)
        earlier.add(name)
    for name, group in shape.groups.items() if names.pack.whole else ():
        yield from names.known(head, group, names.asked, "unknown-question", ("groups", name))


def _topics(names: Names, pack: Pack) -> Iterator[Fault]:
    """Check the topic of each file once."""
    files = {item.written.file: (topic, item) for topic, item in pack.questions}
    for topic, item in files.values():
        head: Placed[Shape] = Placed(item.shape, item.written)
        yield from names.known(head, [topic], names.shape.topics, "unknown-topic", ("topic",))


def _question(names: Names, item: Placed[QuestionShape]) -> Iterator[Fault]:
    shape = item.shape
    yield from repeats([(o.id, item, ("options", i)) for i, o in enumerate(shape.options)])
    for i, option in enumerate(shape.options):
        path: Path = ("options", i)
        if option.id in (SKIP, GO_ON):
            yield item.fault("reserved-id", *path, "id", id=option.id)
        if shape.choose and option.go:
            yield item.fault("go-in-list", *path, "go", id=option.id)
        if shape.choose and option.plain and not option.alone:
            yield item.fault("plain-not-alone", *path, "plain", id=option.id)
        yield from _teach(names, item, option, path)
    lost = [name for name, part in _ways(shape) if not part.go and not shape.go]
    if lost and not item.mended:
        yield item.fault("no-way-on", id=", ".join(lost))
    yield from names.go(item, shape.go, ("go",))
    yield from _teach(names, item, shape.skip, ("skip",))
    yield from names.sources(item, shape.sources)


def _ways(shape: QuestionShape) -> Iterator[tuple[str, SkipShape]]:
    """List the answers that need a way on of their own where the question has none."""
    yield from ((option.id, option) for option in shape.options)
    yield SKIP, shape.skip


def _teach(names: Names, item: Placed[Shape], shape: SkipShape, path: Path) -> Iterator[Fault]:
    facts, tallies = names.facts - names.shape.conditions.keys(), names.tallies
    names.learned |= set(shape.learn)
    yield from names.known(item, shape.learn, facts, "unknown-fact", (*path, "learn"))
    yield from names.known(item, shape.count, tallies, "unknown-tally", (*path, "count"))
    yield from names.go(item, shape.go, (*path, "go"))


def _promise(names: Names, item: Placed[PromiseShape]) -> Iterator[Fault]:
    shape = item.shape
    yield from names.when(item, shape.after, ("after",))
    yield from names.when(item, shape.learned, ("learned",))
    for key, target in (
        ("before", shape.before), ("never", shape.never),
        ("always", shape.always), ("next", shape.next),
    ):  # fmt: skip
        yield from _target(names, item, target, (key,))
    if shape.at_most:
        yield from names.when(item, shape.at_most.after, ("at_most", "after"))
    facts = names.own_facts
    yield from names.known(item, shape.never_routes, facts, "unknown-fact", ("never_routes",))
    asked = names.asked | set(names.shape.groups)
    for key in ("asked", "plain", "monotone") if names.pack.whole else ():
        yield from names.known(item, getattr(shape, key), asked, "unknown-question", (key,))


def _target(
    names: Names, item: Placed[PromiseShape], target: TargetShape | None, path: Path
) -> Iterator[Fault]:
    """Check every name that a promise is about."""
    if target is None or not names.pack.whole:
        return
    shown = set(helplines(names.pack))
    for key, named, known in (
        ("tag", target.tag, {*names.declared, *(f"line:{name}" for name in shown)}),
        ("outcome", target.outcome, names.nodes),
        ("kind", target.kind, names.pack.kinds),
        ("topic", target.topic, set(names.shape.topics)),
        ("helpline", target.helpline, shown),
    ):
        yield from names.known(item, named, known, f"unknown-{key}", (*path, key))


def _unused(names: Names, head: Placed[PackShape]) -> Iterator[Fault]:
    """Find facts never learned or never used, and tags that nothing carries."""
    for fact in head.shape.facts:
        if fact not in names.learned:
            yield head.fault("fact-never-learned", "facts", fact, name=fact)
        elif fact not in names.read:
            yield head.fault("fact-never-read", "facts", fact, name=fact)
    for tag in head.shape.tags:
        if tag not in names.carried:
            yield head.fault("unused-tag", "tags", tag, name=tag)
