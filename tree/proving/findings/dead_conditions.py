"""Conditions that decide nothing where they are read: never true there, or always true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree.condition import Condition
from tree.model import Tree, exits
from tree.proving.finding import Finding, FindingPlace
from tree.proving.findings.route_lists import RouteList
from tree.proving.findings.seen import Viewers
from tree.proving.sets.diagram import Set
from tree.proving.sets.reachable import Reachable
from tree.proving.sets.shown import read_on
from tree.proving.sets.taught_by import Lessons


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition as written, and all walks on which it is read there."""

    spot: FindingPlace
    when: Condition
    walks: Set
    places: frozenset[str]


def idle(reach: Reachable, lists: Iterable[RouteList]) -> Iterator[Finding]:
    """Find the least parts that decide nothing, in route lists and in named conditions.

    Of named conditions, which may be careful, only what is read too early or out of reach.
    """
    routes = tuple(in_routes(reach, lists))
    for reading in routes:
        yield from idle_parts(reach, reading)
    for finding in _named(reach, (*routes, *in_pages(reach))):
        if finding.code in ("read-too-early", "tally-cannot-reach"):
            yield finding


def in_routes(reach: Reachable, lists: Iterable[RouteList]) -> Iterator[Reading]:
    """List the conditions of all routes that walks come to."""
    for listed in lists:
        if listed.walks != reach.diagram.none:
            for i, route in enumerate(listed.routes):
                if route.when:
                    spot = (*listed.spot, i, "when")
                    places = frozenset({str(listed.spot[1])})
                    yield Reading(spot, route.when, listed.walks, places)


def _named(reach: Reachable, readings: Iterable[Reading]) -> Iterator[Finding]:
    """Find the leaves of named conditions that hold nowhere, though some place reads them."""
    found: dict[Condition, dict[Set, frozenset[str]]] = {}
    for reading in readings:
        for named in names_in(reading.when):
            places = found.setdefault(named, {})
            places[reading.walks] = places.get(reading.walks, frozenset()) | reading.places
    for named, places in found.items():
        for leaf in _leaves(named.parts[0]):
            when = reach.meaning(leaf)
            if not any(reach.diagram.intersects(walks, when) for walks in places):
                code = _code(reach, leaf, frozenset().union(*places.values()))
                yield Finding(code, ("conditions", named.name), {"name": leaf.name})


def _leaves(condition: Condition) -> Iterator[Condition]:
    """List the facts and tallies inside a condition, those of names inside it aside."""
    if not condition.parts:
        yield condition
    for part in condition.parts if not is_named(condition) else ():
        yield from _leaves(part)


def in_pages(reach: Reachable) -> Iterator[Reading]:
    """List the conditions of what pages say."""
    seen = Viewers(reach)
    for name, outcome in reach.tree.outcomes.items():
        for when in read_on(outcome) if reach.ends[name] != reach.diagram.none else ():
            yield Reading(("outcomes", name), when, seen.walks(name), frozenset({name}))


def names_in(condition: Condition) -> Iterator[Condition]:
    """List the named conditions inside one, at any depth."""
    if is_named(condition):
        yield condition
    for part in condition.parts:
        yield from names_in(part)


def is_named(condition: Condition) -> bool:
    """Say whether a condition stands for one that pack.yaml names."""
    return condition.op == "all" and bool(condition.name)


def idle_parts(reach: Reachable, reading: Reading) -> Iterator[Finding]:
    """Find the least parts of a condition that are the same on all walks that read it."""
    when, walks = reading.when, reading.walks
    inside = () if is_named(when) else when.parts
    found = [f for part in inside for f in idle_parts(reach, _inside(reading, part))]
    yield from found
    if found:
        return
    met = walks & reach.meaning(when)
    if met in (walks, reach.diagram.none):
        code = "always-true" if met == walks else _code(reach, when, reading.places)
        yield Finding(code, reading.spot, {"name": when.name or when.op})


def _inside(reading: Reading, part: Condition) -> Reading:
    return Reading(reading.spot, part, reading.walks, reading.places)


def _code(reach: Reachable, when: Condition, places: frozenset[str]) -> str:
    """Say why a condition is never true where it is read."""
    if when.op == "at_least":
        return "tally-cannot-reach"
    if when.parts and not is_named(when):
        return "contradiction"
    taught = Lessons(reach.tree).questions(when.name)
    return "read-too-early" if taught & _ahead(reach.tree, places) else "never-true"


def _ahead(tree: Tree, places: frozenset[str]) -> set[str]:
    """List what routes lead to from these places, near or far."""
    ahead: set[str] = set()
    todo = list(places)
    while todo:
        nexts = {route.to for route in exits(tree.node(todo.pop()))} - ahead
        ahead |= nexts
        todo += nexts
    return ahead
