"""Check that every name in a pack is defined, and that every defined name is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from tree.fault import Fault, Where
from tree.linking.clean_items import CleanItems
from tree.linking.link_pages import PARTS, check_answers, check_weigh, room, shared
from tree.linking.names import Names, repeats
from tree.model import GO_ON, SKIP, URGENT
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import (
    AnswerShape,
    NoteShape,
    OutcomeShape,
    PackShape,
    PromiseShape,
    QuestionShape,
    SaidShape,
    SayShape,
    Shape,
    SkipShape,
    TargetShape,
)
from tree.pack.yaml_reader import Path

GENTLER = 1
"""Tiers by which a page may be gentler than the page that opens it."""

_CLEAN = CleanItems()
"""The items that had no fault in the pack that was checked last."""


def check_beside(names: Names, item: Placed[OutcomeShape]) -> Iterator[Fault]:
    """Find unknown names, and pages that must not be opened from this one."""
    pack = names.pack
    for i, beside in enumerate(item.shape.beside):
        yield from names.when(item, beside.when, ("beside", i, "when"))
        to, path = beside.to, ("beside", i, "to")
        if pack.whole and not names.filled(item, to):
            yield from names.known(item, [to], names.pages, "unknown-outcome", path)
        target = pack.outcomes.get(to)
        code = _code(item, target) if target and not (item.mended or target.mended) else ""
        if code:
            yield item.fault(code, *path, name=to)


def _code(item: Placed[OutcomeShape], target: Placed[OutcomeShape]) -> str:
    """Return the gravest fault code against opening one page from another; "" if there is none."""
    return (
        "beside-itself" if target is item
        else "beside-urgent" if min(item.shape.tier, target.shape.tier) <= URGENT
        else "beside-passing" if item.shape.go_on or target.shape.go_on
        else "beside-too-gentle" if target.shape.tier > item.shape.tier + GENTLER
        else ""
    )  # fmt: skip


def check_pages(names: Names, pack: Pack) -> Iterator[Fault]:
    """Find unknown and repeated names on outcomes, notes and answers."""
    for outcome in pack.outcomes.values():
        yield from _CLEAN.check(names, outcome, partial(_outcome, names, outcome))
    for note in pack.notes:
        yield from _CLEAN.check(names, note, partial(_shared, names, note, note.shape))
    yield from repeats([(item.shape.id, item, ()) for item in pack.answers])
    for answer in pack.answers:
        yield from _CLEAN.check(names, answer, partial(_answer, names, answer))
    yield from check_answers(names, pack)


def _shared(names: Names, item: Placed[Shape], shape: NoteShape | AnswerShape) -> Iterator[Fault]:
    yield from _say(names, item, shape, ())
    yield from _kinds(names, item, shape.kinds)


def _answer(names: Names, item: Placed[AnswerShape]) -> Iterator[Fault]:
    named = item.shape.answer
    fact = [] if names.filled(item, named) else [named]
    names.read |= set(fact)
    yield from names.known(item, fact, names.own_facts, "unknown-fact", ("answer",))
    yield from _shared(names, item, item.shape)


def _kinds(names: Names, item: Placed[Shape], kinds: Collection[str]) -> Iterator[Fault]:
    """Check the kinds of pages that something is for."""
    if names.pack.whole and kinds != "all":
        yield from names.known(item, kinds, names.pack.kinds, "unknown-kind", ("for",))


def _say(names: Names, item: Placed[Shape], shape: SaidShape, path: Path) -> Iterator[Fault]:
    yield from names.when(item, shape.when, (*path, "when"))
    yield from names.tags(item, shape.tags, (*path, "tags"))
    yield from names.sources(item, shape.sources, path)


def _outcome(names: Names, item: Placed[OutcomeShape]) -> Iterator[Fault]:
    shape = item.shape
    names.read |= set(shape.heard)
    yield from names.tags(item, shape.tags, ("tags",))
    yield from names.known(item, shape.heard, names.own_facts, "unknown-fact", ("heard",))
    for i, opening in enumerate(shape.opening):
        yield from names.when(item, opening.when, ("opening", i, "when"))
        yield from names.sources(item, opening.sources, ("opening", i))
    for part, sayings in (("steps", shape.steps), ("leave", shape.leave), ("also", shape.also)):
        yield from repeats([(saying.id, item, (part, i)) for i, saying in enumerate(sayings)])
        for i, saying in enumerate(sayings):
            yield from _say(names, item, saying, (part, i))
    yield from check_beside(names, item)
    yield from check_weigh(names, item)
    yield from names.node(item, shape.go_on, ("go_on",))
    yield from names.sources(item, shape.sources)
    yield from _crowded(names, item)


def _crowded(names: Names, item: Placed[OutcomeShape]) -> Iterator[Fault]:
    """Find parts with more unconditional `first` texts than the page has room for."""
    has = room(names.shape, item.shape.tier)
    for part in PARTS:
        own: list[SayShape] = list(getattr(item.shape, part))
        also = shared(item.shape, names.pack.notes) if part == "also" else []
        found, most = sum(map(_always_first, (*own, *also))), getattr(has, part)
        if most and found > most:
            last = max((i for i, say in enumerate(own) if _always_first(say)), default=None)
            path = (part, last) if last is not None else ("title",)
            yield item.fault("too-many-first", *path, n=str(found), limit=str(most))


def _always_first(say: SayShape) -> bool:
    return say.first and not say.when and not getattr(say, "top", False)


def check(pack: Pack) -> Iterator[Fault]:
    """Find unknown names, repeated ids and unused names."""
    if pack.head is None:
        return
    names = Names(pack, pack.head.shape)
    yield from _twice(pack)
    yield from _head(names, pack.head)
    yield from _topics(names, pack)
    _CLEAN.begin(names)
    for _, question in pack.questions:
        yield from _CLEAN.check(names, question, partial(_question, names, question))
    for fork in pack.forks:
        yield from names.go(fork, fork.shape.go, ("go",))
    yield from check_pages(names, pack)
    for promise in pack.promises:
        yield from _CLEAN.check(names, promise, partial(_promise, names, promise))
    if pack.whole and not pack.faults:
        yield from () if pack.promises else [Fault("no-promises", Where("promises.yaml"))]
        yield from _unused(names, pack.head)


def _twice(pack: Pack) -> Iterator[Fault]:
    """Find ids used twice among questions, forks and outcomes, which share one namespace."""
    taken = {name: str(page.written.where(())) for name, page in pack.outcomes.items()}
    items = [(q.shape.id, q.fault) for _, q in pack.questions]
    for id_, fault in (*items, *((fork.shape.id, fork.fault) for fork in pack.forks)):
        if id_ in (SKIP, GO_ON):
            yield fault("reserved-id", "id", id=id_)
        elif id_ in taken:
            yield fault("duplicate-id", "id", id=id_, first=taken[id_])
        taken.setdefault(id_, str(fault("duplicate-id", "id").where))
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
            first = str(head.written.where(("facts", name)))
            yield head.fault("duplicate-id", "conditions", name, id=name, first=first)
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
        yield from names.known(head, [topic], names.topics, "unknown-topic", ("topic",))


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
    """List the answers that need routes of their own if the question has none."""
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
    for key, named, known in (
        ("tag", target.tag, names.tags_and_lines),
        ("outcome", target.outcome, names.pages),
        ("kind", target.kind, names.pack.kinds),
        ("topic", target.topic, names.topics),
        ("helpline", target.helpline, names.lines),
    ):
        yield from names.known(item, named, known, f"unknown-{key}", (*path, key))


def _unused(names: Names, head: Placed[PackShape]) -> Iterator[Fault]:
    """Find facts never learned or never used, and tags never carried."""
    for fact in head.shape.facts:
        if fact not in names.learned:
            yield head.fault("fact-never-learned", "facts", fact, name=fact)
        elif fact not in names.read:
            yield head.fault("fact-never-read", "facts", fact, name=fact)
    for tag in head.shape.tags:
        if tag not in names.carried:
            yield head.fault("unused-tag", "tags", tag, name=tag)
