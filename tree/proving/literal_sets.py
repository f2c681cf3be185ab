"""Sets of walks that are literals, and questions about them that are answered many at once.

A set is looked at at a time: what walks know there. What is asked of sets is first taken to be as
it most often is, that some walk is there, and noted; `settle` then finds out, and whoever asked
asks again. One assignment is a whole walk, and answers hundreds of such questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from tree.proving.sat.formula import FALSE, TRUE
from tree.proving.sat.simulated import Simulated
from tree.proving.sat.solver import Solver
from tree.proving.sat.walk_formula import WalkFormula
from tree.proving.sets.diagram import Set

LiteralTimes = tuple[int, ...] | None
"""The times at which a set may hold a walk; None is any."""


class Queries:
    """What is known of literals: whether any walk makes them hold."""

    def __init__(self, walk: WalkFormula, solver: Solver) -> None:
        """Know nothing."""
        self.formula = walk.formula
        self._solver = solver
        self._walk = walk
        self._known = {TRUE: True, FALSE: False}
        self._open: dict[int, None] = {}

    def can_hold(self, literal: int) -> bool:
        """Return whether some walk makes a literal hold, or so much as is known of it."""
        if literal not in self._known:
            self._open[literal] = None
        return self._known.get(literal, True)

    @property
    def is_settled(self) -> bool:
        """Return whether nothing was asked that is not known."""
        return not self._open

    def settle(self) -> None:
        """Find out what is open, first by random walks; each walk found answers all that holds."""
        walks = Simulated(self._walk)
        self._known |= {literal: True for literal in self._open if walks.holds(literal)}
        left = [literal for literal in self._open if literal not in self._known]
        while left:
            some = self.formula.new()
            self.formula.add(-some, *left)
            self._solver.prefer(left)
            if not self._solver.solve([some]):
                break
            model = self._solver.model()
            self._known |= {literal: True for literal in left if model.holds(literal)}
            left = [literal for literal in left if literal not in self._known]
        self._known |= dict.fromkeys(left, False)
        self._open.clear()


class Held:
    """A set of walks: at each time, those for which a literal holds."""

    def __init__(self, queries: Queries, at: Callable[[int], int], times: LiteralTimes) -> None:
        """Keep how to look."""
        self._queries = queries
        self._at = at
        self._seen: dict[int, int] = {}
        self.times = times

    def at(self, time: int) -> int:
        """Return the literal at a time."""
        if time not in self._seen:
            self._seen[time] = self._at(time)
        return self._seen[time]

    def __and__(self, other: object) -> Held:
        """Keep what is in both."""
        mine, its = self.times, _held(other).times
        times = its if mine is None else mine if its is None else _shared(mine, its)
        return self._with(other, self._queries.formula.both, times)

    def __or__(self, other: object) -> Held:
        """Join both."""
        mine, its = self.times, _held(other).times
        times = None if mine is None or its is None else tuple(dict.fromkeys((*mine, *its)))
        return self._with(other, self._queries.formula.either, times)

    def _with(self, other: object, gate: Callable[[int, int], int], times: LiteralTimes) -> Held:
        its = _held(other)
        return Held(self._queries, lambda time: gate(self.at(time), its.at(time)), times)

    def __invert__(self) -> Held:
        """Take all that is not in it."""
        return Held(self._queries, lambda time: -self.at(time), None)

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same walks, as far as that is known."""
        if not isinstance(other, Held):
            return NotImplemented
        if self is other:
            return True
        if not (self.times == () or other.times == ()):
            return not self._queries.can_hold(((self & ~other) | (other & ~self)).any)
        return not self._queries.can_hold(self.any if other.times == () else other.any)

    __hash__ = object.__hash__

    def __len__(self) -> int:
        """Count the times at which it may hold a walk."""
        return len(self.times or ())

    @property
    def any(self) -> int:
        """Return the literal of a walk being in the set at any time."""
        return self._queries.formula.some([self.at(time) for time in self.times or ()])


def as_set(held: Held) -> Set:
    """Give out what is dealt with as sets are, though no diagram knows it."""
    return cast("Set", held)


def _held(some: object) -> Held:
    if not isinstance(some, Held):
        raise TypeError(some)
    return some


def _shared(mine: tuple[int, ...], its: tuple[int, ...]) -> tuple[int, ...]:
    both = set(its)
    return tuple(time for time in mine if time in both)


class Sets:
    """What else is done with sets of walks, by the names that diagrams give it."""

    def __init__(self, queries: Queries) -> None:
        """Make the empty and the full set."""
        self.none = as_set(Held(queries, lambda _: FALSE, ()))
        self.all = as_set(Held(queries, lambda _: TRUE, None))
        self._queries = queries

    def intersects(self, one: Set, other: Set) -> bool:
        """Return whether two sets share anything, as far as that is known."""
        return self._queries.can_hold(_held(one & other).any)

    def union(self, sets: Iterable[Set]) -> Set:
        """Join any number of sets."""
        joined = self.none
        for one in sets:
            joined = joined | one
        return joined
