"""Walks with every allowed answer where they did not ask, by the tier at which they end.

A walk has two tiers: that of its page, and that of the page which it then opens beside, if any.
Both are told apart in one diagram, so that walks are completed once for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tree.model import Route, Tree
from tree.proving.sets.diagram import Set, rung
from tree.proving.sets.encoding import ExactEncoding
from tree.proving.sets.model_count import by_stop, legal, sheets

SHOWN, BESIDE = 0, 1

TierPair = tuple[int, int]
"""The tier of the page at which a walk ends, and that of the one which it opens beside."""

PairedEnds = Mapping[TierPair, Set]
"""The walks that end at a page, by both tiers."""

OpenedBeside = tuple[str, Set, Route]
"""A page, the walks that open another one beside it, and where that leads."""

Gentler = dict[int, Set]
"""Completions by tier, each with those of gentler tiers; the most urgent is left out: it is all."""


class Completions:
    """The completions of all walks of a tree."""

    def __init__(
        self,
        tree: Tree,
        encoding: ExactEncoding,
        ends: Mapping[str, Set],
        opened: Iterable[OpenedBeside],
    ) -> None:
        """Complete them."""
        self._tree, self._encoding = tree, encoding
        self._whole = self._completed(self._paired(ends, opened))

    def _own(self, name: str) -> TierPair:
        return (self._tree.outcomes[name].tier,) * 2

    def _paired(
        self, ends: Mapping[str, Set], opened: Iterable[OpenedBeside]
    ) -> dict[str, dict[TierPair, Set]]:
        """Take the walks that open a page beside out of those that do not."""
        found = {name: {self._own(name): walks} for name, walks in ends.items()}
        none, outcomes = self._encoding.diagram.none, self._tree.outcomes
        for name, walks, route in opened:
            own, pair = self._own(name), (outcomes[name].tier, outcomes[route.to].tier)
            if own != pair:
                found[name][own] = found[name][own] & ~walks
                found[name][pair] = found[name].get(pair, none) | walks
        return found

    def _mild(self, ends: Mapping[str, PairedEnds]) -> list[TierPair]:
        """List the pairs of tiers of which one is not the most urgent."""
        urgent = min(outcome.tier for outcome in self._tree.outcomes.values())
        return sorted({pair for walks in ends.values() for pair in walks if max(pair) > urgent})

    def _completed(self, ends: Mapping[str, PairedEnds]) -> dict[TierPair, Set]:
        diagram, pairs = self._encoding.diagram, self._mild(ends)
        allowed, found = legal(self._encoding), diagram.none
        for stopped, names in by_stop(self._tree, ends):
            here = diagram.union(self._numbered(pairs, [ends[name] for name in names]))
            found = found | sheets(self._encoding, here, allowed, stopped)
        return {pair: diagram.restrict(rung(n), found) for n, pair in enumerate(pairs)}

    def _numbered(self, pairs: Iterable[TierPair], ends: Iterable[PairedEnds]) -> Iterator[Set]:
        """Yield the walks of each pair of tiers, tagged with its number."""
        diagram, pages = self._encoding.diagram, list(ends)
        for n, pair in enumerate(pairs):
            walks = diagram.union(page[pair] for page in pages if pair in page)
            yield walks & diagram.cube(rung(n))

    def gentler(self, which: int) -> Gentler:
        """Accumulate the completions from the gentlest tier on, of pages shown or beside."""
        diagram, so_far, found = self._encoding.diagram, self._encoding.diagram.none, Gentler()
        tiers = sorted({outcome.tier for outcome in self._tree.outcomes.values()}, reverse=True)
        for tier in tiers[:-1]:
            here = (walks for pair, walks in self._whole.items() if pair[which] == tier)
            found[tier] = so_far = so_far | diagram.union(here)
        return found
