"""The places of a tree in an order in which a walk can only come to later ones.

Where routes lead round in a circle, a place is copied: once for each screen of the circle that may
have been answered before, and a fork once more for each fork of a circle of forks. A walk that
comes to a last copy stands where it has been before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree.model import Tree, exits
from tree.proving.sat.formula import NoRoomError

MOST_COPIES = 400_000


class Copy(NamedTuple):
    """A place, after how many screens of its circle, and after how many forks since the last."""

    name: str
    layer: int = 0
    turn: int = 0


Leads = dict[str, list[str]]


class Unrolled:
    """All copies that routes may lead to from the start, each before those it leads to."""

    def __init__(self, tree: Tree) -> None:
        """Find the circles, and copy what lies on them; raises NoRoomError."""
        self.tree = tree
        self._leads: Leads = {}
        self._circle = _circles(tree.start, self._leading)
        self.looping = bool(self._circle)
        self._screens: dict[int, int] = {}
        self._forks: dict[str, tuple[str, int]] = {}
        self._sizes: dict[tuple[str, int], int] = {}
        if self.looping:
            self._measure()
        self.order = _order(Copy(tree.start), self._nexts)
        self.index = {copy: i for i, copy in enumerate(self.order)}

    def _leading(self, name: str) -> list[str]:
        if name not in self._leads:
            node = self.tree.node(name)
            self._leads[name] = list(dict.fromkeys(route.to for route in exits(node)))
        return self._leads[name]

    def _measure(self) -> None:
        """Count the screens of each circle, and the forks of each circle of forks."""
        for name, circle in self._circle.items():
            self._screens[circle] = self._screens.get(circle, 0) + (name not in self.tree.forks)
        on = [name for name in self._circle if name in self.tree.forks]
        for name in on:
            found = _circles(name, lambda n: [t for t in self._leading(n) if t in self.tree.forks])
            self._forks |= {fork: (name, c) for fork, c in found.items() if fork in on}
        for turning in self._forks.values():
            self._sizes[turning] = self._sizes.get(turning, 0) + 1

    def step(self, copy: Copy, to: str) -> Copy | None:
        """Return the copy that a route leads to; None from one where a walk has been before."""
        circle = self._circle.get(copy.name)
        if circle is None or self._circle.get(to) != circle:
            return None if self.is_last(copy) else Copy(to)
        if self.is_last(copy):
            return None
        if copy.name not in self.tree.forks:
            return Copy(to, copy.layer + 1)
        turning = self._forks.get(copy.name)
        same = turning is not None and self._forks.get(to) == turning
        return Copy(to, copy.layer, copy.turn + 1 if same else 0)

    def is_last(self, copy: Copy) -> bool:
        """Tell a copy to which a walk can only come back."""
        if copy.name in self._forks:
            return copy.turn >= self._sizes[self._forks[copy.name]]
        circle = self._circle.get(copy.name)
        if circle is None or copy.name in self.tree.forks:
            return False
        return copy.layer >= self._screens[circle]

    def is_turned(self, copy: Copy) -> bool:
        """Tell a fork that forks alone have led back to."""
        return copy.name in self._forks and self.is_last(copy)

    def _nexts(self, copy: Copy) -> Iterator[Copy]:
        for to in self._leading(copy.name):
            if (found := self.step(copy, to)) is not None:
                yield found


def _order(start: Copy, nexts: Callable[[Copy], Iterator[Copy]]) -> list[Copy]:
    """List what is led to from a start, each before what it leads to; raises NoRoomError."""
    seen, left = {start}, list[Copy]()
    trail = [(start, nexts(start))]
    while trail:
        copy, ahead = trail[-1]
        for to in ahead:
            if to not in seen:
                seen.add(to)
                trail.append((to, nexts(to)))
                break
        else:
            trail.pop()
            left.append(copy)
        if len(seen) > MOST_COPIES:
            raise NoRoomError
    return left[::-1]


def _circles(start: str, leading: Callable[[str], list[str]]) -> dict[str, int]:
    """Number the circles that a start leads to: for each place on one, which (Tarjan)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack, held, found = list[str](), set[str](), dict[str, int]()
    trail = [(start, iter(leading(start)))]
    number[start] = low[start] = 0
    stack.append(start)
    held.add(start)
    while trail:
        name, ahead = trail[-1]
        for to in ahead:
            if to not in number:
                number[to] = low[to] = len(number)
                stack.append(to)
                held.add(to)
                trail.append((to, iter(leading(to))))
                break
            if to in held:
                low[name] = min(low[name], number[to])
        else:
            trail.pop()
            if trail:
                above = trail[-1][0]
                low[above] = min(low[above], low[name])
            if low[name] == number[name]:
                group = _taken(stack, name)
                held.difference_update(group)
                if len(group) > 1 or name in leading(name):
                    found |= dict.fromkeys(group, number[name])
    return found


def _taken(stack: list[str], name: str) -> list[str]:
    """Take from a stack all down to a name."""
    at = stack.index(name) if stack[-1] != name else len(stack) - 1
    group = stack[at:]
    del stack[at:]
    return group
