"""Walk counts without BDDs: count walks by what they have learned and will still read.

All states of a node are packed into one integer, one bit field each, so learning a fact in all of
them at once is a mask, a shift and a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import add, or_
from typing import cast

from tree.condition import AtLeast, Leaf, called, reads
from tree.model import Fork, Option, Outcome, Question, Route, Tree, exits
from tree.proving.sets.condition_sets import Meanings
from tree.proving.sets.diagram import Diagram, Set
from tree.proving.sets.encoding import Lessons
from tree.proving.sets.model_count import answers_to
from tree.proving.sets.order import asking_order, is_onward

MOST_BITS = 1 << 24
"""Bits of the integer of one node, at most: with 100 questions some 60,000 states."""

MOST_WORK = 1 << 33
"""Bits that all answers together may go through: about a second of work."""

DigitKey = tuple[str, str]
"""What a condition reads: `fact` or `at_least`, and the name of the fact or tally."""

DigitKeys = frozenset[DigitKey]


@dataclass(frozen=True, slots=True)
class Digit:
    """The digit of a state number that holds a fact or a tally: 0 to `size` - 1."""

    size: int
    stride: int


class States:
    """Sets of states, or walk counts by state, in fields of `width` bits."""

    def __init__(self, digits: Mapping[DigitKey, Digit], fields: int, width: int) -> None:
        """Count walks, or with a `width` of 1 only tell which states are reached."""
        self.digits, self._fields, self._width = digits, fields, width
        self.join: Callable[[int, int], int] = or_ if width == 1 else add
        self.none, self.all = 0, -1
        self._masks: dict[tuple[Digit, int], int] = {}

    def union(self, sets: Iterable[int]) -> int:
        """Return the union of masks."""
        joined = 0
        for one in sets:
            joined |= one
        return joined

    def learn(self, states: int, read: DigitKey, more: int) -> int:
        """Add to a fact or a tally, which stops at its limit."""
        digit, learned = self.digits[read], 0
        for value in range(digit.size):
            up = min(digit.size - 1, value + more) - value
            some = states & self._mask(digit, value)
            learned = self.join(learned, some << up * digit.stride * self._width)
        return learned

    def forget(self, states: int, unread: Iterable[DigitKey]) -> int:
        """Merge the states that differ only in facts and tallies that are no longer read."""
        for digit in (self.digits[read] for read in unread):
            left = states & self._mask(digit, 0)
            for value in range(1, digit.size):
                some = states & self._mask(digit, value)
                left = self.join(left, some >> value * digit.stride * self._width)
            states = left
        return states

    def meaning(self) -> Meanings:
        """Return a map from conditions to masks; it is cached for as long as it lives."""
        return Meanings(cast("Diagram", self), self._atom)

    def _atom(self, leaf: Leaf) -> Set:
        least = leaf.least if isinstance(leaf, AtLeast) else 1
        digit = self.digits.get((leaf.op, called(leaf)), Digit(1, 1))
        met = self.union(self._mask(digit, value) for value in range(least, digit.size))
        return cast("Set", met if least > 0 else self.all)

    def _mask(self, digit: Digit, value: int) -> int:
        """Return a mask of all fields whose state has this value of a digit."""
        if (digit, value) not in self._masks:
            run = digit.stride * self._width
            mask, long, whole = (1 << run) - 1 << value * run, digit.size * run, self._whole
            while long < whole:
                mask |= mask << long
                long *= 2
            self._masks[digit, value] = mask & (1 << whole) - 1
        return self._masks[digit, value]

    @property
    def _whole(self) -> int:
        return self._fields * self._width


class StateCount:
    """Counts the walks of one tree by state, node by node in the order of asking."""

    def __init__(self, tree: Tree) -> None:
        """Find what is still read from each node on; the tree must have no loops."""
        self.tree, self.order = tree, asking_order(tree)
        lessons = Lessons(tree)
        taught = {("fact", name) for name in lessons.facts}
        self._taught = taught | {("at_least", name) for name in lessons.tallies}
        self.live: dict[str, DigitKeys] = {}
        for name in reversed(self.order):
            routes = exits(tree.node(name))
            own = {read for r in routes if r.when for read in reads(r.when) & self._taught}
            self.live[name] = frozenset(own).union(*(self.live[r.to] for r in routes))
        self._digits, self._fields = _digits(tree, self._spans())

    def _spans(self) -> dict[DigitKey, tuple[int, int]]:
        """Find the first and last node at which each fact or tally is live."""
        spans: dict[DigitKey, tuple[int, int]] = {}
        for at, name in enumerate(self.order):
            for read in sorted(self.live[name]):
                spans[read] = spans.get(read, (at, at))[0], at
        return spans

    @property
    def fits(self) -> bool:
        """Return whether the count fits into memory and takes about a second at most."""
        bits = self._fields * self._width
        answers = sum(len(q.options) * (q.choose or 1) + 1 for q in self.tree.questions.values())
        return bits <= MOST_BITS and bits * answers <= MOST_WORK

    @cached_property
    def _width(self) -> int:
        """Return the bits of an upper bound on the walks at a node, ignoring conditions."""
        most: dict[str, int] = {}
        for name in reversed(self.order):
            place = self.tree.node(name)
            if isinstance(place, Outcome):
                most[name] = 1 + (most[place.go_on] if place.go_on else 0)
            elif isinstance(place, Fork):
                most[name] = _most(most, place.go)
            else:
                given = [place.go] * (answers_to(place) - 1) if place.choose else ()
                own = (option.go for option in place.options)
                routes = (place.skip.go, *(given or own))
                most[name] = sum(_most(most, go) for go in routes)
        return most[self.tree.start].bit_length()

    def walks(self) -> int:
        """Return the number of walks."""
        states = States(self._digits, self._fields, self._width)
        at, ended = {self.tree.start: 1}, 0
        for name in self.order:
            here = at.pop(name, 0)
            if name in self.tree.outcomes:
                ended += states.forget(here, self.live[name])
            for some, to in self._leave(states, name, here):
                at[to] = at.get(to, 0) + some
        return ended

    def longest(self) -> int:
        """Return the number of questions on the longest walk; each state keeps only the longest."""
        states = States(self._digits, self._fields, 1)
        at: dict[str, dict[int, int]] = {self.tree.start: {0: 1}}
        longest = 0
        for name in self.order:
            met, by_asked = 0, at.pop(name, {})
            for asked in sorted(by_asked, reverse=True):
                here, met = by_asked[asked] & ~met, met | by_asked[asked]
                longest = max(longest, asked if here and name in self.tree.outcomes else 0)
                for some, to in self._leave(states, name, here):
                    n, there = asked + (name in self.tree.questions), at.setdefault(to, {})
                    there[n] = there.get(n, 0) | some
        return longest

    def _leave(self, states: States, name: str, here: int) -> Iterator[tuple[int, str]]:
        """Take one step from a node: yield each non-empty set of states with its next node."""
        place, live = self.tree.node(name), self.live[name]
        for standing, routes in self._answer(states, place, here) if here else ():
            meaning, left = states.meaning(), standing
            for route in routes:
                met = cast("int", meaning(route.when)) if route.when else states.all
                if some := left & met:
                    yield states.forget(some, live - self.live[route.to]), route.to
                left &= ~met

    def _answer(
        self, states: States, place: Question | Fork | Outcome, here: int
    ) -> Iterable[tuple[int, tuple[Route, ...]]]:
        if isinstance(place, Fork):
            return ((here, place.go),)
        if isinstance(place, Outcome):
            return ((here, (Route(place.go_on),)),) if place.go_on else ()
        given: dict[tuple[Route, ...], int] = {}
        for taught, go in self._given(states, place, here):
            given[go] = states.join(given.get(go, 0), taught)
        return ((taught, go) for go, taught in given.items())

    def _given(
        self, states: States, asked: Question, here: int
    ) -> Iterator[tuple[int, tuple[Route, ...]]]:
        """Yield the states after each answer to a question, with its routes."""
        yield self._learn(states, asked, asked.skip, here), asked.skip.go
        for option in asked.options:
            if option.alone or not asked.choose:
                yield (
                    self._learn(states, asked, option, here),
                    option.go if not asked.choose else asked.go,
                )
        ticked = [here, *[0] * asked.choose]
        for option in (o for o in asked.options if asked.choose and not o.alone):
            for n in range(asked.choose, 0, -1):
                more = self._learn(states, asked, option, ticked[n - 1])
                ticked[n] = states.join(ticked[n], more)
        for some in ticked[1:]:
            yield some, asked.go

    def _learn(self, states: States, asked: Question, option: Option, here: int) -> int:
        """Add what an option teaches, as far as it is read from here on."""
        counts = (
            *((("fact", fact), 1) for fact in option.learn),
            *((("at_least", t), n) for t, n in option.count),
        )
        for read, more in counts:
            if read in self.live[asked.id]:
                here = states.learn(here, read, more)
        return here


def _most(most: Mapping[str, int], go: Iterable[Route]) -> int:
    return max(most[route.to] for route in go)


def _digits(
    tree: Tree, spans: Mapping[DigitKey, tuple[int, int]]
) -> tuple[dict[DigitKey, Digit], int]:
    """Assign a digit to each fact and tally, reusing free ones; also return the field count."""
    digits: dict[DigitKey, Digit] = {}
    until: dict[Digit, int] = {}
    fields = 1
    for read, (first, last) in sorted(spans.items(), key=lambda item: item[1]):
        size = 2 if read[0] == "fact" else tree.tallies[read[1]] + 1
        free = (d for d, end in until.items() if d.size == size and end < first)
        digit = next(free, None)
        if digit is None:
            digit, fields = Digit(size, fields), fields * size
        digits[read], until[digit] = digit, last
    return digits, fields


def count_states(tree: Tree) -> tuple[int, int] | None:
    """Return the number of walks and the questions on the longest; None for loops or no room."""
    if not is_onward(tree, asking_order(tree)):
        return None
    counted = StateCount(tree)
    return (counted.walks(), counted.longest()) if counted.fits else None
