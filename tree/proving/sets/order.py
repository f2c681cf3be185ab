"""The order of asking: a topological order of the nodes, ignoring loops."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tree.model import Tree, exits


def asking_order(tree: Tree) -> tuple[str, ...]:
    """List all nodes so that, ignoring loops, each comes before those it leads to."""
    left: list[str] = []
    seen: set[str] = set()
    for name in (*reversed(tree.questions), *reversed(tree.forks), *tree.outcomes):
        if name not in seen:
            _leave(tree, name, seen, left)
    return tuple(reversed(left))


def _leave(tree: Tree, start: str, seen: set[str], left: list[str]) -> None:
    """Search depth first from a node, and append each node after all that it leads to."""
    seen.add(start)
    trail = [(start, _nexts(tree, start))]
    while trail:
        name, nexts = trail[-1]
        for to in nexts:
            if to not in seen:
                seen.add(to)
                trail.append((to, _nexts(tree, to)))
                break
        else:
            trail.pop()
            left.append(name)


def _nexts(tree: Tree, name: str) -> Iterator[str]:
    """List the targets of a node's routes, last route first, so that the first ends up first."""
    return reversed([route.to for route in exits(tree.node(name))])


def is_onward(tree: Tree, order: Iterable[str]) -> bool:
    """Return whether every route leads to a later node in an order."""
    at = {name: i for i, name in enumerate(order)}
    for name, i in at.items():
        for route in exits(tree.node(name)):
            if at[route.to] <= i:
                return False
    return True


def road(tree: Tree) -> int:
    """Return the questions on the longest path, ignoring conditions; sys.maxsize with loops."""
    order = asking_order(tree)
    if not is_onward(tree, order):
        return sys.maxsize
    longest: dict[str, int] = {}
    for name in reversed(order):
        beyond = max((longest[route.to] for route in exits(tree.node(name))), default=0)
        longest[name] = beyond + (name in tree.questions)
    return longest[tree.start]
