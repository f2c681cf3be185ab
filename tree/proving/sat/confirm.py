"""Replay a counterexample, and check that it breaks its promise.

This module does not use the formula: it evaluates conditions on what the walk has learned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from tree.condition import All, AnyOf, Chose, Condition, Fact, Learned, Named, Not, holds, reads
from tree.model import GO_ON, Option, Outcome, Question, Route, Tree, exit_routes
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
    Target,
)
from tree.proving.sat.knowledge import carrying, is_meant
from tree.walk import Answer, AskedTwiceError, WrongAnswerError, begin


@dataclass(frozen=True, slots=True)
class Steps:
    """A walk: after each number of answers, the node where it stands and what it has learned."""

    tree: Tree
    answers: tuple[Answer, ...]
    places: tuple[Question | Outcome, ...]
    learned: tuple[Learned, ...]

    @property
    def last(self) -> int:
        """The number of answers."""
        return len(self.answers)

    def asked(self, n: int) -> list[str]:
        """Return the questions among the first `n` answers."""
        return [a.question for a in self.answers[:n] if a.options != (GO_ON,)]

    def holds(self, condition: Condition | None, n: int) -> bool:
        """Return whether a condition holds after `n` answers."""
        match condition:
            case Chose(question, options):
                given = (a.options for a in self.answers[:n] if a.question == question)
                return any(not set(options).isdisjoint(chosen) for chosen in given)
            case All(parts):
                return all(self.holds(part, n) for part in parts)
            case AnyOf(parts):
                return any(self.holds(part, n) for part in parts)
            case Not(part):
                return not self.holds(part, n)
            case Named(_, means):
                return self.holds(means, n)
        return holds(condition, self.learned[n])

    def shows(self, target: Target, n: int, *, steady: bool = False) -> bool:
        """Return whether the page after `n` answers is or shows the target."""
        place = self.places[n]
        if not isinstance(place, Outcome):
            return False
        whens = carrying(target, place, steady=steady)
        return is_meant(target, place) or any(self.holds(when, n) for when in whens)

    def is_of_topic(self, target: Target, n: int) -> bool:
        """Return whether the node after `n` answers asks about one of the target's topics."""
        place = self.places[n]
        return isinstance(place, Question) and place.topic in target.topics


def is_confirmed(tree: Tree, promise: OfOneWalk, walk: tuple[Answer, ...]) -> bool:
    """Return whether a walk breaks a promise; True for one that the tree refuses as a loop."""
    try:
        steps = _walked(tree, walk)
    except AskedTwiceError:
        return True
    return steps is not None and _breaks(promise, steps)


def _breaks(promise: OfOneWalk, steps: Steps) -> bool:
    match promise:
        case Never():
            breaks = _never(promise, steps)
        case Always():
            breaks = _always(promise, steps)
        case Next():
            breaks = _next(promise, steps)
        case Before():
            breaks = _before(promise, steps)
        case Asked():
            breaks = _asked(promise, steps)
        case NeverRoutes():
            breaks = _never_routes(promise, steps)
        case AtMost():
            breaks = _at_most(promise, steps)
        case _:
            assert_never(promise)
    return breaks


def is_gentler(
    tree: Tree, promise: Monotone, walk: tuple[Answer, ...], other: tuple[Answer, ...]
) -> bool:
    """Return whether two walks differ in one answer of the promise, and the worse ends gentler."""
    worse, better = _walked(tree, walk), _walked(tree, other)
    if worse is None or better is None:
        return False
    given = {answer.question: answer.options for answer in other}
    unlike = [a.question for a in walk if given.get(a.question, a.options) != a.options]
    tiers = [
        place.tier for steps in (worse, better) if isinstance(place := steps.places[-1], Outcome)
    ]
    differ = len(unlike) == 1 and unlike[0] in promise.questions
    return differ and len(tiers) == 2 and tiers[0] > tiers[1]  # noqa: PLR2004  (of both)


def _walked(tree: Tree, answers: tuple[Answer, ...]) -> Steps | None:
    """Replay all answers at once and one by one; None unless both agree."""
    learned = [Learned()]
    places = [tree.stand(tree.start, learned[0])]
    for answer in answers:
        place = places[-1]
        if place.id != answer.question:
            return None
        routes, options = _taken(place, answer)
        learned.append(tree.learn(learned[-1], options) if options else learned[-1])
        places.append(tree.land(routes, learned[-1]))
    try:
        first, *rest = answers or (None,)
        whole = replace(begin(tree), kept=tuple(filter(None, rest)))
        whole = whole.answer(*first.options) if first else whole
    except WrongAnswerError:
        return None
    same = whole.answers == answers and whole.place is places[-1] and whole.learned == learned[-1]
    return Steps(tree, answers, tuple(places), tuple(learned)) if same else None


def _taken(place: Question | Outcome, answer: Answer) -> tuple[tuple[Route, ...], list[Option]]:
    if isinstance(place, Outcome):
        return (Route(place.go_on),), []
    options = [option for name in answer.options if (option := place.option(name))]
    return exit_routes(place, options), options


def _ends(after: Condition | None, steps: Steps) -> bool:
    return isinstance(steps.places[-1], Outcome) and steps.holds(after, steps.last)


def _has_met(target: Target, steps: Steps) -> bool:
    return any(steps.is_of_topic(target, n) for n in range(steps.last))


def _never(promise: Never, steps: Steps) -> bool:
    shown = any(steps.shows(promise.target, n) for n in range(steps.last + 1))
    return _ends(promise.after, steps) and (shown or _has_met(promise.target, steps))


def _always(promise: Always, steps: Steps) -> bool:
    shown = steps.shows(promise.target, steps.last, steady=True) or _has_met(promise.target, steps)
    return _ends(promise.after, steps) and not shown


def _asked(promise: Asked, steps: Steps) -> bool:
    return _ends(promise.after, steps) and not set(promise.asked) <= set(steps.asked(steps.last))


def _is_new(after: Condition, steps: Steps, n: int) -> bool:
    """Return whether the answer with number `n` first made `after` hold."""
    return n > 0 and steps.holds(after, n) and not steps.holds(after, n - 1)


def _next(promise: Next, steps: Steps) -> bool:
    target, n = promise.target, steps.last
    meant = steps.is_of_topic(target, n) or steps.shows(target, n, steady=True)
    return _is_new(promise.after, steps, n) and not meant


def _before(promise: Before, steps: Steps) -> bool:
    comes = steps.is_of_topic(promise.target, steps.last) or steps.shows(promise.target, steps.last)
    given = {answer.question: answer.options for answer in steps.answers}
    questions = steps.tree.questions
    plain = all(
        any(o.plain and o.id in given.get(name, ()) for o in questions[name].options)
        for name in promise.plain
    )
    asked = all(any(o.id in given.get(n, ()) for o in questions[n].options) for n in promise.asked)
    return comes and not (plain and asked and steps.holds(promise.learned, steps.last))


def _at_most(promise: AtMost, steps: Steps) -> bool:
    counts = range(steps.last + 1)
    starts = (n for n in counts if not promise.after or _is_new(promise.after, steps, n))
    start = next(starts, None)
    if start is None or not isinstance(steps.places[-1], Question):
        return False
    return len(steps.asked(steps.last)) - len(steps.asked(start)) >= promise.most


def _never_routes(promise: NeverRoutes, steps: Steps) -> bool:
    """Follow the last answer's routes through forks; return whether one tried reads a fact."""
    tree, n = steps.tree, steps.last
    routes: tuple[Route, ...] = (Route(tree.start),)
    if steps.answers:
        routes, _ = _taken(steps.places[-2], steps.answers[-1])
    facts = {(Fact.op, name) for name in promise.facts}
    been = set[str]()
    while True:
        for route in routes:
            if route.when is not None and not facts.isdisjoint(reads(route.when)):
                return True
            if steps.holds(route.when, n):
                break
        fork = tree.forks.get(route.to)
        if fork is None or fork.id in been:
            return False
        been.add(fork.id)
        routes = fork.go
