"""Some walk to a place, found backward through all places: quick, but not the shortest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tree.model import Fork, Route
from tree.proving.diagram import Set
from tree.proving.marked import Marked
from tree.proving.reach import Places
from tree.proving.search import Sheet, Step, named, ways


def any_way(reach: Marked, wanted: Places) -> Sheet:
    """Find what to answer so as to stand where it is wanted; empty where only a circle leads on."""
    at = {name: i for i, name in enumerate(reach.order)}
    found = (name for name in reach.order if name in wanted)
    place = next(name for name in found if wanted[name] != reach.diagram.none)
    walks, sheet = wanted[place], Sheet()
    while place != reach.tree.start:
        step = last_step(reach, at, place, walks)
        if step is None:
            return {}
        place, chosen, walks = step
        if chosen:
            sheet[place] = chosen
    return sheet


def last_step(reach: Marked, at: Mapping[str, int], place: str, walks: Set) -> Step | None:
    """Find some way by which one of these walks came to a place, from one before it."""
    near = (name for name in reach.came.get(place, ()) if at[name] < at[place])
    return next((step for name in near for step in _before(reach, name, place, walks)), None)


def _before(reach: Marked, name: str, place: str, walks: Set) -> Iterator[Step]:
    """List the answers by which some of these walks came from one place to the next."""
    node = reach.tree.node(name)
    for chosen, routes in ways(node):
        after = _sent(reach, routes, place) & walks
        if after != reach.diagram.none:
            was = after if isinstance(node, Fork) else reach.words.untaught(node, chosen, after)
            if (before := was & reach.at[name]) != reach.diagram.none:
                yield name, named(node, chosen), before


def _sent(reach: Marked, routes: tuple[Route, ...], place: str) -> Set:
    """Take the walks that these routes send to a place."""
    if len(routes) == 1:
        return reach.diagram.all if routes[0].to == place else reach.diagram.none
    to = (some for some, route in reach.split(reach.diagram.all, routes) if route.to == place)
    return reach.diagram.union(to)
