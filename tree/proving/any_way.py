"""Some walk to a place, found backward through all places: quick, but not the shortest."""

from __future__ import annotations

from collections.abc import Iterator

from tree.model import Fork, Tree, exits
from tree.proving.diagram import Set
from tree.proving.marked import Marked
from tree.proving.reach import Places
from tree.proving.search import Sheet, Step, named, unanswered, ways


def any_way(reach: Marked, wanted: Places) -> Sheet:
    """Find what to answer so as to stand where it is wanted; empty where only a circle leads on."""
    at = {name: i for i, name in enumerate(reach.order)}
    found = (name for name in reach.order if name in wanted)
    place = next(name for name in found if wanted[name] != reach.diagram.none)
    walks, sheet, leads = wanted[place], Sheet(), _leads(reach.tree)
    while place != reach.tree.start:
        near = (name for name in leads.get(place, ()) if at[name] < at[place])
        step = next((s for name in near for s in _before(reach, name, place, walks)), None)
        if step is None:
            return {}
        place, chosen, walks = step
        if chosen:
            sheet[place] = chosen
    return sheet


def _leads(tree: Tree) -> dict[str, list[str]]:
    """List, for every place, the places with a route to it."""
    leads: dict[str, list[str]] = {}
    for name in (*tree.questions, *tree.forks, *tree.outcomes):
        for to in {route.to for route in exits(tree.node(name))}:
            leads.setdefault(to, []).append(name)
    return leads


def _before(reach: Marked, name: str, place: str, walks: Set) -> Iterator[Step]:
    """List the answers by which some of these walks came from one place to the next."""
    node = reach.tree.node(name)
    for chosen, routes in ways(node):
        to = (some for some, route in reach.split(reach.diagram.all, routes) if route.to == place)
        after = reach.diagram.union(to) & walks
        if after != reach.diagram.none:
            was = after if isinstance(node, Fork) else unanswered(reach, node, chosen, after)
            if (before := was & reach.at[name]) != reach.diagram.none:
                yield name, named(node, chosen), before
