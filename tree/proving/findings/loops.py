"""Walks that come back: to a question they have met, or from fork to fork without an end."""

from __future__ import annotations

from collections.abc import Iterator

from tree.proving.finding import Finding, FindingPlace
from tree.proving.findings.circles import fork_circles
from tree.proving.findings.route_lists import spot_of_route
from tree.proving.findings.shortest import Pathfinder, way_and_shortest
from tree.proving.sets.diagram import Set
from tree.proving.sets.reachable import Reachable


def loops(reach: Reachable) -> Iterator[Finding]:
    """Find every place that some walk meets twice."""
    for name in reach.at:
        if (again := reach.repeats(name)) != reach.diagram.none:
            yield _asked_twice(reach, name, again)
    stay = reach.circling() if isinstance(reach, Pathfinder) else _circling(reach)
    for name, walks in stay.items():
        if walks != reach.diagram.none:
            found, shortest = way_and_shortest(reach, {name: walks})
            yield Finding("fork-circle", ("forks", name), {"name": name}, found.walk, shortest)
            return


def _asked_twice(reach: Reachable, name: str, walks: Set) -> Finding:
    """Blame the route by which the shortest walk comes back."""
    found, shortest = way_and_shortest(reach, {name: walks})
    fired = found.steps[-1].fired[-1] if found.steps else None
    spot: FindingPlace = ("questions" if name in reach.tree.questions else "outcomes", name)
    if fired:
        spot = spot_of_route(reach.tree, fired.place, fired.number, fired.route)
    return Finding("asked-twice", spot, {"name": name}, found.walk, shortest)


def _circling(reach: Reachable) -> dict[str, Set]:
    """Find the walks at each fork that only ever go on to forks of the same circle."""
    stay = {name: reach.at[name] for circle in fork_circles(reach.tree) for name in circle}
    while True:
        left = {name: _staying(reach, name, walks, stay) for name, walks in stay.items()}
        if left == stay:
            return stay
        stay = left


def _staying(reach: Reachable, name: str, walks: Set, stay: dict[str, Set]) -> Set:
    return reach.diagram.union(
        some & stay[to] for some, to in reach.leave(name, walks) if to in stay
    )
