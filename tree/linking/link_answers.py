"""Answers to what people come to ask: which of them a kind of page may show, and exactly when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tree.condition import All, Condition, Fact, Not
from tree.fault import Fault
from tree.linking.expand import Conditions, expand_when
from tree.linking.names import Names
from tree.model import Say
from tree.pack.pack import Pack, Placed
from tree.pack.page_shapes import AnswerShape
from tree.pack.shapes import PackShape


def is_for(kinds: Collection[str], kind: str) -> bool:
    """Say whether a kind is among those that something is for."""
    return kinds == "all" or kind in kinds


def link_answers(pack: Pack, head: PackShape, kind: str, named: Conditions) -> tuple[Say, ...]:
    """Link the answers of a kind of page, in the order of facts; no two fit one walk."""
    found: list[Say] = []
    others: list[Condition] = []
    for fact in head.facts:
        items = list(_used(_entries(pack, fact, kind)))
        found += _exclusive([item.shape for item in items], fact, others, named)
        others += [Not(Fact(fact))] if items else []
    return tuple(found)


def _exclusive(
    shapes: Iterable[AnswerShape], fact: str, others: Iterable[Condition], named: Conditions
) -> Iterator[Say]:
    """Give each entry its own condition, its fact, and that no entry before it fits."""
    before = list(others)
    for shape in shapes:
        own = expand_when(shape.when, named)
        parts = (Fact(fact), *([own] if own else []), *before)
        when = All(parts) if len(parts) > 1 else parts[0]
        tags, lines, sources = map(tuple, (shape.tags, shape.helplines, shape.sources))
        yield Say(shape.id, shape.say, when, tags, lines, sources=sources)
        before += [Not(own)] if own else []


def _entries(pack: Pack, fact: str, kind: str) -> list[Placed[AnswerShape]]:
    """List what answers a fact on a kind of page, in the order written."""
    return [a for a in pack.answers if a.shape.answer == fact and is_for(a.shape.kinds, kind)]


def _used(items: Iterable[Placed[AnswerShape]]) -> Iterator[Placed[AnswerShape]]:
    """Take entries up to the first that always fits."""
    for item in items:
        yield item
        if not item.shape.when:
            return


def check_answers(names: Names, pack: Pack) -> Iterator[Fault]:
    """Find answers that some people would go without, and answers that nobody gets."""
    asked = dict.fromkeys(item.shape.answer for item in pack.answers)
    used: set[int] = set()
    if not pack.whole or not all(_sound(names, item) for item in pack.answers):
        return
    for fact in asked:
        lists = {kind: _entries(pack, fact, kind) for kind in sorted(pack.kinds)}
        yield from _without_otherwise(pack, fact, lists)
        used |= {id(item) for entries in lists.values() for item in _used(entries)}
    for item in pack.answers:
        if id(item) not in used:
            yield item.fault("answer-too-late", id=item.shape.id, name=item.shape.answer)


def _sound(names: Names, item: Placed[AnswerShape]) -> bool:
    """Say whether the names of an entry are known: from one slip much else would follow."""
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
