"""Every walk of a tree at once: for each place, the set of walks that come to stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import heappop, heappush

from tree.model import Fork, Outcome, Question, Route, Tree
from tree.proving.answers import Answers
from tree.proving.count import Best
from tree.proving.diagram import Set
from tree.proving.meaning import Meanings
from tree.proving.shown import Pages
from tree.proving.taught import Lessons
from tree.proving.tiers import Gentler, by_tier


class Space:
    """All walks of one tree, and what can be said of them."""

    def __init__(self, tree: Tree, words: Answers | None = None) -> None:
        """Find the walks that come to each place, loops to a fixpoint."""
        self.tree = tree
        self.words = words or Answers(tree)
        self.diagram = self.words.diagram
        self.lessons = Lessons(tree, self.words)
        self.meaning = Meanings(self.diagram, self.lessons)
        self.pages = Pages(tree, self.meaning)
        self.at = self._reach()
        self.ends = {name: self._end(name) for name in tree.outcomes}
        self.walks = self.diagram.union(self.ends.values())
        self._chosen: dict[tuple[str, str], bool] = {}

    def _reach(self) -> dict[str, Set]:
        place = {name: i for i, name in enumerate(self.words.order)}
        at = dict.fromkeys(place, self.diagram.none)
        done, at[self.tree.start] = dict(at), self.words.begin
        todo = [(place[self.tree.start], self.tree.start)]
        while todo:
            _, name = heappop(todo)
            new, done[name] = at[name] & ~done[name], at[name]
            for walks, to in self.leave(name, new):
                if (joined := at[to] | walks) != at[to]:
                    at[to] = joined
                    heappush(todo, (place[to], to))
        return at

    @cached_property
    def longest(self) -> int:
        """Count the questions on the longest walk."""
        return Best(self.words, self.walks, go_on=0, most=True).weight or 0

    @cached_property
    def gentler(self) -> Gentler:
        """Share all sheets of answers out by tier, gentlest first, each with those before it."""
        return by_tier(self.tree, self.words, self.ends)

    def is_chosen(self, place: str, option: str) -> bool:
        """Say whether an option is chosen on some walk."""
        key = (place, option)
        if key not in self._chosen:
            self._chosen[key] = self.diagram.meet(self.walks, self.words.chose(*key))
        return self._chosen[key]

    def _end(self, name: str) -> Set:
        return self.at[name] & ~self.words.repeats(name, self.at[name])

    def leave(self, name: str, standing: Set) -> Iterator[tuple[Set, str]]:
        """Go one step from a place, in every way that has a walk."""
        for walks, routes in self.step(self.tree.node(name), standing):
            yield from ((some, route.to) for some, route in self.split(walks, routes))

    def step(
        self, place: Question | Fork | Outcome, standing: Set
    ) -> Iterable[tuple[Set, tuple[Route, ...]]]:
        """Answer what is asked at a place, or go on from it."""
        if standing == self.diagram.none:
            return ()
        if isinstance(place, Fork):
            return ((standing, place.go),)
        if isinstance(place, Question):
            return self.words.answer(place, standing)
        if not place.go_on:
            return ()
        return ((self.words.go_on(place, standing), (Route(place.go_on),)),)

    def split(self, walks: Set, routes: Iterable[Route]) -> Iterator[tuple[Set, Route]]:
        """Share walks out among routes, first match first; routes without a walk are left out."""
        for route in routes:
            if walks == self.diagram.none:
                return
            here = walks & self.meaning(route.when)
            if here != self.diagram.none:
                yield here, route
                walks = walks & ~here

    def screens(
        self, walks: Set, routes: Iterable[Route], been: tuple[str, ...] = ()
    ) -> Iterator[tuple[Set, str]]:
        """Share walks out among the next screens, through forks; what goes in circles is left."""
        for some, route in self.split(walks, routes):
            place = self.tree.node(route.to)
            if not isinstance(place, Fork):
                yield some, place.id
            elif place.id not in been:
                yield from self.screens(some, place.go, (*been, place.id))
