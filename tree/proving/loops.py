"""Walks that come back: to a question they have met, or from fork to fork without an end."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from tree.model import Tree
from tree.proving.diagram import Set
from tree.proving.finding import Finding
from tree.proving.lists import spot_of_route
from tree.proving.prove import shortest_trail
from tree.proving.space import Space


def loops(reach: Reach) -> Iterator[Finding]:
    """Find every place that some walk meets twice."""
    for name, walks in reach.at.items():
        if (again := reach.repeats(name)) != reach.diagram.none:
            yield _asked_twice(reach, name, again)
    for name, walks in _circling(reach).items():
        if walks != reach.diagram.none:
            found = shortest_trail(reach, walks)
            yield Finding("fork-circle", ("forks", name), {"name": name}, found.walk)
            return


def _asked_twice(reach: Reach, name: str, walks: Set) -> Finding:
    """Blame the route by which the shortest walk comes back."""
    found = shortest_trail(reach, walks)
    fired = found.steps[-1].fired[-1]
    spot = spot_of_route(reach.tree, fired.place, fired.number, fired.route)
    return Finding("asked-twice", spot, {"name": name}, found.walk)


def _circling(reach: Reach) -> dict[str, Set]:
    """Find the walks at each fork that only ever go on to forks of the same circle."""
    stay = {name: reach.at[name] for circle in _circles(reach.tree) for name in circle}
    while True:
        left = {name: _staying(reach, name, walks, stay) for name, walks in stay.items()}
        if left == stay:
            return stay
        stay = left


def _staying(reach: Reach, name: str, walks: Set, stay: dict[str, Set]) -> Set:
    return reach.diagram.union(
        some & stay[to] for some, to in reach.leave(name, walks) if to in stay
    )


def _circles(tree: Tree) -> Iterator[set[str]]:
    """List the circles among forks alone."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for fork in tree.forks.values():
        drawn.add_edges_from((fork.id, route.to) for route in fork.go if route.to in tree.forks)
    for circle in nx.strongly_connected_components(drawn):
        if len(circle) > 1 or any(drawn.has_edge(name, name) for name in circle):
            yield circle
