"""How large a condition is when its names are written out: what reads it does so part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tree.condition import Condition, Fact, parts

MOST_PARTS, DEEPEST = 1_000, 100


@dataclass(frozen=True, slots=True)
class Weight:
    """How many parts a condition has in all, and how many of them stand inside one another."""

    parts: int = 1
    depth: int = 1

    @property
    def too_much(self) -> bool:
        """Tell whether a condition of this weight is refused."""
        return self.parts > MOST_PARTS or self.depth > DEEPEST


SAID = Weight(0, 0)
"""The weight of what was refused already: what is built of it is not refused once more."""


def weigh(condition: Condition, named: Mapping[str, Weight]) -> Weight:
    """Weigh a condition; what its names mean is known by weight, so each is counted once."""
    inside = [weigh(part, named) for part in parts(condition)]
    if isinstance(condition, Fact) and condition.name in named:
        inside = [named[condition.name]]
    if SAID in inside:
        return SAID
    depth = max((part.depth for part in inside), default=0)
    return Weight(1 + sum(part.parts for part in inside), 1 + depth)
