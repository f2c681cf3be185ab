"""The places that a shortest walk may come to, where some walk is known to be short."""

from __future__ import annotations

from collections.abc import Container

from tree.model import exits
from tree.proving.any_way import last_step
from tree.proving.marked import Marked
from tree.proving.reach import Places
from tree.proving.turns import Node


def near(reach: Marked, wanted: Places) -> Container[str]:
    """Take the places that walks come to, without those too far for a shortest walk."""
    enough = _enough(reach, wanted)
    if enough > len(reach.order) // 2:
        return {reach.tree.start, *reach.came}
    close, layer = {reach.tree.start}, [reach.tree.start]
    for _ in range(enough + 1):
        for name in layer:
            if fork := reach.tree.forks.get(name):
                layer += _new(reach, fork, close)
        ahead = (reach.tree.node(name) for name in layer if name not in reach.tree.forks)
        layer = [name for node in ahead for name in _new(reach, node, close)]
    return close


def _enough(reach: Marked, wanted: Places) -> int:
    """Say how many answers are enough: one at each place before that from which some walk came."""
    at = {name: i for i, name in enumerate(reach.order)}
    place = min(wanted, key=lambda name: at[reach.came.get(name, [reach.tree.start])[0]])
    step = last_step(reach, at, place, wanted[place])
    return at[step[0]] + 1 if step else at[place]


def _new(reach: Marked, node: Node, close: set[str]) -> list[str]:
    """Add to what is near all that walks come to from a place, and list it."""
    to = dict.fromkeys(route.to for route in exits(node) if route.to in reach.came)
    new = [name for name in to if name not in close]
    close.update(new)
    return new
