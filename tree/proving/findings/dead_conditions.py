"""Dead conditions of routes and pages, and vacuous subconditions of promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tree.condition import (
    All,
    AnyOf,
    AtLeast,
    Chose,
    Condition,
    Fact,
    Leaf,
    Named,
    Not,
    called,
    parts,
)
from tree.model import Tree, exits
from tree.proving.findings.route_lists import RouteList
from tree.proving.promise import Finding, FindingPlace, Promise, condition_of
from tree.proving.sets.diagram import Set
from tree.proving.sets.encoding import options
from tree.proving.sets.reachable import Reachable
from tree.proving.sets.sample import Sampled
from tree.proving.sets.shown import read_on


class Viewers:
    """The walks that see each page: those that end there, and those that open it from another."""

    def __init__(self, reach: Reachable) -> None:
        """Find which walks can open a page from another, first match first."""
        self._reach = reach
        self._opened: dict[str, Set] = {}
        self._walks: dict[str, Set] = {}
        for outcome in reach.tree.outcomes.values():
            left = reach.ends[outcome.id]
            for route in outcome.beside:
                here = left & reach.meaning(route.when)
                self._opened[route.to] = self._opened.get(route.to, reach.diagram.none) | here
                left = left & ~here

    def walks(self, page: str) -> Set:
        """Return all walks that see a page."""
        if page not in self._walks:
            opened = self._opened.get(page, self._reach.diagram.none)
            self._walks[page] = self._reach.ends[page] | opened
        return self._walks[page]

    def told(self, page: str, when: Condition) -> Set:
        """Return the walks that see a page, or a superset that decides this condition alike."""
        return self.walks(page) if page in self._opened else self._reach.told(page, when)

    def heard(self, page: str, fact: str) -> bool:
        """Return whether some walk that sees a page has learned a fact."""
        if self._reach.sampled(page).some(Fact(fact)):
            return True
        opened = self._opened.get(page, self._reach.diagram.none)
        learned = self._reach.meaning(Fact(fact))
        return self._reach.heard(page, fact) or self._reach.diagram.intersects(opened, learned)


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition as written, the walks that read it there, and the nodes where they stand."""

    spot: FindingPlace
    when: Condition
    walks: Set
    sampled: Sampled
    places: frozenset[str]


def idle(reach: Reachable, lists: Iterable[RouteList]) -> Iterator[Finding]:
    """Find the smallest dead parts of route conditions, and dead leaves of named conditions.

    Authors may write named conditions with care to spare, so of these only facts read too early and
    tallies out of reach are reported.
    """
    routes = tuple(in_routes(reach, lists))
    for reading in routes:
        yield from idle_parts(reach, reading)
    for finding in _named(reach, (*routes, *in_pages(reach))):
        if finding.code in ("read-too-early", "tally-cannot-reach"):
            yield finding


def in_routes(reach: Reachable, lists: Iterable[RouteList]) -> Iterator[Reading]:
    """List the conditions of all routes that some walk comes to."""
    for listed in lists:
        if len(listed.routes) > 1 and listed.walks != reach.diagram.none:
            for i, route in enumerate(listed.routes):
                if route.when:
                    spot = (*listed.spot, i, "when")
                    places = frozenset({str(listed.spot[1])})
                    yield Reading(spot, route.when, listed.walks, listed.sampled, places)


def _named(reach: Reachable, readings: Iterable[Reading]) -> Iterator[Finding]:
    """Find the leaves of named conditions that are false on every walk that reads them."""
    found: dict[str, tuple[Named, list[Reading]]] = {}
    known: NamesById = {}
    for reading in readings:
        for named in names_in(reading.when, known):
            found.setdefault(named.name, (named, []))[1].append(reading)
    for named, where in found.values():
        for leaf in _leaves(named.means):
            if not _is_met(reach, leaf, where):
                code = _code(reach, leaf, frozenset().union(*(one.places for one in where)))
                yield Finding(code, ("conditions", named.name), {"name": called(leaf)})


def _is_met(reach: Reachable, leaf: Leaf, where: list[Reading]) -> bool:
    """Return whether a leaf holds on some walk that reads it."""
    if any(reading.sampled.some(leaf) for reading in where):
        return True
    when, walks = reach.meaning(leaf), dict.fromkeys(reading.walks for reading in where)
    return any(reach.diagram.intersects(some, when) for some in walks)


def _leaves(condition: Condition) -> Iterator[Leaf]:
    """List the leaves of a condition; named conditions inside it are not entered."""
    if isinstance(condition, Leaf):
        yield condition
    for part in _inside(condition):
        yield from _leaves(part)


def _inside(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts of a condition; a named condition has none here."""
    return () if isinstance(condition, Named) else parts(condition)


def in_pages(reach: Reachable) -> Iterator[Reading]:
    """List the conditions that pages read."""
    seen = Viewers(reach)
    for name, outcome in reach.tree.outcomes.items():
        for when in read_on(outcome) if reach.ends[name] != reach.diagram.none else ():
            walks, places = seen.walks(name), frozenset({name})
            yield Reading(("outcomes", name), when, walks, reach.sampled(name), places)


NamesById = dict[int, tuple[Named, ...]]
"""The named conditions inside each condition, by its `id`."""


def names_in(condition: Condition, known: NamesById) -> tuple[Named, ...]:
    """Return the named conditions inside one, at any depth, and add them to those known."""
    if id(condition) not in known:
        own = (condition,) if isinstance(condition, Named) else ()
        inside = (name for part in parts(condition) for name in names_in(part, known))
        known[id(condition)] = (*own, *inside)
    return known[id(condition)]


def idle_parts(reach: Reachable, reading: Reading) -> Iterator[Finding]:
    """Find the smallest parts of a condition that have one value on all walks that read it."""
    when, walks = reading.when, reading.walks
    inside = (replace(reading, when=part) for part in _inside(when))
    found = [finding for part in inside for finding in idle_parts(reach, part)]
    yield from found
    if found or reading.sampled.differ(when):
        return
    met = walks & reach.meaning(when)
    if met in (walks, reach.diagram.none):
        code = "always-true" if met == walks else _code(reach, when, reading.places)
        yield Finding(code, reading.spot, {"name": called(when)})


def _code(reach: Reachable, when: Condition, places: frozenset[str]) -> str:
    """Return the finding code for a condition that is never true where it is read."""
    if isinstance(when, AtLeast):
        return "tally-cannot-reach"
    if isinstance(when, All | AnyOf | Not):
        return "contradiction"
    taught = {question for question, option in options(reach.tree) if called(when) in option.learn}
    return "read-too-early" if taught & _ahead(reach.tree, places) else "never-true"


def _ahead(tree: Tree, places: frozenset[str]) -> set[str]:
    """Return all nodes reachable from these along routes, conditions ignored."""
    ahead: set[str] = set()
    todo = list(places)
    while todo:
        nexts = {route.to for route in exits(tree.node(todo.pop()))} - ahead
        ahead |= nexts
        todo += nexts
    return ahead


def dead_parts(reach: Reachable, promise: Promise) -> Iterator[Finding]:
    """Find the smallest parts of a promise's condition that never hold, if the whole can hold."""
    rests = condition_of(promise)
    for name in _dead(reach, rests) if rests and reach.some(rests) else ():
        values = {"id": promise.id, "name": name}
        yield Finding("promise-part-vacuous", ("promises", promise.id), values)


def _dead(reach: Reachable, condition: Condition) -> Iterator[str]:
    if isinstance(condition, Chose):
        asked = condition.question
        options = (o for o in condition.options if not reach.is_chosen(asked, o))
        yield from (f"{asked}: {option}" for option in options)
        return
    inside = [name for part in parts(condition) for name in _dead(reach, part)]
    yield from inside
    if not inside and not reach.some(condition):
        yield called(condition)
