"""The walks that break a promise, and those that touch it at all, form by form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tree.model import Question, Route
from tree.proving.closure import longer
from tree.proving.diagram import Set
from tree.proving.promise import Promise
from tree.proving.space import Space


@dataclass(frozen=True, slots=True)
class Found:
    """The walks that break a promise, and those on which it says anything."""

    broken: Set
    touched: Set


def find(space: Space, promise: Promise) -> Found:
    """Find both sets for a promise of any form but monotone."""
    forms: dict[str, Callable[[Space, Promise], Found]] = {
        "never": _never, "always": _always, "next": _next, "before": _before,
        "asked": _asked, "at_most": _at_most, "never_routes": _never_routes,
    }  # fmt: skip
    return forms[promise.form](space, promise)


def _never(space: Space, promise: Promise) -> Found:
    """Look at every outcome shown on a walk, passed ones as they were shown then."""
    touched = space.walks & space.meaning(promise.after)
    seen = _asking(space, promise) | space.diagram.union(_shown(space, promise))
    return Found(touched & seen, touched)


def _shown(space: Space, promise: Promise) -> Iterator[Set]:
    for name, outcome in space.tree.outcomes.items():
        page = space.ends[name] & space.pages.shown(promise.target, outcome)
        yield page
        if outcome.go_on and page != space.diagram.none:
            yield longer(space.words, page)


def _asking(space: Space, promise: Promise) -> Set:
    """Take the walks on which a question of the target's topics was asked."""
    return space.diagram.union(
        space.words.asked(question.id)
        for question in space.tree.questions.values()
        if question.topic in promise.target.topics
    )


def _always(space: Space, promise: Promise) -> Found:
    touched = space.walks & space.meaning(promise.after)
    met = _asking(space, promise) | space.diagram.union(
        space.ends[name] & space.pages.shown(promise.target, outcome)
        for name, outcome in space.tree.outcomes.items()
    )
    return Found(touched & ~met, touched)


def _before(space: Space, promise: Promise) -> Found:
    """Look at walks as they come to what is shown: the answers must stand by then."""
    shows = [
        space.ends[name] & space.pages.shown(promise.target, outcome)
        for name, outcome in space.tree.outcomes.items()
    ]
    asks = [
        space.at[q.id] for q in space.tree.questions.values() if q.topic in promise.target.topics
    ]
    touched = space.diagram.union([*shows, *asks])
    return Found(touched & ~_stood(space, promise), touched)


def _stood(space: Space, promise: Promise) -> Set:
    """Take the walks on which the named questions stand, plain or at least not skipped."""
    good = space.diagram.all
    for name in promise.plain:
        question = space.tree.questions[name]
        good = good & _one_of(space, question, {o.id for o in question.options if o.plain})
    for name in promise.asked:
        question = space.tree.questions[name]
        good = good & _one_of(space, question, {o.id for o in question.options})
    return good


def _one_of(space: Space, question: Question, options: set[str]) -> Set:
    return space.diagram.union(space.words.chose(question.id, option) for option in sorted(options))


def _asked(space: Space, promise: Promise) -> Found:
    touched = space.walks & space.meaning(promise.after)
    good = space.diagram.all
    for name in promise.asked:
        good = good & space.words.asked(name)
    return Found(touched & ~good, touched)


def _next(space: Space, promise: Promise) -> Found:
    touched = broken = space.diagram.none
    for walks, screen in first(space, promise):
        touched = touched | walks
        outcome = space.tree.outcomes.get(screen)
        if outcome:
            broken = broken | walks & ~space.pages.shown(promise.target, outcome)
        elif space.tree.questions[screen].topic not in promise.target.topics:
            broken = broken | walks
    return Found(broken, touched)


def first(space: Space, promise: Promise) -> Iterator[tuple[Set, str]]:
    """Take the walks at the screen just after the answer that first makes `after` true."""
    after = space.meaning(promise.after)
    for question in space.tree.questions.values():
        unlike = space.at[question.id] & ~after
        for walks, routes in space.step(question, unlike):
            yield from space.screens(walks & after, routes)


def _at_most(space: Space, promise: Promise) -> Found:
    """Answer so many questions more; what then stands at a question is one too many."""
    front: dict[str, Set] = {}
    start = first(space, promise) if promise.after else _start(space)
    _gather(space, front, start)
    touched = space.diagram.union(front.values())
    for _ in range(promise.most):
        front = _further(space, _past_outcomes(space, front))
    standing = _past_outcomes(space, front)
    return Found(
        space.diagram.union(w for n, w in standing.items() if n in space.tree.questions), touched
    )


def _start(space: Space) -> Iterator[tuple[Set, str]]:
    return space.screens(space.words.begin, (Route(space.tree.start),))


def _gather(space: Space, front: dict[str, Set], more: Iterator[tuple[Set, str]]) -> None:
    for walks, screen in more:
        front[screen] = front.get(screen, space.diagram.none) | walks


def _past_outcomes(space: Space, front: dict[str, Set]) -> dict[str, Set]:
    """Go on from passing outcomes, as often as they follow on one another."""
    past: dict[str, Set] = {}
    while front:
        beyond: dict[str, Set] = {}
        for name, walks in front.items():
            to = beyond if name in space.tree.outcomes else past
            more = _onward(space, name, walks) if to is beyond else iter([(walks, name)])
            _gather(space, to, more)
        front = beyond
    return past


def _further(space: Space, front: dict[str, Set]) -> dict[str, Set]:
    """Answer one question each, where no question has been answered before."""
    beyond: dict[str, Set] = {}
    for name, walks in front.items():
        _gather(space, beyond, _onward(space, name, walks))
    return beyond


def _onward(space: Space, name: str, walks: Set) -> Iterator[tuple[Set, str]]:
    for some, routes in space.step(space.tree.node(name), walks):
        yield from space.screens(some, routes)


def _never_routes(space: Space, promise: Promise) -> Found:
    """Look at every condition that some walk tries on its way."""
    broken = space.diagram.none
    for name in space.at:
        for walks, routes in space.step(space.tree.node(name), space.at[name]):
            broken = broken | _reading(space, walks, routes, set(promise.names))
    taught = (space.lessons.fact(fact) for fact in promise.names)
    return Found(broken, space.walks & space.diagram.union(taught))


def _reading(space: Space, walks: Set, routes: tuple[Route, ...], facts: set[str]) -> Set:
    """Take the walks that come as far in a list of routes as one that reads such a fact."""
    for route in routes:
        if route.when and facts & {name for op, name in route.when.reads() if op == "fact"}:
            return walks
        walks = walks & ~space.meaning(route.when)
    return space.diagram.none
