"""Sets of walks as literals of a formula, with many queries answered in one solver call."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from tree.model import Outcome, Question
from tree.proving.chance import some
from tree.proving.sat.formula import FALSE, TRUE
from tree.proving.sat.solver import Solver
from tree.proving.sat.walk_formula import Answered, WalkFormula
from tree.proving.sets.diagram import Set

WALKS = 2048
EVERY = (1 << WALKS) - 1
SELDOM = 1 / 128


class Simulated:
    """Random walks, simulated in parallel: each variable has a word with one bit per walk."""

    def __init__(self, walk: WalkFormula) -> None:
        """Simulate all walks."""
        self._walk = walk
        self._dice = random.Random(1)  # noqa: S311  (no secret)
        self._words = [0, EVERY, *[0] * (walk.formula.variables - 1)]
        self._far = _far(walk)
        gates = set(walk.formula.gates.values())
        self._owner: dict[int, int] = {}
        """For each variable that encodes an answer, the copy where it is given."""
        for i, answers in walk.answers.items():
            for answered in answers:
                if answered.literal not in gates:
                    self._owner.setdefault(answered.literal, i)
        self._walk_all()

    def holds(self, literal: int) -> bool:
        """Return whether a literal holds on one of the walks."""
        return bool(self._word(literal))

    def _walk_all(self) -> None:
        formula, gates = self._walk.formula, {g: key for key, g in self._walk.formula.gates.items()}
        for variable in range(2, formula.variables + 1):
            if inside := gates.get(variable):
                word = EVERY
                for literal in inside:
                    word &= self._word(literal)
                self._words[variable] = word
            elif variable in self._owner:
                self._choose(self._owner[variable])

    def _word(self, literal: int) -> int:
        return self._words[literal] if literal > 0 else EVERY & ~self._words[-literal]

    def _choose(self, i: int) -> None:
        """Choose an answer at a copy, for all walks at once."""
        answers, live = self._walk.answers[i], self._word(self._walk.live[i])
        node = self._walk.tree.node(self._walk.names[i])
        mine = [a.literal for a in answers if self._owner.get(a.literal) == i]
        if isinstance(node, Outcome):
            self._words[mine[0]] = live & ~self._chance(SELDOM)
        elif isinstance(node, Question) and node.choose:
            self._tick(node.choose, answers, live)
        else:
            self._one_of(mine, self._weights(i, answers), live)
        for literal in mine:
            self._owner.pop(literal)

    def _weights(self, i: int, answers: Sequence[Answered]) -> list[float]:
        """Weigh answers: those that shorten the walk a lot are rare, so that walks go on."""
        far = [max(self._left(i, r.to) for r in a.options[0].go) for a in answers]
        return [SELDOM if 2 * n < max(far) else 1.0 for n in far]

    def _left(self, i: int, to: str) -> int:
        copy = self._walk.unrolled.step(self._walk.unrolled.order[i], to)
        return self._far[self._walk.unrolled.index[copy]] if copy else 0

    def _one_of(self, literals: Sequence[int], weights: Sequence[float], left: int) -> int:
        """Choose one literal for each walk, by weight; return the walks that chose none."""
        whole = sum(weights)
        for literal, weight in zip(literals, weights, strict=False):
            self._words[literal] = left & self._chance(weight / whole)
            left &= ~self._words[literal]
            whole -= weight
        return left

    def _chance(self, share: float) -> int:
        """Return walks of which this is about the share."""
        return some(self._dice, share, WALKS)

    def _tick(self, most: int, answers: Sequence[Answered], left: int) -> None:
        """Skip, or tick one exclusive option, or up to `most` of the others."""
        *boxes, skip = answers
        alone = [box.literal for box in boxes if box.options[0].alone]
        left = self._one_of([skip.literal, *alone], [1.0] * len(answers), left)
        together = [box.literal for box in boxes if not box.options[0].alone]
        if not together:
            self._words[skip.literal] |= left
            return
        full, last = [left, *[0] * most], together[-1]
        for literal in together:
            ticked = left & self._dice.getrandbits(WALKS) & ~full[most]
            ticked |= full[0] & left if literal == last else 0
            self._words[literal] = ticked
            for n in range(most, 0, -1):
                moved = full[n - 1] & ticked
                full[n] |= moved
                full[n - 1] &= ~moved


def _far(walk: WalkFormula) -> list[int]:
    """Return for each copy the most copies that may follow it."""
    far = [0] * len(walk.names)
    for i in range(len(far) - 1, -1, -1):
        for source, _ in walk.edges[i]:
            far[source] = max(far[source], far[i] + 1)
    return far


LiteralTimes = tuple[int, ...] | None
"""The times at which a set may hold a walk; None means any time."""


class Queries:
    """Queries about literals, whether any walk makes them hold, and the answers known so far."""

    def __init__(self, walk: WalkFormula, solver: Solver) -> None:
        """Start with nothing known."""
        self.formula = walk.formula
        self._solver = solver
        self._walk = walk
        self._known = {TRUE: True, FALSE: False}
        self._open: dict[int, None] = {}

    def can_hold(self, literal: int) -> bool:
        """Return whether some walk makes a literal hold; True, with the query noted, if unknown."""
        if literal not in self._known:
            self._open[literal] = None
        return self._known.get(literal, True)

    @property
    def is_settled(self) -> bool:
        """Return whether all queries so far are answered."""
        return not self._open

    def settle(self) -> bool:
        """Answer all open queries, by random walks first, then by the solver, many per model.

        Returns whether all are answered as they were taken to be, which is that a literal can hold.
        """
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
        return not left


class Held:
    """A set of walks: for each time, the literal that a walk is in it."""

    def __init__(self, queries: Queries, at: Callable[[int], int], times: LiteralTimes) -> None:
        """Take the function that returns the literal for a time; it is called once per time."""
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
        """Return the intersection."""
        mine, its = self.times, _held(other).times
        times = its if mine is None else mine if its is None else _shared(mine, its)
        return self._with(other, self._queries.formula.both, times)

    def __or__(self, other: object) -> Held:
        """Return the union."""
        mine, its = self.times, _held(other).times
        times = None if mine is None or its is None else tuple(dict.fromkeys((*mine, *its)))
        return self._with(other, self._queries.formula.either, times)

    def _with(self, other: object, gate: Callable[[int, int], int], times: LiteralTimes) -> Held:
        its = _held(other)
        return Held(self._queries, lambda time: gate(self.at(time), its.at(time)), times)

    def __invert__(self) -> Held:
        """Return the complement."""
        return Held(self._queries, lambda time: -self.at(time), None)

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same walks, as far as known."""
        if not isinstance(other, Held):
            return NotImplemented
        if self is other:
            return True
        if not (self.times == () or other.times == ()):
            return not self._queries.can_hold(((self & ~other) | (other & ~self)).any)
        return not self._queries.can_hold(self.any if other.times == () else other.any)

    __hash__ = object.__hash__

    def __len__(self) -> int:
        """Return the number of times at which the set may hold a walk."""
        return len(self.times or ())

    @property
    def any(self) -> int:
        """The literal that a walk is in the set at any time."""
        return self._queries.formula.some([self.at(time) for time in self.times or ()])


def as_set(held: Held) -> Set:
    """Cast to the type of diagram sets, whose operators Held has as well."""
    return cast("Set", held)


def _held(some: object) -> Held:
    if not isinstance(some, Held):
        raise TypeError(some)
    return some


def _shared(mine: tuple[int, ...], its: tuple[int, ...]) -> tuple[int, ...]:
    both = set(its)
    return tuple(time for time in mine if time in both)


class Sets:
    """The operations of Diagram that the analyses use, on Held sets."""

    def __init__(self, queries: Queries) -> None:
        """Make the empty and the full set."""
        self.none = as_set(Held(queries, lambda _: FALSE, ()))
        self.all = as_set(Held(queries, lambda _: TRUE, None))
        self._queries = queries

    def intersects(self, one: Set, other: Set) -> bool:
        """Return whether two sets intersect, as far as known."""
        return self._queries.can_hold(_held(one & other).any)

    def union(self, sets: Iterable[Set]) -> Set:
        """Return the union of any number of sets."""
        joined = self.none
        for one in sets:
            joined = joined | one
        return joined
