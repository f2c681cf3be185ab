"""Bounds on the number of questions still to come, from the graph; exact where that is cheap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from tree.condition import AtLeast, Fact, Learned, holds, reads
from tree.model import Fork, Option, Outcome, Question, Route, Tree, exit_routes, exits
from tree.walk import Walk

STATES = 150
QUESTIONS = 200
"""Limits of the exact count: new states, or (node, facts) pairs, per call; questions of a tree.

STATES take some 10 ms. A count that needs more falls back to an upper bound. Counts are cached, so
near its end a walk gets exact numbers.
"""

Span = tuple[int, int]
Reads = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, repr=False)
class Ahead:
    """How many questions can still come; `least` is None where only an upper bound is known."""

    least: int | None
    most: int


class Counter:
    """Counts the questions ahead in one tree, and caches the counts."""

    def __init__(self, tree: Tree, states: int = STATES, longest: int | None = None) -> None:
        """Find, from the ends backwards, the facts that the count at each node depends on.

        `longest` is the number of questions on the longest walk, if it was proved. `states` is the
        number of new states counted per call.
        """
        self._tree = tree
        self._longest = len(tree.questions) if longest is None else longest
        self._states = states if len(tree.questions) <= QUESTIONS else 0
        self._left = 0
        self._known: dict[tuple[str, Learned], Span] = {}
        self._bounds: dict[str, Span] = {}
        self._reads: dict[str, Reads] = {}
        leads = {n: [r.to for r in exits(tree.node(n))] for n in _names(tree)}
        try:
            for node in TopologicalSorter(leads).static_order():
                self._look_back(node)
        except CycleError:
            self._states = 0

    def anew(self) -> Counter:
        """Return a counter that knows what this one has counted, and tells it nothing back."""
        other = copy(self)
        other._known = self._known.copy()
        return other

    def ahead(self, walk: Walk) -> Ahead:
        """Return the count from where the walk stands, the question there included."""
        self._left = self._states
        try:
            return Ahead(*self._span(walk.place.id, walk.learned))
        except OverflowError:
            left = self._longest - len(walk.asked)
            return Ahead(None, min(self._bounds.get(walk.place.id, (0, left))[1], left))

    def _look_back(self, node: str) -> None:
        """Bound the count by the graph alone, and collect the conditions that it depends on."""
        place = self._tree.node(node)
        go = tuple(exits(place))
        least, most = _hull(self._bounds[route.to] for route in go)
        if isinstance(place, Outcome):
            least = 0
        if isinstance(place, Question):
            least, most = least + 1, most + 1
        own = _conditions(go).union(*(self._reads[route.to] for route in go))
        self._bounds[node] = (least, most)
        self._reads[node] = frozenset() if least == most else own

    def _span(self, node: str, learned: Learned) -> Span:
        key = (node, _slice(learned, self._reads.get(node, frozenset())))
        if key not in self._known:
            self._left -= 1
            if self._left < 0:
                raise OverflowError
            self._known[key] = self._count(node, key[1])
        return self._known[key]

    def _count(self, node: str, learned: Learned) -> Span:
        place = self._tree.node(node)
        if isinstance(place, Fork):
            return self._along(place.go, learned)
        if isinstance(place, Outcome):
            return 0, self._span(place.go_on, learned)[1] if place.go_on else 0
        least, most = _hull(self._answers(place, learned))
        return least + 1, most + 1

    def _along(self, go: Iterable[Route], learned: Learned) -> Span:
        to = next(r.to for r in go if holds(r.when, learned))
        return self._span(to, learned)

    def _answers(self, place: Question, learned: Learned) -> Iterator[Span]:
        matter = _conditions(place.go).union(*(self._reads[route.to] for route in place.go))
        for chosen in _choices(place, matter):
            taught = self._tree.learn(learned, chosen)
            yield self._along(exit_routes(place, chosen), taught)


def _names(tree: Tree) -> Iterator[str]:
    yield from (*tree.questions, *tree.forks, *tree.outcomes)


def _slice(learned: Learned, matter: Reads) -> Learned:
    """Keep only the facts and tallies that the count depends on."""
    return Learned(
        frozenset(f for f in learned.facts if (Fact.op, f) in matter),
        tuple(t for t in learned.tallies if (AtLeast.op, t[0]) in matter),
    )


def _conditions(go: Iterable[Route]) -> Reads:
    return frozenset().union(*(reads(route.when) for route in go if route.when))


def _choices(place: Question, matter: Reads) -> Iterator[tuple[Option, ...]]:
    """List the answers that differ in the facts that matter, one for each effect."""
    yield (place.skip,)
    if not place.choose:
        yield from ((option,) for option in place.options)
        return
    yield from ((option,) for option in place.options if option.alone)
    yield from _subsets([o for o in place.options if not o.alone], place.choose, matter)


Mark = tuple[Reads, tuple[tuple[str, int], ...]]


def _subsets(options: list[Option], choose: int, matter: Reads) -> Iterator[tuple[Option, ...]]:
    """List the lists that differ in the facts that matter, each with the fewest options."""
    fewest: dict[Mark, tuple[Option, ...]] = {}
    for option in options:
        for chosen in [(), *fewest.values()]:
            more = (*chosen, option)
            known = fewest.get(mark := _mark(more, matter))
            if len(more) <= choose and (known is None or len(known) > len(more)):
                fewest[mark] = more
    yield from fewest.values()


def _mark(options: tuple[Option, ...], matter: Reads) -> Mark:
    facts = frozenset((Fact.op, fact) for option in options for fact in option.learn) & matter
    counts: dict[str, int] = {}
    for tally, n in (c for option in options for c in option.count):
        if (AtLeast.op, tally) in matter:
            counts[tally] = counts.get(tally, 0) + n
    return facts, tuple(sorted(counts.items()))


def _hull(spans: Iterable[Span]) -> Span:
    known = list(spans) or [(0, 0)]
    return min(least for least, _ in known), max(most for _, most in known)
