"""The shortest walk to a place, among walks that are wanted there."""

from __future__ import annotations

from tree.proving.any_way import any_way
from tree.proving.count import Best
from tree.proving.diagram import TooLargeError, bounded
from tree.proving.marked import Marked
from tree.proving.quiet import quietly
from tree.proving.reach import Places, Reach
from tree.proving.search import Sheet, search
from tree.proving.space import Space
from tree.proving.trail import Trail, trail


@quietly
def way_and_shortest(reach: Reach, wanted: Places) -> tuple[Trail, bool]:
    """Find a wanted walk, and say whether none is shorter."""
    found, shortest = _sheet(reach, wanted)
    return trail(reach.tree, found), shortest


def _sheet(reach: Reach, wanted: Places) -> tuple[Sheet, bool]:
    if isinstance(reach, Space):
        return Best(reach.words, reach.diagram.union(wanted.values())).answers(), True
    if not isinstance(reach, Marked):
        return {}, False
    if (found := _depths(reach, wanted)) is not None:
        return found, True
    some = any_way(reach, wanted)
    searched = _search(reach, wanted, len(some))
    return (some, False) if searched is None else (searched, True)


def _depths(reach: Marked, wanted: Places) -> Sheet | None:
    """Work out all distances, where no walk comes back, where there is NumPy and room for it."""
    if not reach.words.is_onward:
        return None
    try:
        import numpy  # noqa: F401, PLC0415  (only here, and not for every machine)
    except ImportError:
        return None
    from tree.proving.depths import depths  # noqa: PLC0415  (needs it)

    try:
        with bounded():
            return depths(reach, wanted)
    except TooLargeError:
        return None


def _search(reach: Marked, wanted: Places, known: int) -> Sheet | None:
    """Search for the shortest; without room for that, some walk shows as well what is wrong."""
    try:
        with bounded():
            return search(reach, wanted, known)
    except TooLargeError:
        return None
