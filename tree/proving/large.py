"""Proofs of packs with too many questions to tell every walk from every other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.model import Tree
from tree.proving.diagram import TooLargeError
from tree.proving.forms import (
    Found,
    Groups,
    always,
    asked,
    before,
    is_empty,
    learned,
    missed,
    never,
    spread,
)
from tree.proving.marked import Marked, marked, watched
from tree.proving.order import road
from tree.proving.promise import Promise, Proof
from tree.proving.way import walk_and_shortest

MOST = 64
"""Beyond so many questions no count is kept on each walk."""


def prove_large(tree: Tree, promises: Iterable[Promise]) -> Iterator[Proof]:
    """Prove promises by what walks leave behind; some are left open, and say so."""
    kept = tuple(promises)
    try:
        reach = marked(tree, [p for p in kept if not is_watched(tree, p)], pages=False)
    except TooLargeError:
        yield from (Proof(promise.id, kept=None) for promise in kept)
        return
    for promise in kept:
        yield _prove(reach, promise)


def is_watched(tree: Tree, promise: Promise) -> bool:
    """Say whether a promise must remember more than answers leave behind."""
    passes = any(outcome.go_on for outcome in tree.outcomes.values())
    return promise.form in ("next", "at_most", "never_routes") or (
        promise.form == "never" and passes
    )


def _prove(reach: Marked, promise: Promise) -> Proof:
    if promise.form == "monotone":
        return Proof(promise.id, kept=None)
    try:
        return _prove_form(reach, promise)
    except TooLargeError:
        return Proof(promise.id, kept=None)


def _prove_form(reach: Marked, promise: Promise) -> Proof:
    if is_watched(reach.tree, promise):
        return _watch(reach.tree, promise)
    return _conclude(reach, promise, _find(reach, promise))


def _find(reach: Marked, promise: Promise) -> Found:
    if promise.form == "never":
        return never(reach, promise, reach.diagram.none)
    return {"always": always, "before": before, "asked": asked}[promise.form](reach, promise)


def _watch(tree: Tree, promise: Promise) -> Proof:
    if promise.form == "at_most" and not promise.after and road(tree) <= promise.most:
        return Proof(promise.id, kept=True)
    if promise.most > MOST:
        return Proof(promise.id, kept=None)
    reach, speaks = watched(tree, promise)
    if promise.form == "never":
        return _conclude(reach, promise, never(reach, promise, speaks))
    screens = (*tree.questions, *tree.outcomes)
    there: Groups = {(name,): reach.at[name] & speaks for name in screens}
    if promise.form == "next":
        broken = {name: missed(reach, promise, name[0], walks) for name, walks in there.items()}
        return _conclude(reach, promise, Found(broken, not is_empty(reach, there)))
    if promise.form == "never_routes":
        return _conclude(reach, promise, Found(there, reach.some(learned(promise))))
    too_many = {name: walks for name, walks in there.items() if name[0] in tree.questions}
    return _conclude(reach, promise, Found(too_many, reach.some(promise.after)))


def _conclude(reach: Marked, promise: Promise, found: Found) -> Proof:
    if is_empty(reach, found.broken):
        return Proof(promise.id, kept=found.touched, vacuous=not found.touched)
    walk, shortest = walk_and_shortest(reach, spread(reach, found.broken))
    return Proof(promise.id, kept=False, walk=walk, shortest=shortest)
