"""The walks that break a promise, where every walk is told from every other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tree.condition import leaves
from tree.model import Question, Route
from tree.proving.promise import Promise
from tree.proving.promises.forms import (
    Found,
    Groups,
    always,
    asked,
    before,
    learned,
    missed,
    never,
    reading,
    shown,
)
from tree.proving.sets.completions import longer
from tree.proving.sets.diagram import Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.reachable import NodeSets


def find(space: ExactSpace, promise: Promise) -> Found:
    """Find both kinds of walks for a promise of any form but monotone."""
    forms: dict[str, Callable[[ExactSpace, Promise], Found]] = {
        "never": _never, "always": always, "next": _next, "before": before,
        "asked": asked, "at_most": _at_most, "never_routes": _never_routes,
    }  # fmt: skip
    return forms[promise.form](space, promise)


def _never(space: ExactSpace, promise: Promise) -> Found:
    """Let what was shown on a page count for all walks that went on from there."""
    passing = [name for name, outcome in space.tree.outcomes.items() if outcome.go_on]
    pages = (space.ends[name] & shown(space, promise, name) for name in passing)
    passed = (longer(space.encoding, page) for page in pages if page != space.diagram.none)
    return never(space, promise, space.diagram.union(passed))


def _next(space: ExactSpace, promise: Promise) -> Found:
    there: NodeSets = {}
    _gather(space, there, _first(space, promise))
    broken = {name: missed(space, promise, name, walks) for name, walks in there.items()}
    return Found(_groups(broken), bool(there))


def _groups(places: NodeSets) -> Groups:
    return {(name,): walks for name, walks in places.items()}


def _first(space: ExactSpace, promise: Promise) -> Iterator[tuple[Set, str]]:
    """Take the walks at the screen just after the answer that first makes `after` true."""
    holds = space.meaning(promise.after)
    for question in _teaching(space, promise):
        for walks, routes in space.step(question, space.at[question.id] & ~holds):
            yield from space.screens(walks & holds, routes)


def _teaching(space: ExactSpace, promise: Promise) -> Iterator[Question]:
    """List the questions whose answers may make `after` true."""
    named = set[str]()
    for leaf in leaves(promise.after) if promise.after else ():
        named |= space.encoding.teaching(leaf)
    return (question for name, question in space.tree.questions.items() if name in named)


def _at_most(space: ExactSpace, promise: Promise) -> Found:
    """Answer so many questions more; what then stands at a question is one too many."""
    front: NodeSets = {}
    _gather(space, front, _first(space, promise) if promise.after else _start(space))
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
    """Go on from passing outcomes, as often as they follow on one another."""
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
    """Answer one question each, where no question has been answered before."""
    beyond: NodeSets = {}
    for name, walks in front.items():
        _gather(space, beyond, _onward(space, name, walks))
    return beyond


def _onward(space: ExactSpace, name: str, walks: Set) -> Iterator[tuple[Set, str]]:
    for some, routes in space.step(space.tree.node(name), walks):
        yield from space.screens(some, routes)


def _never_routes(space: ExactSpace, promise: Promise) -> Found:
    """Look at every condition that some walk tries on its way."""
    broken = {name: reading(space, promise, walks, name) for name, walks in space.at.items()}
    return Found(_groups(broken), space.some(learned(promise)))
