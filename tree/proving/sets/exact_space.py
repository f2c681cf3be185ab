"""Every walk of a tree, each told from every other: what proofs, numbers and comparisons need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property

from tree.condition import AnyOf, Condition, Fact, leaves
from tree.model import Tree
from tree.proving.pages_beside import fork_before
from tree.proving.promise import Promise
from tree.proving.sets.diagram import Bits, Set, rung
from tree.proving.sets.encoding import ExactEncoding
from tree.proving.sets.model_count import Best, by_stop, legal, sheets
from tree.proving.sets.order import is_onward
from tree.proving.sets.reachable import Reachable

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


class ExactSpace(Reachable):
    """All walks of one tree, and what can be said of them together."""

    def __init__(
        self, tree: Tree, encoding: ExactEncoding | None = None, like: ExactSpace | None = None
    ) -> None:
        """Find the walks that come to each place."""
        self.encoding = encoding or ExactEncoding(tree)
        self._shadows: dict[str, dict[str, Set]] = {}
        self._heard: dict[str, frozenset[str]] = {}
        super().__init__(tree, self.encoding, like)
        self.walks = self.diagram.union(self.ends.values())
        self.same_tiers = True

    def changed(self, tree: Tree) -> ExactSpace:
        """Find the walks of this tree with a slip in it, by as much as stays as it was."""
        encoding = self.encoding.changed(tree)
        same = encoding.teaches_as(self.encoding) and tree.outcomes is self.tree.outcomes
        return ExactSpace(tree, encoding, self if same else None)

    def beside(self, tree: Tree) -> ExactSpace:
        """Return the walks where whoever may open a page beside theirs does, and none leads on.

        They are the same walks; unproved are those that end at another page than here.
        """
        other = copy(self)
        other.tree, other.encoding, other.same_tiers = tree, self.encoding.changed(tree), True
        other._encoding = other.encoding
        for part in ("gentler", "ladder", "steps"):
            other.__dict__.pop(part, None)
        before = {fork_before(name): name for name in self.ends}
        forks = {fork: self.at[name] for fork, name in before.items() if fork in tree.forks}
        other.at = self.at | forks
        other.ends = dict(self.ends)
        other.unproved = dict.fromkeys(self.ends, self.diagram.none)
        for outcome in self.tree.outcomes.values():
            for walks, route in self.split(self.ends[outcome.id], outcome.beside):
                other.ends[outcome.id] = other.ends[outcome.id] & ~walks
                other.unproved[route.to] = other.unproved[route.to] | walks
                other.same_tiers &= tree.outcomes[route.to].tier == outcome.tier
        for name, walks in other.unproved.items():
            other.ends[name] = other.ends[name] | walks
        return other

    def is_proved(self, promise: Promise) -> bool:
        """Return whether a promise was proved where these walks end at their own pages."""
        same = promise.form == "monotone" and self.same_tiers
        return self.unproved is not self.ends and (same or promise.form in ("asked", "at_most"))

    def _is_met(self, condition: Condition | None) -> bool:
        """Ask the places where a fact is taught, if all that is asked is asked on some walk."""
        if isinstance(condition, AnyOf):
            return any(self.some(part) for part in condition.parts)
        if isinstance(condition, Fact) and self._onward:
            taught = self.encoding.teaching(condition)
            return any(self.at[question] != self.diagram.none for question in taught)
        return self.diagram.intersects(self.walks, self.meaning(condition))

    @cached_property
    def _onward(self) -> bool:
        return is_onward(self.tree, self.order)

    def heard(self, page: str, fact: str) -> bool:
        """Say whether some walk that ends at a page has learned a fact."""
        if page not in self._heard:
            self._heard[page] = frozenset(self._learned(page))
        return fact in self._heard[page]

    def told(self, page: str, when: Condition, /) -> Set:
        """Take what is answered at the one question that a condition asks about, if it is one."""
        asks = {place for leaf in leaves(when) for place in self.encoding.teaching(leaf)}
        return self._shadow(page)[asks.pop()] if len(asks) == 1 else self.ends[page]

    def _shadow(self, page: str) -> dict[str, Set]:
        if page not in self._shadows:
            self._shadows[page] = dict(self.encoding.shadows(self.ends[page]))
        return self._shadows[page]

    def _learned(self, page: str) -> Iterator[str]:
        """List the facts that some walk to a page has learned, place by place."""
        for place, shadow in self._shadow(page).items():
            question = self.tree.questions.get(place)
            for option in (*question.options, question.skip) if question else ():
                chosen = (
                    self.encoding.chose(place, option.id) if option.learn else self.diagram.none
                )
                if self.diagram.intersects(shadow, chosen):
                    yield from option.learn

    @cached_property
    def longest(self) -> int:
        """Count the questions on the longest walk."""
        return Best(self.encoding, self.walks, go_on=0, most=True).weight or 0

    @cached_property
    def gentler(self) -> Gentler:
        """Share all sheets of answers out by tier, gentlest first, each with those before it."""
        return by_tier(self.tree, self.encoding, self.ends)

    @cached_property
    def steps(self) -> dict[Bits, set[Set]]:
        """What the ladder leads to at each place, whatever is answered before."""
        return self.diagram.entries(self.ladder, [w.bits for w in self.encoding.letters.values()])

    @cached_property
    def ladder(self) -> Set:
        """Join all of them in one set, each with the number of its tier."""
        return self.diagram.union(
            sheets & self.diagram.cube(rung(tier)) for tier, sheets in self.gentler.items()
        )
