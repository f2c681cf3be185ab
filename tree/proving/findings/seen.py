"""Who sees a page: the walks that end there, and those that can open it beside another."""

from __future__ import annotations

from tree.condition import Condition, Fact
from tree.proving.sets.diagram import Set
from tree.proving.sets.reachable import Reachable


class Viewers:
    """All walks that see each page."""

    def __init__(self, reach: Reachable) -> None:
        """Find which walks can open a page from another, first match first."""
        self._reach = reach
        self._opened: dict[str, Set] = {}
        self._walks: dict[str, Set] = {}
        for outcome in reach.tree.outcomes.values():
            left = reach.ends[outcome.id]
            for route in outcome.beside:
                here = left & reach.meaning(route.when)
                self._opened[route.to] = self._opened.get(route.to, reach.diagram.none) | here
                left = left & ~here

    def walks(self, page: str) -> Set:
        """Take all walks that see a page."""
        if page not in self._walks:
            opened = self._opened.get(page, self._reach.diagram.none)
            self._walks[page] = self._reach.ends[page] | opened
        return self._walks[page]

    def told(self, page: str, when: Condition) -> Set:
        """Take of them at least what a condition may ask."""
        return self.walks(page) if page in self._opened else self._reach.told(page, when)

    def heard(self, page: str, fact: str) -> bool:
        """Say whether some walk that sees a page has learned a fact."""
        opened = self._opened.get(page, self._reach.diagram.none)
        learned = self._reach.meaning(Fact(fact))
        return self._reach.heard(page, fact) or self._reach.diagram.intersects(opened, learned)
