"""The order in which places are come to: as written, but before all that they lead to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tree.model import Tree, exits


def asking_order(tree: Tree) -> tuple[str, ...]:
    """List all places so that, loops aside, each stands before those it leads to."""
    return asking_order_and_onward(tree)[0]


def asking_order_and_onward(tree: Tree) -> tuple[tuple[str, ...], bool]:
    """List all places in that order, and say whether every route leads onward in it."""
    left: list[str] = []
    seen: set[str] = set()
    onward = True
    for name in (*reversed(tree.questions), *reversed(tree.forks), *tree.outcomes):
        if name not in seen:
            onward &= _leave(tree, name, seen, left)
    return tuple(reversed(left)), onward


def _leave(tree: Tree, start: str, seen: set[str], left: list[str]) -> bool:
    """Go deep from a place, note each once all it leads to was, and say if none leads back."""
    seen.add(start)
    trail = [(start, _nexts(tree, start))]
    above, onward = {start}, True
    while trail:
        name, nexts = trail[-1]
        for to in nexts:
            if to not in seen:
                seen.add(to)
                above.add(to)
                trail.append((to, _nexts(tree, to)))
                break
            if to in above:
                onward = False
        else:
            trail.pop()
            above.remove(name)
            left.append(name)
    return onward


def _nexts(tree: Tree, name: str) -> Iterator[str]:
    """List where a place leads, last route first: what is noted last stands first."""
    return reversed([route.to for route in exits(tree.node(name))])


def is_onward(tree: Tree, order: Iterable[str]) -> bool:
    """Say whether every route leads to a place that stands later in an order."""
    at = {name: i for i, name in enumerate(order)}
    for name, i in at.items():
        for route in exits(tree.node(name)):
            if at[route.to] <= i:
                return False
    return True


def road(tree: Tree) -> int:
    """Count the questions on the longest road, conditions aside; endless where it may go round."""
    order = asking_order(tree)
    if not is_onward(tree, order):
        return sys.maxsize
    longest: dict[str, int] = {}
    for name in reversed(order):
        beyond = max((longest[route.to] for route in exits(tree.node(name))), default=0)
        longest[name] = beyond + (name in tree.questions)
    return longest[tree.start]
