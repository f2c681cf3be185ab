"""Whole sheets of answers, shared out by the tier at which they end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tree.model import Tree
from tree.proving.answers import Answers
from tree.proving.closure import by_stop, legal, sheets
from tree.proving.diagram import Set

Gentler = dict[int, Set]
"""Sheets that end at a tier or a gentler one, gentlest first; the most urgent would hold all."""


def by_tier(tree: Tree, words: Answers, ends: Mapping[str, Set]) -> Gentler:
    """Fill walks in to sheets, tier by tier."""
    allowed, tiers = legal(words), dict[int, Set]()
    urgent = min(outcome.tier for outcome in tree.outcomes.values())
    mild = {name: walks for name, walks in ends.items() if tree.outcomes[name].tier > urgent}
    for stopped, names in by_stop(tree, mild):
        for tier, walks in _joined(tree, ends, names).items():
            whole = sheets(words, walks, allowed, stopped)
            tiers[tier] = tiers.get(tier, words.diagram.none) | whole
    gentler, so_far = Gentler(), words.diagram.none
    for tier in sorted(tiers, reverse=True):
        gentler[tier] = so_far = so_far | tiers[tier]
    return gentler


def _joined(tree: Tree, ends: Mapping[str, Set], names: Iterable[str]) -> dict[int, Set]:
    """Join the walks that end at outcomes of one tier."""
    joined: dict[int, Set] = {}
    for name in names:
        tier = tree.outcomes[name].tier
        joined[tier] = joined[tier] | ends[name] if tier in joined else ends[name]
    return joined
