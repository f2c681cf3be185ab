"""What walks have learned at each time, and what pages show for it, as literals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import assert_never

from tree.condition import (
    All,
    AnyOf,
    AtLeast,
    Chose,
    Condition,
    Fact,
    InTopic,
    Leaf,
    Named,
    Not,
    parts,
)
from tree.model import Outcome, Say
from tree.proving.promise import Target
from tree.proving.sat.formula import FALSE, TRUE, Formula

Carried = Iterator[tuple[str, Condition | None]]


def is_meant(target: Target, outcome: Outcome) -> bool:
    """Return whether a page is a target by itself, whatever it shows."""
    return (
        outcome.id in target.outcomes
        or outcome.kind in target.kinds
        or outcome.tier in target.tiers
    )


def carrying(target: Target, outcome: Outcome, *, steady: bool) -> Iterator[Condition | None]:
    """Yield the conditions under which a page carries a tag of a target; None means always.

    With `steady`, of parts that may wait behind a key only their helplines count.
    """
    for tag, when in _carried(outcome, steady=steady):
        if tag in target.tags:
            yield when


def _carried(outcome: Outcome, *, steady: bool) -> Carried:
    for tag in outcome.tags:
        yield tag, None
    for line in outcome.helplines:
        yield f"line:{line}", None
    for say, waits in _said(outcome):
        for line in say.helplines:
            yield f"line:{line}", say.when
        for tag in say.tags if not (steady and waits) else ():
            yield tag, say.when


def _said(outcome: Outcome) -> Iterator[tuple[Say, bool]]:
    """Yield all that a page may say besides its opening, and whether it may wait behind a key."""
    for say in outcome.answers:
        yield say, False
    for says, most in outcome.parts:
        crowded = bool(most) and sum(not say.top for say in says) > most
        for say in says:
            yield say, crowded and not say.first and not say.top
    for option in outcome.weigh.options if outcome.weigh else ():
        yield Say(option.id, option.say, option.when, option.tags), True


def conditions(outcome: Outcome) -> Iterator[Condition]:
    """List all conditions that a page reads."""
    for say in (*outcome.opening, *(say for say, _ in _said(outcome))):
        if say.when:
            yield say.when
    yield from (route.when for route in outcome.beside if route.when)


END = 1 << 60
"""A time after all answers."""


class Knowledge:
    """For each fact and tally, the times at which it may change, and its literal from each on.

    Copy i has the time 2i as a walk comes to it, and 2i + 1 once it is answered.
    """

    def __init__(self, formula: Formula, levels: dict[str, int]) -> None:
        """Start with nothing learned; `levels` is how far any condition reads each tally."""
        self._formula = formula
        self.levels = levels
        self._facts: dict[str, tuple[list[int], list[int]]] = {}
        self._tallies: dict[str, tuple[list[int], list[list[int]]]] = {}
        self._answers: dict[tuple[str, str], tuple[list[int], list[int]]] = {}

    def learn(self, fact: str, time: int, literal: int) -> None:
        """Add a fact from a time on where a literal holds, and where it held before."""
        times, known = self._facts.setdefault(fact, ([], []))
        literal = self._formula.either(known[-1], literal) if known else literal
        if times and times[-1] == time:
            known[-1] = literal
            return
        times.append(time)
        known.append(literal)

    def count(self, tally: str, time: int, literal: int, by: int) -> None:
        """Raise a tally from a time on where a literal holds."""
        if not self.levels.get(tally):
            return
        times, rows = self._tallies.setdefault(tally, ([], []))
        before = rows[-1] if rows else [FALSE] * self.levels[tally]
        row = self._formula.raised(before, literal, by)
        if times and times[-1] == time:
            rows[-1] = row
            return
        times.append(time)
        rows.append(row)

    def choose(self, question: str, option: str, time: int, literal: int) -> None:
        """Record that an option is chosen at a time where a literal holds."""
        times, known = self._answers.setdefault((question, option), ([], []))
        times.append(time)
        known.append(self._formula.either(known[-1], literal) if known else literal)

    def holds(self, condition: Condition | None, time: int) -> int:
        """Return the literal of a condition at a time; None always holds."""
        match condition:
            case None:
                return TRUE
            case All() | Named():
                return self._formula.every([self.holds(p, time) for p in parts(condition)])
            case AnyOf():
                return self._formula.some([self.holds(p, time) for p in condition.parts])
            case Not(part):
                return -self.holds(part, time)
            case _:
                return self._holds(condition, time)

    def _holds(self, leaf: Leaf, time: int) -> int:
        match leaf:
            case Fact(name):
                return _at(self._facts.get(name), time)
            case AtLeast():
                return self._least(leaf, time)
            case Chose(question, options):
                chosen = (self._answers.get((question, option)) for option in options)
                return self._formula.some([_at(known, time) for known in chosen])
            case InTopic():
                raise ValueError(leaf.op)
            case _:
                assert_never(leaf)

    def _least(self, condition: AtLeast, time: int) -> int:
        """Return the literal that a tally is at least `least`, which may be out of its reach."""
        if condition.least <= 0:
            return TRUE
        times, rows = self._tallies.get(condition.tally, ([], []))
        last = bisect_right(times, time) - 1
        if last < 0 or condition.least > len(rows[last]):
            return FALSE
        return rows[last][condition.least - 1]


def _at(known: tuple[list[int], list[int]] | None, time: int) -> int:
    """Return the literal that is valid at a time."""
    if known is None:
        return FALSE
    last = bisect_right(known[0], time) - 1
    return known[1][last] if last >= 0 else FALSE
