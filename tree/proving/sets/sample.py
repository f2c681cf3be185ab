"""Random walks of a tree, simulated together: one that shows something spares looking for it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from operator import or_
from typing import cast

from tree.condition import AtLeast, Condition, Fact, Leaf
from tree.model import Fork, Option, Outcome, Question, Route, Tree, exit_routes
from tree.proving.chance import some
from tree.proving.sets.condition_sets import Meanings
from tree.proving.sets.diagram import Diagram, Set
from tree.proving.sets.order import asking_order

WALKS = 4096
EVERY = (1 << WALKS) - 1
MILD, OFTEN = EVERY >> WALKS // 4, 15 / 16
"""Walks that often give the plain answer, where there is one: others soon end at urgent pages."""

Tallied = dict[str, tuple[int, ...]]
"""For each tally, the walks on which it is at least 0, 1, 2 and so on."""


class _Bits:
    """The operations of Diagram that conditions need, on integers."""

    none, all = 0, -1

    def union(self, sets: Iterable[int]) -> int:
        """Return the union of any number of sets."""
        joined = 0
        for one in sets:
            joined |= one
        return joined


class Learnt:
    """What each of all walks has learned by some time."""

    def __init__(self, facts: Mapping[str, int], tallies: Tallied) -> None:
        """Keep what was learned so far; it may be learned on afterwards."""
        self._facts, self._tallies = dict(facts), dict(tallies)
        self._meaning = Meanings(cast("Diagram", _Bits()), self._atom)

    def by(self, when: Condition | None) -> int:
        """Return the walks on which a condition holds."""
        return cast("int", self._meaning(when))

    def _atom(self, leaf: Leaf) -> Set:
        """Return the walks on which a fact or a tally holds."""
        if isinstance(leaf, Fact):
            return cast("Set", self._facts.get(leaf.name, 0))
        if not isinstance(leaf, AtLeast):
            raise TypeError(leaf)
        reached = self._tallies.get(leaf.tally, (-1,))
        return cast("Set", reached[leaf.least] if leaf.least < len(reached) else 0)


class Sampled:
    """Random walks that stand at one place, with what they have learned by then."""

    def __init__(self, walks: int, learned: Learnt) -> None:
        """Keep the walks, and on which of all walks a condition holds."""
        self.walks, self._learned = walks, learned

    def on(self, when: Condition | None) -> int:
        """Return those of these walks on which a condition holds."""
        return self.walks & self._learned.by(when)

    def some(self, when: Condition | None) -> bool:
        """Return whether a condition holds on one of these walks."""
        return bool(self.on(when))

    def differ(self, when: Condition | None) -> bool:
        """Return whether a condition holds on one of these walks, and on another does not."""
        return self.on(when) not in (0, self.walks)

    def but(self, when: Condition | None) -> Sampled:
        """Return those of these walks on which a condition does not hold."""
        left = copy(self)
        left.walks &= ~self.on(when)
        return left


NOBODY = Sampled(0, Learnt({}, {}))


class Sample:
    """Random walks through a tree without loops, node by node in the order of asking."""

    def __init__(self, tree: Tree) -> None:
        """Walk."""
        self.tree = tree
        self.tried: dict[tuple[str, int], Sampled] = {}
        """The walks that try each list of routes, by its node and its `id`."""
        self.chosen: dict[tuple[str, str], int] = {}
        """The walks that choose each option."""
        self._dice = random.Random(1)  # noqa: S311  (no secret)
        self._facts: dict[str, int] = {}
        self._tallies: Tallied = {name: (-1, *[0] * most) for name, most in tree.tallies.items()}
        self._at = {tree.start: EVERY}
        ended: dict[str, int] = {}
        for name in asking_order(tree):
            ended[name] = self._visit(tree.node(name), self._at.pop(name, 0))
        learned = Learnt(self._facts, self._tallies)
        self.ends = {name: Sampled(ended[name], learned) for name in tree.outcomes}
        """The walks that end at each page."""

    def _visit(self, place: Question | Fork | Outcome, here: int) -> int:
        """Go on from a place; return the walks that end there."""
        if isinstance(place, Fork):
            self._route(place.id, place.go, here)
        elif isinstance(place, Question):
            self._answer(place, here)
        else:
            on = here & self._dice.getrandbits(WALKS) if place.go_on else 0
            self._lead(place.go_on, on)
            return here & ~on
        return 0

    def _answer(self, asked: Question, here: int) -> None:
        """Answer and learn; the routes are tried when all have answered."""
        options = (*asked.options, asked.skip)
        ways: dict[int, tuple[tuple[Route, ...], int]] = {}
        for option, walks in zip(options, self._choose(asked, options, here), strict=True):
            self._learn(asked, option, walks)
            go = exit_routes(asked, [option])
            ways[id(go)] = go, ways.get(id(go), (go, 0))[1] | walks
        for go, walks in ways.values():
            self._route(asked.id, go, walks)

    def _choose(self, asked: Question, options: Sequence[Option], here: int) -> list[int]:
        """Choose one option on each walk; in a list, on some walks a second one."""
        mild = here & MILD & self._chance(OFTEN) if any(o.plain for o in options) else 0
        plainly = self._deal([option.plain for option in options], mild)
        first = list(map(or_, plainly, self._deal([True] * len(options), here & ~mild)))
        if asked.choose < 2:  # noqa: PLR2004  (a second one)
            return first
        alone = [option.alone or option is asked.skip for option in options]
        done = sum(walks for walks, only in zip(first, alone, strict=True) if only)
        more = here & ~done & self._dice.getrandbits(WALKS)
        second = self._deal([not only for only in alone], more)
        return list(map(or_, first, second))

    def _deal(self, among: Sequence[bool], left: int) -> list[int]:
        """Deal walks out evenly among some options."""
        found = [0] * len(among)
        open_ = [i for i, yes in enumerate(among) if yes]
        for n, i in enumerate(open_):
            found[i] = left & self._chance(1 / (len(open_) - n))
            left &= ~found[i]
        return found

    def _chance(self, share: float) -> int:
        """Return walks of which this is about the share."""
        return some(self._dice, share, WALKS)

    def _learn(self, asked: Question, option: Option, walks: int) -> None:
        self.chosen[asked.id, option.id] = walks
        for fact in option.learn:
            self._facts[fact] = self._facts.get(fact, 0) | walks
        for tally, n in option.count:
            reached = self._tallies[tally]
            more = (reached[max(0, i - n)] & walks for i in range(len(reached)))
            self._tallies[tally] = tuple(map(or_, reached, more))

    def _route(self, name: str, go: tuple[Route, ...], walks: int) -> None:
        """Follow the first route whose condition holds."""
        left = self.tried[name, id(go)] = Sampled(walks, Learnt(self._facts, self._tallies))
        for route in go:
            self._lead(route.to, left.on(route.when))
            left = left.but(route.when)

    def _lead(self, to: str, walks: int) -> None:
        self._at[to] = self._at.get(to, 0) | walks
