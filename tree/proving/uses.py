"""What is proved of every pack: each route, step, note and opening serves some walk."""

from __future__ import annotations

from collections.abc import Iterator

from tree.model import Outcome, Say
from tree.proving.diagram import Set
from tree.proving.finding import Finding, Spot
from tree.proving.idle import idle
from tree.proving.lists import RouteList, route_lists
from tree.proving.loops import loops
from tree.proving.space import Space


def uses(space: Space) -> Iterator[Finding]:
    """Find what no walk uses, and what must not be; root causes only."""
    yield from loops(space)
    blamed: set[Spot] = set()
    for finding in idle(space):
        blamed.add(finding.spot)
        yield finding
    for listed in route_lists(space):
        yield from _shadowed(space, listed, blamed)
    for outcome in space.tree.outcomes.values():
        if space.ends[outcome.id] != space.diagram.none:
            yield from _page(space, outcome)
    yield from _notes(space)


def _shadowed(space: Space, listed: RouteList, blamed: set[Spot]) -> Iterator[Finding]:
    """Find routes that the routes before them leave no walk for."""
    left = listed.walks
    for i, route in enumerate(listed.routes if left != space.diagram.none else ()):
        here = left & space.meaning(route.when)
        causes = {(*listed.spot, j, "when") for j in range(i + 1)}
        if here == space.diagram.none and not causes & blamed:
            yield Finding("shadowed-route", (*listed.spot, i), {"name": route.to})
        left = left & ~here


def _page(space: Space, outcome: Outcome) -> Iterator[Finding]:
    """Find what a page says to nobody, and conditions that everybody meets."""
    walks = space.ends[outcome.id]
    yield from _openings(space, outcome, walks)
    for part in ("steps", "leave"):
        for i, say in enumerate(getattr(outcome, part)):
            yield from _saying(space, say, walks, ("outcomes", outcome.id, part, i))
    for i, fact in enumerate(outcome.heard):
        if walks & space.lessons.fact(fact) == space.diagram.none:
            yield Finding("never-heard", ("outcomes", outcome.id, "heard", i), {"name": fact})


def _saying(space: Space, say: Say, walks: Set, spot: Spot) -> Iterator[Finding]:
    shown = walks & space.meaning(say.when)
    if shown == space.diagram.none:
        yield Finding("never-shown", spot, {"name": say.id})
    elif say.when and shown == walks:
        yield Finding("always-shown", (*spot, "when"), {"name": say.id})


def _openings(space: Space, outcome: Outcome, walks: Set) -> Iterator[Finding]:
    for i, say in enumerate(outcome.opening):
        here = walks & space.meaning(say.when)
        if here == space.diagram.none:
            spot = ("outcomes", outcome.id, "opening", i)
            yield Finding("never-shown", spot, {"name": outcome.id})
        walks = walks & ~here


def _notes(space: Space) -> Iterator[Finding]:
    """Look at a note that several outcomes share once, over all their walks."""
    walks: dict[Say, Set] = {}
    first: dict[Say, Spot] = {}
    for outcome in space.tree.outcomes.values():
        for say in outcome.also:
            walks[say] = walks.get(say, space.diagram.none) | space.ends[outcome.id]
            first.setdefault(say, ("outcomes", outcome.id, "also", say.id))
    for say, read in walks.items():
        if read != space.diagram.none:
            yield from _saying(space, say, read, first[say])
