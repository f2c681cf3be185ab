"""The reachable states of a tree: for each node, the set of walks that come to stand there.

The encoding decides what a set tells apart; ExactEncoding tells every walk from every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import heappop, heappush
from typing import Protocol

from tree.condition import Condition, Fact, Leaf
from tree.model import Fork, Outcome, Question, Route, Tree
from tree.proving.sets.condition_sets import Meanings
from tree.proving.sets.diagram import Diagram, Set, TooLargeError
from tree.proving.sets.gc_paused import quietly
from tree.proving.sets.sample import NOBODY, Sampled
from tree.proving.sets.shown import Pages

MOST_MADE = 3 << 20
"""Nodes that the fixpoint may make; a larger one would end in TooLargeError anyway."""

NodeSets = dict[str, Set]
"""Walks by the node where they stand."""

Transition = tuple[Set, tuple[Route, ...]]
"""Walks that have just answered, and the routes they try."""


class Encoding(Protocol):
    """How walks are encoded."""

    diagram: Diagram
    order: tuple[str, ...]
    begin: Set

    def atom(self, leaf: Leaf, /) -> Set:
        """Return the walks on which a fact, a tally or an answer holds."""

    def answer(self, question: Question, standing: Set, /) -> Iterable[Transition]:
        """Yield each group of answers with its routes, for walks that are here a first time."""

    def go_on(self, outcome: Outcome, standing: Set, /) -> Set:
        """Return the walks that went on from a passing outcome."""

    def repeats(self, place: str, standing: Set, /) -> Set:
        """Return the walks that stand at a node which they answered before."""


class Reachable:
    """The walks that come to each node of a tree, by forward image to a fixpoint."""

    def __init__(self, tree: Tree, encoding: Encoding, like: Reachable | None = None) -> None:
        """Start from the empty walk, and compute the fixpoint.

        `like` is a tree with the same conditions and pages: its sets for them are reused.
        """
        self.tree = tree
        self.diagram = encoding.diagram
        self._encoding = encoding
        self.order = encoding.order
        self.meaning: Meanings = like.meaning if like else Meanings(self.diagram, encoding.atom)
        self.pages: Pages = like.pages if like else Pages(tree, self.meaning)
        self._some: dict[Set, bool] = {}
        self.at = self._reach(encoding.begin)
        self.ends = {name: self._end(name) for name in tree.outcomes}
        self.unproved = self.ends
        """The walks whose pages a proof must look at: fewer if some were proved before."""

    @quietly
    def _reach(self, begin: Set) -> dict[str, Set]:
        place = {name: i for i, name in enumerate(self.order)}
        none = self.diagram.none
        at = dict.fromkeys(place, none)
        done, at[self.tree.start] = dict(at), begin
        todo, most = [(place[self.tree.start], self.tree.start)], self.diagram.made + MOST_MADE
        while todo:
            if self.diagram.made > most:
                raise TooLargeError
            _, name = heappop(todo)
            new = at[name] if done[name] is none else at[name] & ~done[name]
            done[name] = at[name]
            for walks, to in self.leave(name, new):
                joined = walks if at[to] is none else at[to] | walks
                if at[to] is none or joined != at[to]:
                    at[to] = joined
                    heappush(todo, (place[to], to))
        return at

    def _end(self, name: str) -> Set:
        return self.at[name] & ~self.repeats(name)

    def repeats(self, name: str) -> Set:
        """Return the walks that come back to a node."""
        return self._encoding.repeats(name, self.at[name])

    @cached_property
    def ended(self) -> Set:
        """All walks that a proof must look at: they need fewer nodes together than page by page."""
        return self.diagram.union(self.unproved.values())

    def some(self, condition: Condition | None) -> bool:
        """Return whether a condition holds on some walk."""
        holds = self.meaning(condition)
        if holds not in self._some:
            self._some[holds] = self._is_met(condition)
        return self._some[holds]

    def _is_met(self, condition: Condition | None) -> bool:
        holds = self.meaning(condition)
        return any(self.diagram.intersects(walks, holds) for walks in self.ends.values())

    def heard(self, page: str, fact: str) -> bool:
        """Return whether some walk that ends at a page has learned a fact."""
        return self.diagram.intersects(self.ends[page], self.meaning(Fact(fact)))

    def told(self, page: str, _when: Condition, /) -> Set:
        """Return the walks that end at a page, or a superset that decides this condition alike."""
        return self.ends[page]

    def sampled(self, page: str) -> Sampled:
        """Return some walks that end at a page, or none: they can only show that there are any."""
        return NOBODY

    def sampled_trying(self, place: str, routes: tuple[Route, ...]) -> Sampled:
        """Return some walks that try a list of routes, or none."""
        return NOBODY

    def is_chosen(self, place: str, option: str) -> bool:
        """Return whether an option is chosen on some walk."""
        question = self.tree.questions[place]
        return question.option(option) is not None and self.at[place] != self.diagram.none

    def leave(self, name: str, standing: Set) -> Iterator[tuple[Set, str]]:
        """Take one step from a node: yield each non-empty set of walks with its next node."""
        for walks, routes in self.step(self.tree.node(name), standing):
            if routes[0].when is None:
                yield walks, routes[0].to
            else:
                for some, route in self.split(walks, routes):
                    yield some, route.to

    def step(self, place: Question | Fork | Outcome, standing: Set) -> Iterable[Transition]:
        """Answer what a node asks, or go on from it."""
        if standing == self.diagram.none:
            return ()
        if isinstance(place, Fork):
            return ((standing, place.go),)
        if isinstance(place, Question):
            return self._encoding.answer(place, standing)
        if not place.go_on:
            return ()
        return ((self._encoding.go_on(place, standing), (Route(place.go_on),)),)

    def split(self, walks: Set, routes: Iterable[Route]) -> Iterator[tuple[Set, Route]]:
        """Split walks among routes, first match first; routes that no walk takes are left out."""
        for route in routes:
            if walks == self.diagram.none:
                return
            here = walks if route.when is None else walks & self.meaning(route.when)
            if here != self.diagram.none:
                yield here, route
                walks = walks & ~here

    def screens(
        self, walks: Set, routes: Iterable[Route], been: tuple[str, ...] = ()
    ) -> Iterator[tuple[Set, str]]:
        """Split walks among the next screens, through forks; drop walks that circle in forks."""
        for some, route in self.split(walks, routes):
            place = self.tree.node(route.to)
            if not isinstance(place, Fork):
                yield some, place.id
            elif place.id not in been:
                yield from self.screens(some, place.go, (*been, place.id))
