"""Certificates of kept promises: an unsatisfiable formula, and its DRAT proof.

The formula says that some walk breaks the promise: clauses for all walks, clauses for the promise,
and last the clause that a walk comes to one of its sites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree.model import Tree
from tree.proving.promise import Monotone, Promise
from tree.proving.sat.formula import Clause, NoRoomError
from tree.proving.sat.prover import Prover
from tree.proving.sat.solver import refute


@dataclass(frozen=True, slots=True)
class Certificate:
    """A formula in DIMACS and its proof in DRAT, as text."""

    promise: str
    formula: str
    proof: str


def certificates(tree: Tree, promises: Iterable[Promise]) -> Iterator[Certificate]:
    """Certify each promise that no walk breaks; raises UnusableError without a solver."""
    asked = tuple(promises)
    try:
        prover = Prover(tree, asked)
    except NoRoomError:
        return
    try:
        for promise in asked:
            if (found := _certify(prover, promise)) is not None:
                yield found
    finally:
        prover.close()


def _certify(prover: Prover, promise: Promise) -> Certificate | None:
    """Refute that a walk breaks a promise; None if one does, or if the formula grows too large."""
    try:
        sites = prover.goal(promise).sites
        broken = prover.formula.some([site.literal for site in sites])
    except NoRoomError:
        return None
    clauses = [*_clauses(prover, promise, broken), (broken,)]
    proof = refute(clauses)
    if proof is None:
        return None
    return Certificate(promise.id, _dimacs(prover, promise, clauses), "\n".join([*proof, ""]))


def _clauses(prover: Prover, promise: Promise, broken: int) -> Iterator[Clause]:
    """List the clauses of all walks, and of the gates that encode the promise."""
    formula = prover.formula
    variables, first = prover.encoded
    if isinstance(promise, Monotone):
        yield from formula.clauses
        return
    yield from formula.clauses[:first]
    inside = {gate: key for key, gate in formula.gates.items() if gate > variables}
    todo, seen = [abs(broken)], set[int]()
    while todo:
        gate = todo.pop()
        if gate in inside and gate not in seen:
            seen.add(gate)
            todo += [abs(literal) for literal in inside[gate]]
            yield from ((-gate, literal) for literal in inside[gate])
            yield (gate, *(-literal for literal in inside[gate]))


def _dimacs(prover: Prover, promise: Promise, clauses: list[Clause]) -> str:
    """Return a formula in DIMACS; comments say which node or answer a variable stands for."""
    most = max(abs(literal) for clause in clauses for literal in clause)
    lines = [f"c {promise.form} {promise.id}", *_legend(prover)]
    lines.append(f"p cnf {most} {len(clauses)}")
    lines += [f"{' '.join(map(str, clause))} 0" for clause in clauses]
    return "\n".join([*lines, ""])


def _legend(prover: Prover) -> Iterator[str]:
    walk = prover.walk
    for i, name in enumerate(walk.names):
        yield f"c {walk.at[i]} {name}"
        for answered in walk.answers.get(i, ()):
            chosen = " ".join(option.id for option in answered.options)
            yield f"c {answered.literal} {name} {chosen}"
