"""The names of marks, and the walks that have a mark."""

from __future__ import annotations

from collections.abc import Mapping

from tree.condition import Condition
from tree.proving.diagram import Diagram, Set


class Atoms:
    """From a leaf of a condition to the walks that have its mark; none has one never made."""

    def __init__(self, diagram: Diagram, levels: Mapping[str, tuple[str, ...]]) -> None:
        """Remember which marks there are."""
        self._diagram = diagram
        self._known = frozenset(diagram.names)
        self._levels = levels

    def __call__(self, leaf: Condition) -> Set:
        """Take the walks on which a fact, a tally or an answer holds."""
        name = named(leaf)
        if leaf.op == "at_least":
            levels = self._levels.get(leaf.name, ())
            name = levels[leaf.least - 1] if leaf.least <= len(levels) else ""
        return self._diagram.cube({name: True}) if name in self._known else self._diagram.none


def named(leaf: Condition) -> str:
    """Name the mark of a leaf."""
    return "/".join((leaf.op, leaf.name, *leaf.options))
