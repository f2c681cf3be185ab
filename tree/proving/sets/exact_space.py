"""The reachable states with every walk distinct: what proofs, counts and comparisons need."""

from __future__ import annotations

from copy import copy
from functools import cached_property

from tree.condition import AnyOf, Condition, Fact, leaves
from tree.model import Route, Tree
from tree.proving.pages_beside import fork_before
from tree.proving.promise import Asked, AtMost, Monotone, Promise
from tree.proving.sets.completions import BESIDE, SHOWN, Completions, Gentler, OpenedBeside
from tree.proving.sets.diagram import Bits, Set, rung
from tree.proving.sets.encoding import ExactEncoding
from tree.proving.sets.model_count import Best, longer
from tree.proving.sets.order import is_onward
from tree.proving.sets.reachable import Reachable
from tree.proving.sets.sample import NOBODY, Sample, Sampled


class ExactSpace(Reachable):
    """All walks of one tree, and what can be asked of them together."""

    def __init__(
        self, tree: Tree, encoding: ExactEncoding | None = None, like: ExactSpace | None = None
    ) -> None:
        """Find the walks that come to each node."""
        self.encoding = encoding or ExactEncoding(tree)
        self._shadows: dict[str, dict[str, Set]] = {}
        self._longer: dict[Set, Set] = {}
        super().__init__(tree, self.encoding, like)
        self.walks = self.diagram.union(self.ends.values())
        self.same_tiers = True
        self._stepped: set[Set] = set()
        """The nodes of the ladders that were looked through."""
        self._shown: ExactSpace | None = None
        """The space of which this one is `beside`."""

    def changed(self, tree: Tree) -> ExactSpace:
        """Return the space of a mutant of this tree; reuse the sets that it leaves unchanged."""
        encoding = self.encoding.changed(tree)
        same = encoding.teaches_as(self.encoding) and tree.outcomes is self.tree.outcomes
        return ExactSpace(tree, encoding, self if same else None)

    def beside(self, tree: Tree) -> ExactSpace:
        """Return the space in which walks that may open a page beside their own end there.

        The walks are the same; `unproved` keeps those that now end at another page. This holds
        only if none of these pages leads on to questions.
        """
        other = copy(self)
        other.tree, other.encoding, other.same_tiers = tree, self.encoding.changed(tree), True
        other._encoding, other._longer, other._shown = other.encoding, {}, self
        for part in ("ended", "gentler", "ladder", "steps", "sample", "completions", "_opened"):
            other.__dict__.pop(part, None)
        before = {fork_before(name): name for name in self.ends}
        forks = {fork: self.at[name] for fork, name in before.items() if fork in tree.forks}
        other.at = self.at | forks
        other.ends = dict(self.ends)
        other.unproved = dict.fromkeys(self.ends, self.diagram.none)
        for name, walks, route in self._opened:
            other.ends[name] = other.ends[name] & ~walks
            other.unproved[route.to] = other.unproved[route.to] | walks
            other.same_tiers &= tree.outcomes[route.to].tier == tree.outcomes[name].tier
        for name, walks in other.unproved.items():
            other.ends[name] = other.ends[name] | walks
        return other

    def is_proved(self, promise: Promise) -> bool:
        """Return whether the proof over the walks' own pages already covers this promise."""
        same = isinstance(promise, Monotone) and self.same_tiers
        return self.unproved is not self.ends and (same or isinstance(promise, Asked | AtMost))

    def _is_met(self, condition: Condition | None) -> bool:
        """Without loops, look only for a question that teaches the fact and is reached."""
        if isinstance(condition, AnyOf):
            return any(self.some(part) for part in condition.parts)
        if isinstance(condition, Fact) and self._onward:
            taught = self.encoding.teaching(condition)
            return any(self.at[question] != self.diagram.none for question in taught)
        return self.diagram.intersects(self.walks, self.meaning(condition))

    @cached_property
    def _onward(self) -> bool:
        return is_onward(self.tree, self.order)

    @cached_property
    def sample(self) -> Sample | None:
        """Random walks, if no walk comes back."""
        return Sample(self.tree) if self._onward else None

    def sampled(self, page: str) -> Sampled:
        """Return random walks that end at a page, if there are any."""
        return self.sample.ends[page] if self.sample else NOBODY

    def sampled_trying(self, place: str, routes: tuple[Route, ...]) -> Sampled:
        """Return random walks that try a list of routes, if there are any."""
        return self.sample.tried.get((place, id(routes)), NOBODY) if self.sample else NOBODY

    def longer(self, walks: Set) -> Set:
        """Return walks with any further answers, as `longer` does; results are cached."""
        if walks not in self._longer:
            self._longer[walks] = longer(self.encoding, walks)
        return self._longer[walks]

    def heard(self, page: str, fact: str) -> bool:
        """Return whether some walk that ends at a page has learned a fact."""
        shadow = self._shadow(page)
        return any(
            self.diagram.intersects(shadow[question], self.encoding.chose(question, option.id))
            for question, option in self.encoding.taught(fact)
        )

    def told(self, page: str, when: Condition, /) -> Set:
        """Return the projection to the one question that a condition reads, else all walks."""
        asks = {place for leaf in leaves(when) for place in self.encoding.teaching(leaf)}
        return self._shadow(page)[asks.pop()] if len(asks) == 1 else self.ends[page]

    def _shadow(self, page: str) -> dict[str, Set]:
        if page not in self._shadows:
            self._shadows[page] = dict(self.encoding.shadows(self.ends[page]))
        return self._shadows[page]

    @cached_property
    def longest(self) -> int:
        """The number of questions on the longest walk."""
        return Best(self.encoding, self.walks, go_on=0, most=True).weight or 0

    @cached_property
    def _opened(self) -> list[OpenedBeside]:
        """The walks that open a page beside the one at which they end."""
        return [
            (page.id, walks, route)
            for page in self.tree.outcomes.values()
            for walks, route in self.split(self.ends[page.id], page.beside)
        ]

    @cached_property
    def completions(self) -> Completions:
        """All walks, completed."""
        return Completions(self.tree, self.encoding, self.ends, self._opened)

    @cached_property
    def gentler(self) -> Gentler:
        """All completions by tier, gentlest first, each with those of gentler tiers."""
        if self._shown:
            return self._shown.completions.gentler(BESIDE)
        return self.completions.gentler(SHOWN)

    @cached_property
    def steps(self) -> dict[Bits, set[Set]]:
        """For each node, the parts of the ladder that earlier answers lead to.

        Beside pages, only those that the ladder of the pages shown does not have: a promise is
        looked at there only if it is kept here, so that none of these parts breaks it.
        """
        groups = [letter.bits for letter in self.encoding.letters.values()]
        before = self._shown.steps if self._shown else {}
        found = self.diagram.entries(self.ladder, groups, self._stepped)
        return {bits: parts - before.get(bits, set()) for bits, parts in found.items()}

    @cached_property
    def ladder(self) -> Set:
        """All completions in one set, each tagged with the number of its tier."""
        return self.diagram.union(
            sheets & self.diagram.cube(rung(tier)) for tier, sheets in self.gentler.items()
        )
