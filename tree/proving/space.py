"""Every walk of a tree, each told from every other: what proofs, numbers and comparisons need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from tree.model import Tree
from tree.proving.answers import Answers
from tree.proving.count import Best
from tree.proving.diagram import Set
from tree.proving.reach import Reach
from tree.proving.tiers import Gentler, by_tier


class Space(Reach):
    """All walks of one tree, and what can be said of them together."""

    def __init__(self, tree: Tree, words: Answers | None = None) -> None:
        """Find the walks that come to each place."""
        self.words = words or Answers(tree)
        self._heard: dict[str, frozenset[str]] = {}
        super().__init__(tree, self.words)
        self.walks = self.diagram.union(self.ends.values())

    def _meets(self, holds: Set) -> bool:
        return self.diagram.meet(self.walks, holds)

    def heard(self, page: str, fact: str) -> bool:
        """Say whether some walk that ends at a page has learned a fact."""
        if page not in self._heard:
            self._heard[page] = frozenset(self._learned(self.ends[page]))
        return fact in self._heard[page]

    def _learned(self, walks: Set) -> Iterator[str]:
        """List the facts that some walk of a set has learned, place by place."""
        for place, shadow in self.words.shadows(walks):
            question = self.tree.questions.get(place)
            for option in (*question.options, question.skip) if question else ():
                if option.learn and self.diagram.meet(shadow, self.words.chose(place, option.id)):
                    yield from option.learn

    @cached_property
    def longest(self) -> int:
        """Count the questions on the longest walk."""
        return Best(self.words, self.walks, go_on=0, most=True).weight or 0

    @cached_property
    def gentler(self) -> Gentler:
        """Share all sheets of answers out by tier, gentlest first, each with those before it."""
        return by_tier(self.tree, self.words, self.ends)
