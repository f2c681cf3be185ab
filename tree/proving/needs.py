"""What must be remembered of a walk so that its routes, its pages and some promises can be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.condition import Condition
from tree.model import Outcome, Tree, exits
from tree.proving.given import all_asked, of_topics, stood
from tree.proving.promise import Promise
from tree.proving.shown import read_on, sayings


def needs(tree: Tree, promises: Iterable[Promise], *, pages: bool) -> Iterator[Condition]:
    """List all conditions that are read on the way, on pages where asked for, and in promises."""
    yield from _on_the_way(tree)
    if pages:
        yield from _on_pages(tree)
    for promise in promises:
        yield from _in_promise(tree, promise)


def _on_the_way(tree: Tree) -> Iterator[Condition]:
    for name in (*tree.questions, *tree.forks):
        for route in exits(tree.node(name)):
            if route.when:
                yield route.when


def _on_pages(tree: Tree) -> Iterator[Condition]:
    for outcome in tree.outcomes.values():
        yield from read_on(outcome)
        yield from (Condition("fact", name) for name in outcome.heard)


def _in_promise(tree: Tree, promise: Promise) -> Iterator[Condition]:
    if promise.after:
        yield promise.after
    yield of_topics(promise.target)
    yield stood(tree, promise)
    yield all_asked(tree, promise)
    yield from (Condition("fact", name) for name in promise.names if promise.form == "never_routes")
    for outcome in tree.outcomes.values():
        yield from _carrying(promise, outcome)


def _carrying(promise: Promise, outcome: Outcome) -> Iterator[Condition]:
    for say in sayings(outcome):
        if say.when and promise.target.tags & {*say.tags, *(f"line:{h}" for h in say.helplines)}:
            yield say.when


def leaves(conditions: Iterable[Condition]) -> set[Condition]:
    """Collect the facts, tallies and answers inside conditions."""
    found: set[Condition] = set()
    todo = list(conditions)
    while todo:
        condition = todo.pop()
        todo += condition.parts
        if not condition.parts and condition.op not in ("all", "any"):
            found.add(condition)
    return found
