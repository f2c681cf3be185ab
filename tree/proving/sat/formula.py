"""A propositional formula in clauses (CNF), with gates that are made once and shared."""

from __future__ import annotations

from collections.abc import Iterable

Clause = tuple[int, ...]
TRUE, FALSE = 1, -1
"""The literals that always and never hold: the first clause makes the first variable true."""

MOST_CLAUSES = 3_000_000
"""Clauses a formula may have: about as much memory as a proof may use."""


class NoRoomError(Exception):
    """A formula grows too large; what it was to decide stays open."""


class Formula:
    """Variables from 1 on, and clauses over them; a negative number is a negated variable."""

    def __init__(self) -> None:
        """Start with the variable that is true."""
        self.variables = 1
        self.clauses: list[Clause] = [(TRUE,)]
        self.gates: dict[Clause, int] = {}

    @property
    def size(self) -> tuple[int, int]:
        """The numbers of variables and clauses."""
        return self.variables, len(self.clauses)

    def new(self) -> int:
        """Return a new variable; raises NoRoomError."""
        self.variables += 1
        if len(self.clauses) > MOST_CLAUSES:
            raise NoRoomError
        return self.variables

    def add(self, *literals: int) -> None:
        """Add a clause: one of these literals holds."""
        self.clauses.append(literals)

    def both(self, one: int, other: int) -> int:
        """Return the literal of the conjunction of two."""
        if one in (TRUE, other):
            return other
        if other == TRUE:
            return one
        if FALSE in (one, other) or one == -other:
            return FALSE
        key = (one, other) if one < other else (other, one)
        gate = self.gates.get(key)
        if gate is None:
            gate = self.gates[key] = self.new()
            self.clauses += ((-gate, one), (-gate, other), (gate, -one, -other))
        return gate

    def either(self, one: int, other: int) -> int:
        """Return the literal of the disjunction of two."""
        return -self.both(-one, -other)

    def every(self, literals: Iterable[int]) -> int:
        """Return the literal of the conjunction of any number."""
        inside = set(literals)
        inside.discard(TRUE)
        if len(inside) <= 2:  # noqa: PLR2004  (most gates have two inputs: faster)
            one, other = (*inside, TRUE, TRUE)[:2]
            return self.both(one, other)
        if FALSE in inside or any(-literal in inside for literal in inside):
            return FALSE
        key = tuple(sorted(inside))
        gate = self.gates.get(key)
        if gate is None:
            gate = self.gates[key] = self.new()
            self.clauses += [(-gate, literal) for literal in key]
            self.clauses.append((gate, *(-literal for literal in key)))
        return gate

    def some(self, literals: Iterable[int]) -> int:
        """Return the literal of the disjunction of any number."""
        return -self.every([-literal for literal in literals])

    def at_most_one(self, literals: list[int]) -> None:
        """Add clauses that at most one of these literals holds."""
        for i, one in enumerate(literals):
            for other in literals[:i]:
                self.add(-one, -other)

    def raised(self, row: list[int], literal: int, by: int = 1) -> list[int]:
        """Return a unary number, raised by `by` where a literal holds; it stops at its last digit.

        The digit at n says that the number is greater than n.
        """
        fewer = [*[TRUE] * by, *row]
        return [self.either(digit, self.both(literal, fewer[n])) for n, digit in enumerate(row)]
