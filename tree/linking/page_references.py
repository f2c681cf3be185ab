"""Do all names on pages mean something, and is there room for what must not wait?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tree.fault import Fault
from tree.linking.link_answers import check_answers
from tree.linking.link_page import PARTS, room, shared
from tree.linking.link_weigh import check_weigh
from tree.linking.names import Names, repeats
from tree.linking.pages_beside import check_beside
from tree.pack.pack import Pack, Placed
from tree.pack.page_shapes import OutcomeShape, SaidShape, SayShape
from tree.pack.shapes import Shape
from tree.pack.strict import Path


def check_pages(names: Names, pack: Pack) -> Iterator[Fault]:
    """Find what is wrong with the names on outcomes and notes."""
    for outcome in pack.outcomes.values():
        yield from _outcome(names, outcome)
        yield from _crowded(names, outcome)
    for note in pack.notes:
        yield from _say(names, note, note.shape, ())
        yield from _kinds(names, note, note.shape.kinds)
    yield from repeats([(item.shape.id, item, ()) for item in pack.answers])
    for answer in pack.answers:
        named = answer.shape.answer
        fact = [] if names.filled(answer, named) else [named]
        names.read |= set(fact)
        yield from names.known(answer, fact, names.own_facts, "unknown-fact", ("answer",))
        yield from _say(names, answer, answer.shape, ())
        yield from _kinds(names, answer, answer.shape.kinds)
    yield from check_answers(names, pack)


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


def _crowded(names: Names, item: Placed[OutcomeShape]) -> Iterator[Fault]:
    """Find more that is first, whatever was learned, than a page has room for."""
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


def helplines(pack: Pack) -> Iterator[str]:
    """List every helpline category that some page may show."""
    for outcome in pack.outcomes.values():
        shape = outcome.shape
        yield from shape.helplines
        for say in (*shape.steps, *shape.leave, *shape.also):
            yield from say.helplines
    for item in (*pack.notes, *pack.answers):
        yield from item.shape.helplines
