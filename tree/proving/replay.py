"""Replay the answers chosen at each node as a walk, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tree.condition import Learned, holds
from tree.model import Fork, Option, Outcome, Question, Route, Tree, exit_routes
from tree.walk import Answer


@dataclass(frozen=True, slots=True)
class Fired:
    """A route that was followed: its node, its index in the list, and the route itself."""

    place: str
    number: int
    route: Route


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """An answer, the facts it newly taught, and the routes followed to the next screen."""

    answer: Answer
    learned: tuple[str, ...]
    fired: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps of a walk, the forks before its first screen, and the node where it stands."""

    steps: tuple[ReplayStep, ...]
    before: tuple[Fired, ...]
    place: str

    @property
    def walk(self) -> tuple[Answer, ...]:
        """The answers alone."""
        return tuple(step.answer for step in self.steps)


def trail(tree: Tree, chosen: Mapping[str, tuple[str, ...]]) -> Trail:
    """Walk as long as there is a choice; stop at a node that was asked already."""
    learned = Learned()
    before = tuple(_forks(tree, tree.start, learned))
    place, steps, met = _screen(tree, before, tree.start), list[ReplayStep](), set[str]()
    while place in chosen and place not in met:
        node = tree.node(place)
        if isinstance(node, Outcome) and not node.go_on:
            break
        step, learned = _step(tree, node, chosen[place], learned)
        steps.append(step)
        met.add(node.id)
        place = step.fired[-1].route.to
    return Trail(tuple(steps), before, place)


def _screen(tree: Tree, before: tuple[Fired, ...], start: str) -> str:
    return before[-1].route.to if before else start


def _step(
    tree: Tree, place: Question | Fork | Outcome, chosen: tuple[str, ...], learned: Learned
) -> tuple[ReplayStep, Learned]:
    """Take one answer; what it teaches counts before its routes are tried."""
    picked = [o for name in chosen if isinstance(place, Question) and (o := place.option(name))]
    more = tree.learn(learned, picked) if any(o.learn or o.count for o in picked) else learned
    fired = _follow(tree, place, picked, more)
    new = () if more is learned else tuple(sorted(more.facts - learned.facts))
    return ReplayStep(Answer(place.id, chosen), new, tuple(fired)), more


def _follow(
    tree: Tree, place: Question | Fork | Outcome, picked: list[Option], learned: Learned
) -> Iterator[Fired]:
    if isinstance(place, Outcome):
        first = Fired(place.id, 0, Route(place.go_on))
    else:
        routes = place.go if isinstance(place, Fork) else exit_routes(place, picked)
        first = _fire(place.id, routes, learned)
    yield first
    if first.route.to in tree.forks:
        yield from _forks(tree, first.route.to, learned)


def _forks(tree: Tree, name: str, learned: Learned) -> Iterator[Fired]:
    """Follow forks from a node to the next screen, each fork once."""
    been: set[str] = set()
    while name in tree.forks and name not in been:
        been.add(name)
        fired = _fire(name, tree.forks[name].go, learned)
        yield fired
        name = fired.route.to


def _fire(place: str, routes: tuple[Route, ...], learned: Learned) -> Fired:
    return next(
        Fired(place, i, route) for i, route in enumerate(routes) if holds(route.when, learned)
    )
