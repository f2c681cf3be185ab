"""Find a shortest walk to a screen, by the sets of all walks or, in a large pack, by a formula."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

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

Way = tuple[tuple[Answer, ...], bool]
"""Answers, and whether the page is then opened beside the one at which they end."""

Finder = Callable[[str], Way | None]
"""Returns the shortest way to a question or outcome; None if no walk comes to it."""


def finder(tree: Tree) -> tuple[Finder, int | None]:
    """Return what finds walks, and how many questions the longest asks, where that is known.

    Raises UnusableError if the pack is too large for either prover.
    """
    if is_countable(tree):
        with suppress(TooLargeError):
            sets = _Sets(tree)
            return sets.find, sets.longest
    try:
        return _Formula(tree).find, None
    except NoRoomError as error:
        raise UnusableError("too-large", name=tree.id) from error


class _Sets:
    """All walks of a tree as diagrams."""

    def __init__(self, tree: Tree) -> None:
        self._space = ExactSpace(tree)
        self.longest = self._space.longest

    def find(self, name: str) -> Way | None:
        none = self._space.diagram.none
        if (here := self._space.at[name] & ~self._space.repeats(name)) != none:
            return shortest(self._space, here).walk, False
        if (opened := self._beside(name)) != none:
            return shortest(self._space, opened).walk, True
        return None

    def _beside(self, name: str) -> Set:
        """Return the walks that end at a page from which this one can be opened."""
        space = self._space
        return space.diagram.union(
            walks
            for outcome in space.tree.outcomes.values()
            for walks, route in space.split(space.ends[outcome.id], outcome.beside)
            if route.to == name
        )


class _Formula:
    """All walks of a tree as a formula."""

    def __init__(self, tree: Tree) -> None:
        self._prover = Prover(tree, ())

    def find(self, name: str) -> Way | None:
        walk = self._prover.walk
        sites = [Site(i, walk.at[i]) for i in walk.copies.get(name, ())]
        found = find(self._prover.solver, walk, sites)
        return (found.walk, False) if found else None
