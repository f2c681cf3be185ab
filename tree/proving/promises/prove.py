"""Prove a promise over a space: kept, or broken by a shortest counterexample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from tree.condition import Condition, leaves
from tree.model import Question, Route
from tree.proving.promise import (
    Always,
    Asked,
    AtMost,
    Before,
    Monotone,
    Never,
    NeverRoutes,
    Next,
    OfOneWalk,
    Promise,
    Proof,
)
from tree.proving.promises.forms import (
    Found,
    Groups,
    always,
    asked,
    before,
    is_empty,
    learned,
    missed,
    never,
    reading,
    shown,
)
from tree.proving.promises.monotone import AnswerPair, pairs, walks_of
from tree.proving.replay import Trail, trail
from tree.proving.sets.diagram import Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best
from tree.proving.sets.order import road
from tree.proving.sets.reachable import NodeSets
from tree.walk import Answer


def find(space: ExactSpace, promise: OfOneWalk) -> Found:
    """Find the walks that break a promise, and whether any touches it."""
    match promise:
        case Never():
            found = _never(space, promise)
        case Always():
            found = always(space, promise)
        case Next():
            found = _next(space, promise)
        case Before():
            found = before(space, promise)
        case Asked():
            found = asked(space, promise)
        case NeverRoutes():
            found = _never_routes(space, promise)
        case AtMost():
            found = _at_most(space, promise)
        case _:
            assert_never(promise)
    return found


def _never(space: ExactSpace, promise: Never) -> Found:
    """Find broken walks; a page that was passed counts for all walks that went on from it."""
    passing = [name for name, outcome in space.tree.outcomes.items() if outcome.go_on]
    pages = (space.ends[name] & shown(space, promise.target, name) for name in passing)
    passed = (space.longer(page) for page in pages if page != space.diagram.none)
    return never(space, promise, space.diagram.union(passed))


def _next(space: ExactSpace, promise: Next) -> Found:
    there: NodeSets = {}
    _gather(space, there, _first(space, promise.after))
    broken = {name: missed(space, promise.target, name, walks) for name, walks in there.items()}
    return Found(_groups(broken), bool(there))


def _groups(places: NodeSets) -> Groups:
    return {(name,): walks for name, walks in places.items()}


def _first(space: ExactSpace, after: Condition) -> Iterator[tuple[Set, str]]:
    """Yield the walks at the screen just after the answer that first makes `after` true."""
    holds = space.meaning(after)
    for question in _teaching(space, after):
        for walks, routes in space.step(question, space.at[question.id] & ~holds):
            yield from space.screens(walks & holds, routes)


def _teaching(space: ExactSpace, after: Condition) -> Iterator[Question]:
    """List the questions whose answers may make `after` true."""
    named = set[str]()
    for leaf in leaves(after):
        named |= space.encoding.teaching(leaf)
    return (question for name, question in space.tree.questions.items() if name in named)


def _at_most(space: ExactSpace, promise: AtMost) -> Found:
    """Take `most` more answers; walks that then stand at a question break the promise."""
    front: NodeSets = {}
    _gather(space, front, _first(space, promise.after) if promise.after else _start(space))
    touched = bool(front)
    for _ in range(promise.most):
        front = _further(space, _past_outcomes(space, front))
    standing = _past_outcomes(space, front)
    broken = {n: w for n, w in standing.items() if n in space.tree.questions}
    return Found(_groups(broken), touched)


def _start(space: ExactSpace) -> Iterator[tuple[Set, str]]:
    return space.screens(space.encoding.begin, (Route(space.tree.start),))


def _gather(space: ExactSpace, front: NodeSets, more: Iterable[tuple[Set, str]]) -> None:
    for walks, screen in more:
        front[screen] = front.get(screen, space.diagram.none) | walks


def _past_outcomes(space: ExactSpace, front: NodeSets) -> NodeSets:
    """Go on from passing outcomes until every walk stands at another node."""
    past: NodeSets = {}
    while front:
        beyond: NodeSets = {}
        for name, walks in front.items():
            if name in space.tree.outcomes:
                _gather(space, beyond, _onward(space, name, walks))
            else:
                _gather(space, past, [(walks, name)])
        front = beyond
    return past


def _further(space: ExactSpace, front: NodeSets) -> NodeSets:
    """Answer one question each; walks that would answer the same question twice are dropped."""
    beyond: NodeSets = {}
    for name, walks in front.items():
        _gather(space, beyond, _onward(space, name, walks))
    return beyond


def _onward(space: ExactSpace, name: str, walks: Set) -> Iterator[tuple[Set, str]]:
    for some, routes in space.step(space.tree.node(name), walks):
        yield from space.screens(some, routes)


def _never_routes(space: ExactSpace, promise: NeverRoutes) -> Found:
    """Find walks that try a condition which reads a fact of the promise."""
    broken = {name: reading(space, promise, walks, name) for name, walks in space.at.items()}
    return Found(_groups(broken), space.some(learned(promise)))


Chosen = dict[str, tuple[str, ...]]


def prove(space: ExactSpace, promise: Promise) -> Proof:
    """Prove a promise over every walk."""
    if isinstance(promise, Monotone):
        return _compare(space, promise)
    if _is_short(space, promise):
        return Proof(promise.id, kept=True)
    found = find(space, promise)
    broken = space.diagram.union(found.broken.values())
    if broken != space.diagram.none:
        return Proof(promise.id, kept=False, walk=shortest(space, broken).walk)
    return Proof(promise.id, kept=found.touched, vacuous=not found.touched)


def is_kept(space: ExactSpace, promise: Promise) -> bool:
    """Return whether a promise is kept and not vacuous, without finding a counterexample."""
    if isinstance(promise, Monotone):
        return next(pairs(space, promise), None) is None
    if _is_short(space, promise):
        return True
    found = find(space, promise)
    return found.touched and is_empty(space, found.broken)


def shortest(space: ExactSpace, walks: Set) -> Trail:
    """Return a walk of a set with the fewest answers."""
    return trail(space.tree, Best(space.encoding, walks).answers())


def _is_short(space: ExactSpace, promise: Promise) -> bool:
    """Return whether no walk at all asks more questions than the promise allows."""
    if not isinstance(promise, AtMost) or promise.after:
        return False
    return road(space.tree) <= promise.most or space.longest <= promise.most


def _compare(space: ExactSpace, promise: Monotone) -> Proof:
    """Prove a monotone promise; if it is broken, return the pair with the shortest worse walk."""
    broken = list(_weighed(space, pairs(space, promise)))
    if broken:
        _, best, pair = min(broken, key=lambda found: found[0])
        walk, other = _both(space, best.answers(), pair)
        return Proof(promise.id, kept=False, walk=walk, other=other)
    vacuous = all(space.at[name] == space.diagram.none for name in promise.questions)
    return Proof(promise.id, kept=not vacuous, vacuous=vacuous)


def _weighed(
    space: ExactSpace, found: Iterator[AnswerPair]
) -> Iterator[tuple[int, Best, AnswerPair]]:
    for pair in found:
        best = Best(space.encoding, walks_of(space, pair))
        yield best.weight or 0, best, pair


def _both(
    space: ExactSpace, chosen: Chosen, pair: AnswerPair
) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """Return a walk that breaks a monotone promise, and the same with the better answer."""
    letter = space.encoding.letters[pair.question]
    said = space.diagram.all
    for name, options in chosen.items():
        said = said & space.diagram.cube(space.encoding.letters[name].write(options))
    whole = Best(space.encoding, pair.broken & said).answers()
    better = letter.read({**letter.write(whole[pair.question]), **pair.better})
    other = {**whole, pair.question: better}
    return trail(space.tree, whole).walk, trail(space.tree, other).walk
