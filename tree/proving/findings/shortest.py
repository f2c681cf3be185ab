"""The shortest walk to a place, among walks that are wanted there."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tree.proving.replay import Trail, trail
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best
from tree.proving.sets.no_gc import quietly
from tree.proving.sets.reachable import NodeSets, Reachable


@runtime_checkable
class Pathfinder(Protocol):
    """Walks that are not told from every other, but can be asked for one."""

    def way(self, wanted: NodeSets, /) -> tuple[Trail, bool]:
        """Find a wanted walk, and say whether none is known to be shorter."""

    def circling(self) -> NodeSets:
        """Take the walks at each fork that forks alone have led back to."""


@quietly
def way_and_shortest(reach: Reachable, wanted: NodeSets) -> tuple[Trail, bool]:
    """Find a wanted walk, and say whether none is shorter."""
    if isinstance(reach, Pathfinder):
        return reach.way(wanted)
    if not isinstance(reach, ExactSpace):
        raise TypeError(reach)
    found = Best(reach.encoding, reach.diagram.union(wanted.values())).answers()
    return trail(reach.tree, found), True
