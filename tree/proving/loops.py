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


def loops(space: Space) -> Iterator[Finding]:
    """Find every place that some walk meets twice."""
    for name, walks in space.at.items():
        if (again := space.words.repeats(name, walks)) != space.diagram.none:
            yield _asked_twice(space, name, again)
    for name, walks in _circling(space).items():
        if walks != space.diagram.none:
            found = shortest_trail(space, walks)
            yield Finding("fork-circle", ("forks", name), {"name": name}, found.walk)
            return


def _asked_twice(space: Space, name: str, walks: Set) -> Finding:
    """Blame the route by which the shortest walk comes back."""
    found = shortest_trail(space, walks)
    fired = found.steps[-1].fired[-1]
    spot = spot_of_route(space.tree, fired.place, fired.number, fired.route)
    return Finding("asked-twice", spot, {"name": name}, found.walk)


def _circling(space: Space) -> dict[str, Set]:
    """Find the walks at each fork that only ever go on to forks of the same circle."""
    stay = {name: space.at[name] for circle in _circles(space.tree) for name in circle}
    while True:
        left = {name: _staying(space, name, walks, stay) for name, walks in stay.items()}
        if left == stay:
            return stay
        stay = left


def _staying(space: Space, name: str, walks: Set, stay: dict[str, Set]) -> Set:
    return space.diagram.union(
        some & stay[to] for some, to in space.leave(name, walks) if to in stay
    )


def _circles(tree: Tree) -> Iterator[set[str]]:
    """List the circles among forks alone."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for fork in tree.forks.values():
        drawn.add_edges_from((fork.id, route.to) for route in fork.go if route.to in tree.forks)
    for circle in nx.strongly_connected_components(drawn):
        if len(circle) > 1 or any(drawn.has_edge(name, name) for name in circle):
            yield circle
