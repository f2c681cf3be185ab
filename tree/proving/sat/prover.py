"""Prove promises by SAT: kept if no assignment breaks one, else broken by a walk.

Independent of the BDD proofs: no shared code and another method.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.condition import AtLeast, Chose, Condition, leaves
from tree.model import Tree, exits
from tree.proving.promise import Before, Monotone, Promise, Proof, condition_of
from tree.proving.sat.confirm import is_confirmed, is_gentler
from tree.proving.sat.form_goals import Goal, Site, compared, goal
from tree.proving.sat.formula import FALSE, Formula, NoRoomError
from tree.proving.sat.knowledge import conditions
from tree.proving.sat.shortest_walk import Counterexample, find, read
from tree.proving.sat.solver import Solver
from tree.proving.sat.two_walks import Twin
from tree.proving.sat.walk_formula import WalkFormula
from tree.proving.sets.gc_paused import quietly
from tree.walk import Answer

MOST_QUESTIONS = 1 << 15
"""Questions a tree may have; with more, a proof would take too long, and is left open at once."""


class UnconfirmedError(Exception):
    """A counterexample that does not break its promise: an error in the prover."""


class Prover:
    """The formula of a tree and its promises, and a solver for it."""

    def __init__(self, tree: Tree, promises: Iterable[Promise]) -> None:
        """Encode all walks; raises NoRoomError, or UnusableError without a solver."""
        if len(tree.questions) > MOST_QUESTIONS:
            raise NoRoomError
        self.tree, self.promises = tree, tuple(promises)
        self.formula = Formula()
        exact = set(told(self.promises))
        self.walk = WalkFormula(tree, self.formula, levels(tree, self.promises), exact)
        self.encoded = self.formula.size
        """Size of the formula before any promise was encoded."""
        self.solver = Solver(self.formula)
        self._twin: Twin | None = None

    @property
    def twin(self) -> Twin:
        """The second walk of monotone promises, encoded on first use."""
        if self._twin is None:
            of_two = (p for p in self.promises if isinstance(p, Monotone))
            names = dict.fromkeys(name for promise in of_two for name in promise.questions)
            self._twin = Twin(self.walk, tuple(names))
        return self._twin

    def goal(self, promise: Promise) -> Goal:
        """Encode a promise; raises NoRoomError."""
        if isinstance(promise, Monotone):
            return compared(self.walk, promise, self.twin)
        return goal(self.walk, promise)

    def prove(self, promise: Promise) -> Proof:
        """Prove a promise, or leave it open if its formula is too large.

        Raises UnconfirmedError for a counterexample that replay does not confirm.
        """
        try:
            wanted = self.goal(promise)
        except NoRoomError:
            return Proof(promise.id, kept=None)
        broken = find(self.solver, self.walk, wanted.sites)
        if broken is not None:
            return self._broken(promise, broken)
        touched = wanted.touched != FALSE and bool(self.solver.solve([wanted.touched]))
        return Proof(promise.id, kept=touched, vacuous=not touched)

    def _broken(self, promise: Promise, broken: Counterexample) -> Proof:
        """Return the proof of a broken promise, after replaying its counterexample."""
        other: tuple[Answer, ...] = ()
        if isinstance(promise, Monotone):
            ends = [Site(i, end) for i, end in self.twin.ends]
            other = read(self.twin, ends, broken.model).walk
            confirmed = is_gentler(self.tree, promise, broken.walk, other)
        else:
            confirmed = is_confirmed(self.tree, promise, broken.walk)
        if not confirmed:
            raise UnconfirmedError(promise.id)
        shortest = broken.shortest
        return Proof(promise.id, kept=False, walk=broken.walk, other=other, shortest=shortest)

    def close(self) -> None:
        """Free the solver's memory."""
        self.solver.close()


@quietly
def prove(tree: Tree, promises: Iterable[Promise]) -> tuple[Proof, ...]:
    """Prove promises over every walk; those whose formula grows too large stay open.

    Raises UnusableError without a solver, and UnconfirmedError for an error in the prover.
    """
    asked = tuple(promises)
    try:
        prover = Prover(tree, asked)
    except NoRoomError:
        return tuple(Proof(promise.id, kept=None) for promise in asked)
    try:
        return tuple(prover.prove(promise) for promise in asked)
    finally:
        prover.close()


def told(promises: Iterable[Promise]) -> Iterator[str]:
    """List the questions whose answers promises must tell apart."""
    for promise in promises:
        if isinstance(promise, Before):
            yield from (*promise.plain, *promise.asked)
        if isinstance(promise, Monotone):
            yield from promise.questions
        condition = condition_of(promise)
        for leaf in leaves(condition) if condition else ():
            if isinstance(leaf, Chose):
                yield leaf.question


def levels(tree: Tree, promises: Iterable[Promise]) -> dict[str, int]:
    """Return for each tally the highest level that a condition reads."""
    found: dict[str, int] = {}
    read = _read(tree, promises) if tree.tallies else ()
    for leaf in (leaf for condition in read for leaf in leaves(condition)):
        if isinstance(leaf, AtLeast):
            most = min(leaf.least, tree.tallies.get(leaf.tally, 0))
            found[leaf.tally] = max(found.get(leaf.tally, 0), most)
    return found


def _read(tree: Tree, promises: Iterable[Promise]) -> Iterator[Condition]:
    for name in (*tree.questions, *tree.forks):
        yield from (route.when for route in exits(tree.node(name)) if route.when)
    for outcome in tree.outcomes.values():
        yield from conditions(outcome)
    yield from filter(None, map(condition_of, promises))
