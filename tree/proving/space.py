"""Every walk of a tree, each told from every other: what proofs, numbers and comparisons need."""

from __future__ import annotations

from functools import cached_property

from tree.model import Tree
from tree.proving.answers import Answers
from tree.proving.count import Best
from tree.proving.reach import Reach
from tree.proving.tiers import Gentler, by_tier


class Space(Reach):
    """All walks of one tree, and what can be said of them together."""

    def __init__(self, tree: Tree, words: Answers | None = None) -> None:
        """Find the walks that come to each place."""
        self.words = words or Answers(tree)
        super().__init__(tree, self.words)
        self.walks = self.diagram.union(self.ends.values())

    @cached_property
    def longest(self) -> int:
        """Count the questions on the longest walk."""
        return Best(self.words, self.walks, go_on=0, most=True).weight or 0

    @cached_property
    def gentler(self) -> Gentler:
        """Share all sheets of answers out by tier, gentlest first, each with those before it."""
        return by_tier(self.tree, self.words, self.ends)
