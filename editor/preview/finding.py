"""Find a shortest walk to a screen, by the sets of all walks or, in a large pack, by a formula."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Protocol

from tree.condition import Condition
from tree.fault import UnusableError
from tree.model import Tree
from tree.proving.promises.prove import shortest
from tree.proving.sat.form_goals import Site
from tree.proving.sat.formula import NoRoomError
from tree.proving.sat.prover import Prover
from tree.proving.sat.shortest_walk import find
from tree.proving.sets.diagram import Set, TooLargeError
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.verdict import is_countable
from tree.walk import Answer

FoundWay = tuple[tuple[Answer, ...], bool]
"""Answers, and whether the page is then opened beside the one at which they end."""


class Finder(Protocol):
    """Finds walks; `longest` is how many questions the longest asks, where that is known."""

    longest: int | None

    def find(self, names: Collection[str], when: Condition | None = None) -> FoundWay | None:
        """Return the shortest way to one of some screens; None if no walk comes to any.

        With a condition, walks count on which it holds in the end.
        """


def finder(tree: Tree) -> Finder:
    """Return what finds walks; raises UnusableError if the pack is too large for either prover."""
    if is_countable(tree):
        with suppress(TooLargeError):
            return _Sets(tree)
    try:
        return _Formula(tree)
    except NoRoomError as error:
        raise UnusableError("too-large", name=tree.id) from error


class _Sets:
    """All walks of a tree as diagrams."""

    def __init__(self, tree: Tree) -> None:
        self._space = ExactSpace(tree)
        self.longest: int | None = self._space.longest

    def find(self, names: Collection[str], when: Condition | None = None) -> FoundWay | None:
        """Return the shortest way; a page that only another one opens is opened from there."""
        space, held = self._space, self._space.meaning(when)
        here = space.diagram.union(space.at[name] & ~space.repeats(name) for name in names)
        for walks, beside in ((here, False), (self._beside(names), True)):
            if walks & held != space.diagram.none:
                return shortest(space, walks & held).walk, beside
        return None

    def _beside(self, names: Collection[str]) -> Set:
        """Return the walks that end at a page from which one of these can be opened."""
        space = self._space
        return space.diagram.union(
            walks
            for outcome in space.tree.outcomes.values()
            for walks, route in space.split(space.ends[outcome.id], outcome.beside)
            if route.to in names
        )


class _Formula:
    """All walks of a tree as a formula."""

    def __init__(self, tree: Tree) -> None:
        self._prover = Prover(tree, ())
        self.longest: int | None = None

    def find(self, names: Collection[str], when: Condition | None = None) -> FoundWay | None:
        """Return a way; raises UnusableError for a condition."""
        if when:
            raise UnusableError("too-large", name=self._prover.tree.id)
        walk = self._prover.walk
        sites = [Site(i, walk.at[i]) for name in names for i in walk.copies.get(name, ())]
        found = find(self._prover.solver, walk, sites)
        return (found.walk, False) if found else None
