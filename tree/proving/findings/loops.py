"""Loops: walks that come back to a question, or circle among forks forever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Protocol, runtime_checkable

from tree.model import Tree
from tree.proving.findings.route_lists import spot_of_route
from tree.proving.promise import Finding, FindingPlace
from tree.proving.replay import Trail, trail
from tree.proving.sets.diagram import Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.gc_paused import quietly
from tree.proving.sets.model_count import Best
from tree.proving.sets.reachable import NodeSets, Reachable


@runtime_checkable
class Pathfinder(Protocol):
    """A space whose sets cannot be enumerated, but that can find one walk."""

    def way(self, wanted: NodeSets, /) -> tuple[Trail, bool]:
        """Return a wanted walk, and whether it is known to be a shortest one."""

    def circling(self) -> NodeSets:
        """Return for each fork the walks that other forks alone have led back to it."""


@quietly
def way_and_shortest(reach: Reachable, wanted: NodeSets) -> tuple[Trail, bool]:
    """Return a wanted walk, and whether it is a shortest one."""
    if isinstance(reach, Pathfinder):
        return reach.way(wanted)
    if not isinstance(reach, ExactSpace):
        raise TypeError(reach)
    found = Best(reach.encoding, reach.diagram.union(wanted.values())).answers()
    return trail(reach.tree, found), True


def fork_circles(tree: Tree) -> Iterator[set[str]]:
    """Yield the strongly connected components of forks that contain a cycle."""
    forks = tree.forks
    return _circles({f.id: [r.to for r in f.go if r.to in forks] for f in forks.values()})


def _circles(leads: Mapping[str, Iterable[str]]) -> Iterator[set[str]]:
    try:
        TopologicalSorter(leads).prepare()
    except CycleError:
        yield from _groups(leads)


def _groups(leads: Mapping[str, Iterable[str]]) -> Iterator[set[str]]:
    import networkx as nx  # noqa: PLC0415  (takes 0.25 s; hardly any pack needs it)

    drawn: nx.DiGraph[str] = nx.DiGraph()
    drawn.add_nodes_from(leads)
    drawn.add_edges_from((name, to) for name, nexts in leads.items() for to in nexts)
    for group in nx.strongly_connected_components(drawn):
        if len(group) > 1 or any(drawn.has_edge(name, name) for name in group):
            yield group


def loops(reach: Reachable) -> Iterator[Finding]:
    """Find every node that some walk meets twice."""
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
    """Report the route by which the shortest walk comes back."""
    found, shortest = way_and_shortest(reach, {name: walks})
    fired = found.steps[-1].fired[-1] if found.steps else None
    spot: FindingPlace = ("questions" if name in reach.tree.questions else "outcomes", name)
    if fired:
        spot = spot_of_route(reach.tree, fired.place, fired.number, fired.route)
    return Finding("asked-twice", spot, {"name": name}, found.walk, shortest)


def _circling(reach: Reachable) -> dict[str, Set]:
    """Return for each fork the walks that never leave its cycle, as a greatest fixpoint."""
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
