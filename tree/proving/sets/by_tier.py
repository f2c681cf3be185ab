"""Whole sheets of answers, shared out by the tier at which they end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tree.model import Tree
from tree.proving.sets.completions import by_stop, legal, sheets
from tree.proving.sets.diagram import Set, rung
from tree.proving.sets.encoding import ExactEncoding

Gentler = dict[int, Set]
"""Sheets that end at a tier or a gentler one, gentlest first; the most urgent would hold all."""


def by_tier(tree: Tree, encoding: ExactEncoding, ends: Mapping[str, Set]) -> Gentler:
    """Fill walks in to sheets, tier by tier."""
    allowed, found = legal(encoding), encoding.diagram.none
    urgent = min(outcome.tier for outcome in tree.outcomes.values())
    mild = {name: walks for name, walks in ends.items() if tree.outcomes[name].tier > urgent}
    for stopped, names in by_stop(tree, mild):
        found = found | sheets(encoding, _numbered(tree, encoding, ends, names), allowed, stopped)
    gentler, so_far = Gentler(), encoding.diagram.none
    for tier in sorted({tree.outcomes[name].tier for name in mild}, reverse=True):
        gentler[tier] = so_far = so_far | encoding.diagram.restrict(rung(tier), found)
    return gentler


def _numbered(
    tree: Tree, encoding: ExactEncoding, ends: Mapping[str, Set], names: Iterable[str]
) -> Set:
    """Join the walks that end at some outcomes, each with the number of its tier."""
    tiers = {name: encoding.diagram.cube(rung(tree.outcomes[name].tier)) for name in names}
    return encoding.diagram.union(ends[name] & tier for name, tier in tiers.items())
