"""Map each condition to the set of walks on which it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from tree.condition import (
    All,
    AnyOf,
    AtLeast,
    Chose,
    Condition,
    Fact,
    InTopic,
    Leaf,
    Named,
    Not,
)
from tree.proving.sets.diagram import Diagram, Set

Atom = Callable[[Leaf], Set]
"""Returns the walks on which a fact, a tally or an answer holds."""


class Meanings:
    """The sets of the conditions asked for so far, built on demand."""

    def __init__(self, diagram: Diagram, atom: Atom) -> None:
        """Take a function that returns the sets of facts, tallies and answers."""
        self._diagram = diagram
        self._atom = atom
        self._known: dict[int, tuple[Condition, Set]] = {}

    def __call__(self, condition: Condition | None) -> Set:
        """Return the walks on which a condition holds: all of them for None."""
        if condition is None:
            return self._diagram.all
        if id(condition) not in self._known:
            self._known[id(condition)] = condition, self._mean(condition)
        return self._known[id(condition)][1]

    def any(self, sets: Iterable[Set]) -> Set:
        """Return the union of sets of walks."""
        return self._diagram.union(sets)

    def _mean(self, condition: Condition) -> Set:
        match condition:
            case AnyOf(parts):
                return self._diagram.union([self(part) for part in parts])
            case All(parts):
                both = self._diagram.all
                for part in parts:
                    both = both & self(part)
                return both
            case Not(part):
                return ~self(part)
            case Named(_, means):
                return self(means)
            case Fact() | AtLeast() | Chose() | InTopic():
                return self._atom(condition)
            case _:
                assert_never(condition)
