"""The answers to a place, each way to leave marks and to go on only once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree.model import GO_ON, Fork, Outcome, Question, Route, exit_routes
from tree.proving.diagram import TooLargeError
from tree.proving.marks import Changes, Chosen, Left, Marks, unlike

Node = Question | Fork | Outcome
LISTS = 1 << 12
"""So many lists of options, each with other marks, may be ticked at one question."""


class Turn(NamedTuple):
    """What is chosen at a place, what that changes of the marks, and which routes it takes."""

    chosen: tuple[str, ...]
    changes: Changes
    routes: tuple[Route, ...]


def turns(words: Marks, place: Node) -> list[Turn]:
    """List the ways on from a place; a fork has one, without an answer."""
    if isinstance(place, Fork):
        return [Turn((), {}, place.go)]
    if isinstance(place, Outcome):
        on = (Route(place.go_on),) if place.go_on else ()
        return [Turn((GO_ON,), words.changes(place, ()), on)] if on else []
    if words.marks_at(place):
        return _marking(words, place)
    return [Turn((o.id,), {}, exit_routes(place, (o,))) for o in unlike(place)]


def _way(routes: tuple[Route, ...]) -> object:
    return routes[0].to if len(routes) == 1 else id(routes)


def _marking(words: Marks, question: Question) -> list[Turn]:
    found: dict[object, tuple[Chosen, tuple[Route, ...]]] = {}
    for left, chosen in _answers(words, question):
        routes = exit_routes(question, chosen)
        found.setdefault((left, _way(routes)), (chosen, routes))
    return [
        Turn(tuple(option.id for option in chosen), words.changes(question, chosen), routes)
        for chosen, routes in found.values()
    ]


def _answers(words: Marks, question: Question) -> Iterator[tuple[Left, Chosen]]:
    yield from _lists(words, question).items() if question.choose else ()
    for option in (*question.options, question.skip):
        if option.alone or not question.choose or option is question.skip:
            yield words.left(question, (option,)), (option,)


def _lists(words: Marks, question: Question) -> dict[Left, Chosen]:
    """Find, for all that lists of options may leave behind, one as short as any."""
    found: dict[Left, Chosen] = {}
    for option in question.options:
        for chosen in [(), *found.values()] if not option.alone else ():
            left = words.left(question, more := (*chosen, option))
            if len(more) <= min(question.choose, len(found.get(left, more))):
                found[left] = more
        if len(found) > LISTS:
            raise TooLargeError
    return found
