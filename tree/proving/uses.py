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

NOBODY, SOME, EVERYBODY = range(3)


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
            yield from _saying(space, say, outcome.id, ("outcomes", outcome.id, part, i))
    for i, fact in enumerate(outcome.heard):
        if not space.diagram.meet(walks, space.lessons.fact(fact)):
            yield Finding("never-heard", ("outcomes", outcome.id, "heard", i), {"name": fact})


def _saying(space: Space, say: Say, page: str, spot: Spot) -> Iterator[Finding]:
    met = _meets(space, say, page) if say.when else SOME
    if met == NOBODY:
        yield Finding("never-shown", spot, {"name": say.id})
    elif met == EVERYBODY:
        yield Finding("always-shown", (*spot, "when"), {"name": say.id})


def _openings(space: Space, outcome: Outcome, walks: Set) -> Iterator[Finding]:
    for i, say in enumerate(outcome.opening):
        if not space.diagram.meet(walks, space.meaning(say.when)):
            spot = ("outcomes", outcome.id, "opening", i)
            yield Finding("never-shown", spot, {"name": outcome.id})
        walks = walks & ~space.meaning(say.when)


def _notes(space: Space) -> Iterator[Finding]:
    """Look at a note that several outcomes share once, over all their walks."""
    pages: dict[Say, list[str]] = {}
    for outcome in space.tree.outcomes.values():
        for say in outcome.also:
            pages.setdefault(say, []).append(outcome.id)
    for say, names in pages.items():
        met = [name for name in names if space.ends[name] != space.diagram.none]
        found = {_meets(space, say, name) for name in met}
        spot: Spot = ("outcomes", names[0], "also", say.id)
        if met and found == {NOBODY}:
            yield Finding("never-shown", spot, {"name": say.id})
        elif say.when and found == {EVERYBODY}:
            yield Finding("always-shown", (*spot, "when"), {"name": say.id})


def _meets(space: Space, say: Say, page: str) -> int:
    """Say whether nobody, some or everybody who comes to a page is shown something there."""
    walks, when = space.ends[page], space.meaning(say.when)
    return (
        NOBODY
        if not space.diagram.meet(walks, when)
        else EVERYBODY
        if walks & when == walks
        else SOME
    )
