"""The shortest walk to a place, among walks that are wanted there."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tree.proving.count import Best
from tree.proving.quiet import quietly
from tree.proving.reach import Places, Reach
from tree.proving.space import Space
from tree.proving.trail import Trail, trail


@runtime_checkable
class Pathfinder(Protocol):
    """Walks that are not told from every other, but can be asked for one."""

    def way(self, wanted: Places, /) -> tuple[Trail, bool]:
        """Find a wanted walk, and say whether none is known to be shorter."""

    def circling(self) -> Places:
        """Take the walks at each fork that forks alone have led back to."""


@quietly
def way_and_shortest(reach: Reach, wanted: Places) -> tuple[Trail, bool]:
    """Find a wanted walk, and say whether none is shorter."""
    if isinstance(reach, Pathfinder):
        return reach.way(wanted)
    if not isinstance(reach, Space):
        raise TypeError(reach)
    found = Best(reach.words, reach.diagram.union(wanted.values())).answers()
    return trail(reach.tree, found), True
