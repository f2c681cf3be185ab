"""The shortest walk to a place, among walks that are wanted there."""

from __future__ import annotations

from tree.proving.any_way import any_way
from tree.proving.count import Best
from tree.proving.diagram import TooLargeError
from tree.proving.marked import Marked
from tree.proving.quiet import quietly
from tree.proving.reach import Places, Reach
from tree.proving.search import Sheet, search
from tree.proving.space import Space
from tree.proving.trail import Trail, trail
from tree.walk import Answer


@quietly
def way_and_shortest(reach: Reach, wanted: Places) -> tuple[Trail, bool]:
    """Find a wanted walk, and say whether none is shorter."""
    found, shortest = _sheet(reach, wanted)
    return trail(reach.tree, found), shortest


@quietly
def walk_and_shortest(reach: Marked, wanted: Places) -> tuple[tuple[Answer, ...], bool]:
    """Find the answers of a wanted walk, and say whether none is shorter."""
    if (found := _depths(reach, wanted)) is not None:
        return tuple(Answer(place, chosen) for place, chosen in found.items()), True
    found, shortest = _search(reach, wanted)
    return trail(reach.tree, found).walk, shortest


def _sheet(reach: Reach, wanted: Places) -> tuple[Sheet, bool]:
    if isinstance(reach, Space):
        return Best(reach.words, reach.diagram.union(wanted.values())).answers(), True
    return _search(reach, wanted) if isinstance(reach, Marked) else ({}, False)


def _search(reach: Marked, wanted: Places) -> tuple[Sheet, bool]:
    """Search for the shortest; without room for that, some walk shows as well what is wrong."""
    some = any_way(reach, wanted)
    try:
        found = search(reach, wanted, len(some))
    except TooLargeError:
        found = None
    return (some, False) if found is None else (found, True)


def _depths(reach: Marked, wanted: Places) -> Sheet | None:
    """Work out all distances: where no walk comes back, and where there is NumPy and room."""
    if not reach.words.is_onward:
        return None
    try:
        import numpy  # noqa: F401, PLC0415  (only here, and not for every machine)
    except ImportError:
        return None
    from tree.proving.depths import depths  # noqa: PLC0415  (needs it)

    try:
        return depths(reach, wanted)
    except TooLargeError:
        return None
