"""The SAT solver: only this module imports `pysat`, and uses its CaDiCaL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tree.fault import UnusableError
from tree.proving.sat.formula import Formula


class Solver:
    """An incremental solver of a formula that may still grow."""

    def __init__(self, formula: Formula) -> None:
        """Start with the formula as it is; raises UnusableError."""
        self._formula = formula
        self._sent = 0
        self._sat = cadical()()

    def solve(self, assumptions: Sequence[int], conflicts: int = 0) -> bool | None:
        """Return whether all can hold; None if undecided after `conflicts`, where 0 is no limit."""
        self._sat.append_formula(self._formula.clauses[self._sent :])
        self._sent = len(self._formula.clauses)
        if not conflicts:
            return bool(self._sat.solve(assumptions=assumptions))
        self._sat.conf_budget(conflicts)
        found = self._sat.solve_limited(assumptions=assumptions)
        self._sat.conf_budget(-1)
        return None if found is None else bool(found)

    def model(self) -> Model:
        """Return the assignment found last."""
        return Model(self._sat.get_model())

    def prefer(self, literals: Iterable[int]) -> None:
        """Set the phases: the solver tries these literals first."""
        self._sat.set_phases([*literals])

    def close(self) -> None:
        """Free the solver's memory."""
        self._sat.delete()


class Model:
    """An assignment of all variables."""

    def __init__(self, values: list[int]) -> None:
        """Keep the literals that hold, one per variable, in order."""
        self._values = values

    def holds(self, literal: int) -> bool:
        """Return whether a literal holds."""
        at = abs(literal) - 1
        return at < len(self._values) and self._values[at] == literal


def cadical() -> Any:  # noqa: ANN401  (pysat has no types)
    """Return the solver class; raises UnusableError if it is not installed."""
    try:
        from pysat.solvers import Cadical195  # noqa: PLC0415  (compiled; loaded on demand)
    except ImportError as error:
        raise UnusableError("no-solver", name="python-sat") from error
    return Cadical195


def at_most(
    literals: Sequence[int], most: int, formula: Formula
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the clauses and digits of a totalizer: the digit at n says that more than n hold."""
    from pysat.card import ITotalizer  # noqa: PLC0415

    counted = ITotalizer(lits=list(literals), ubound=most, top_id=formula.variables)
    clauses = [tuple(clause) for clause in counted.cnf.clauses]
    formula.variables = max(formula.variables, counted.top_id)
    digits = list(counted.rhs)
    counted.delete()
    return clauses, digits


def refute(clauses: Iterable[tuple[int, ...]]) -> list[str] | None:
    """Return the lines of a DRAT proof that clauses are unsatisfiable; None if they are not."""
    with cadical()(bootstrap_with=clauses, with_proof=True) as solver:
        return None if solver.solve() else [str(line) for line in solver.get_proof()]
