"""A checker of refutations that knows nothing of solvers: each line must follow by unit clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Clause = frozenset[int]


def clauses_of(dimacs: str) -> list[Clause]:
    """Read a formula; its head must say how many clauses and variables there are."""
    lines = [line for line in dimacs.splitlines() if not line.startswith("c ")]
    _, _, variables, count = lines[0].split()
    clauses = [frozenset(map(int, line.split()[:-1])) for line in lines[1:]]
    assert len(clauses) == int(count)
    assert max(abs(literal) for clause in clauses for literal in clause) == int(variables)
    assert all(line.endswith(" 0") for line in lines[1:])
    return clauses


class Checker:
    """Clauses that are taken to hold, and what follows from them by unit clauses alone."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        """Watch two literals of each clause."""
        self._watched: dict[int, list[list[int]]] = {}
        self._units: list[int] = []
        self._known: dict[Clause, list[list[int]]] = {}
        for clause in clauses:
            self.add(clause)

    def add(self, clause: Clause) -> None:
        """Take one more clause to hold."""
        if len(clause) == 1:
            self._units += clause
        elif clause:
            written = list(clause)
            self._known.setdefault(clause, []).append(written)
            for literal in written[:2]:
                self._watched.setdefault(literal, []).append(written)

    def drop(self, clause: Clause) -> None:
        """Forget a clause."""
        if written := self._known.get(clause):
            gone = written.pop()
            for literal in gone[:2]:
                there = self._watched[literal]
                there[:] = [other for other in there if other is not gone]

    def follows(self, clause: Clause) -> bool:
        """Return whether the opposite of a clause comes to a conflict by unit clauses."""
        true = set[int]()
        todo = [*(-literal for literal in clause), *self._units]
        while todo:
            literal = todo.pop()
            if -literal in true:
                return True
            if literal in true:
                continue
            true.add(literal)
            for unit in self._move(-literal, true):
                if unit == 0:
                    return True
                todo.append(unit)
        return False

    def _move(self, false: int, true: set[int]) -> Iterator[int]:
        """Watch other literals in place of one that is false; 0 is a clause that is all false."""
        for written in [*self._watched.get(false, ())]:
            if written[0] == false:
                written[0], written[1] = written[1], written[0]
            if written[0] in true:
                continue
            other = next((i for i in range(2, len(written)) if -written[i] not in true), None)
            if other is None:
                yield 0 if -written[0] in true else written[0]
                continue
            written[1], written[other] = written[other], written[1]
            self._watched[false] = [one for one in self._watched[false] if one is not written]
            self._watched.setdefault(written[1], []).append(written)


def is_refuted(dimacs: str, drat: str) -> bool:
    """Return whether a proof shows, line by line, that a formula cannot hold."""
    checker = Checker(clauses_of(dimacs))
    for line in drat.splitlines():
        gone, literals = line.startswith("d "), line.removeprefix("d ").split()
        assert literals[-1] == "0"
        clause = frozenset(map(int, literals[:-1]))
        if gone:
            if len(clause) > 1:
                checker.drop(clause)
            continue
        if not checker.follows(clause):
            return False
        if not clause:
            return True
        checker.add(clause)
    return False
