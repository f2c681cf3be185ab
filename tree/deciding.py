"""What a person said that led their walk to where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import AtLeast, Condition, Fact, Not, holds, parts
from tree.model import Option, Outcome, Route, exit_routes
from tree.walk import Walk


def deciding(walk: Walk) -> frozenset[str]:
    """List the learned facts for which the last route led here; none where it was an otherwise."""
    return speaking_for(walk, _last(walk).when)


def speaking_for(walk: Walk, when: Condition | None) -> frozenset[str]:
    """List the learned facts that a condition asks for, and those behind a tally or a mere mark."""
    asked = frozenset(_asked_for(walk, when)) & walk.learned.facts if when else frozenset()
    marks = frozenset(fact for fact in asked if not walk.tree.facts[fact])
    return asked.union(*(option.learn for option in _answers(walk) if marks & set(option.learn)))


def _answers(walk: Walk) -> Iterator[Option]:
    """List all that was chosen, in order."""
    for number in range(len(walk.answers)):
        yield from _chosen(walk, number)


def _last(walk: Walk) -> Route:
    """Follow the last answer, through forks, to the route that led here."""
    go = _exits(walk)
    while True:
        route = next(r for r in go if holds(r.when, walk.learned))
        fork = walk.tree.forks.get(route.to)
        if fork is None:
            return route
        go = fork.go


def _exits(walk: Walk) -> tuple[Route, ...]:
    if not walk.answers:
        return (Route(walk.tree.start),)
    answer = walk.answers[-1]
    place = walk.tree.node(answer.question)
    if isinstance(place, Outcome):
        return (Route(place.go_on),)
    return exit_routes(walk.tree.questions[place.id], _chosen(walk, len(walk.answers) - 1))


def _chosen(walk: Walk, number: int) -> list[Option]:
    answer = walk.answers[number]
    asked = walk.tree.questions.get(answer.question)
    found = (asked.option(name) for name in answer.options) if asked else ()
    return [option for option in found if option]


def _asked_for(walk: Walk, when: Condition, yes: bool = True) -> Iterator[str]:
    """List facts that count for a condition, and not against it."""
    match when:
        case Fact(name) if yes:
            yield name
        case AtLeast(tally) if yes:
            yield from _counted(walk, tally)
    for part in parts(when):
        yield from _asked_for(walk, part, yes is not isinstance(when, Not))


def _counted(walk: Walk, tally: str) -> Iterator[str]:
    """List what was learned by answers that count into a tally."""
    for option in _answers(walk):
        if any(name == tally and n > 0 for name, n in option.count):
            yield from option.learn
