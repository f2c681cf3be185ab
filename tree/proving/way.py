"""The shortest walk to a place, among walks that are wanted there."""

from __future__ import annotations

from tree.proving.any_way import any_way
from tree.proving.count import Best
from tree.proving.marked import Marked
from tree.proving.reach import Places, Reach
from tree.proving.search import Sheet, search
from tree.proving.space import Space
from tree.proving.trail import Trail, trail


def way_and_shortest(reach: Reach, wanted: Places) -> tuple[Trail, bool]:
    """Find a wanted walk, and say whether none is shorter."""
    found, shortest = _sheet(reach, wanted)
    return trail(reach.tree, found), shortest


def _sheet(reach: Reach, wanted: Places) -> tuple[Sheet, bool]:
    if isinstance(reach, Space):
        return Best(reach.words, reach.diagram.union(wanted.values())).answers(), True
    if not isinstance(reach, Marked):
        return {}, False
    found = search(reach, wanted)
    return (any_way(reach, wanted), False) if found is None else (found, True)
