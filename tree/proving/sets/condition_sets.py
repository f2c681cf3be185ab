"""From a condition to the set of walks on which it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tree.condition import Condition
from tree.proving.sets.diagram import Diagram, Set

Atom = Callable[[Condition], Set]
"""Says when a fact, a tally or an answer holds."""


class Meanings:
    """The sets of all conditions asked for so far."""

    def __init__(self, diagram: Diagram, atom: Atom) -> None:
        """Take the sets of facts, tallies and answers from elsewhere."""
        self._diagram = diagram
        self._atom = atom
        self._known: dict[int, tuple[Condition, Set]] = {}

    def __call__(self, condition: Condition | None) -> Set:
        """Take the walks on which a condition holds; no condition always holds."""
        if condition is None:
            return self._diagram.all
        if id(condition) not in self._known:
            self._known[id(condition)] = condition, self._mean(condition)
        return self._known[id(condition)][1]

    def any(self, sets: Iterable[Set]) -> Set:
        """Join sets of walks."""
        return self._diagram.union(sets)

    def _mean(self, condition: Condition) -> Set:
        parts = [self(part) for part in condition.parts]
        match condition.op:
            case "any":
                return self._diagram.union(parts)
            case "not":
                return ~parts[0]
            case "all":
                both = self._diagram.all
                for part in parts:
                    both = both & part
                return both
        return self._atom(condition)
