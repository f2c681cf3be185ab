"""Sets of assignments as binary decision diagrams: the one file that knows OxiDD.

Reordering is off: variables stand in the order of asking, which is a good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import os
if os.environ.get("OXK","bcdd")=="bcdd":
    from oxidd.bcdd import BCDDFunction as Set, BCDDManager as _Manager
else:
    from oxidd.bdd import BDDFunction as Set, BDDManager as _Manager
from oxidd.util import BooleanOperator
from oxidd.util import DDMemoryError as TooLargeError

MOST_NODES = int(os.environ.get("OXN",1 << 22))
CACHE = int(os.environ.get("OXC",1 << 16))
RUNGS = ("/rung/0", "/rung/1", "/rung/2")
"""Below all other variables, three to number sets with: so several can be asked as one."""

Row = tuple[int, int, int]
"""A level and the rows it leads to where the variable is false and where it is true."""

NONE, ALL = 0, 1


class Table:
    """Diagrams as plain rows, each after those it leads to: what sums over them is one loop.

    Rows 0 and 1 are the empty and the full set; `roots` are the rows of the sets asked for.
    """

    def __init__(self, depth: int) -> None:
        """Start with the two ends, which stand below the last level."""
        self.depth = depth
        self.rows: list[Row] = [(depth, NONE, NONE), (depth, ALL, ALL)]
        self.roots: list[int] = []


def rung(number: int) -> dict[str, bool]:
    """Write a number up to seven."""
    return {bit: bool(number >> i & 1) for i, bit in enumerate(RUNGS)}


class Diagram:
    """All sets over some variables."""

    def __init__(self, names: Iterable[str]) -> None:
        """Declare the variables in their order."""
        self.names = tuple(names)
        self.levels = {name: level for level, name in enumerate((*self.names, *RUNGS))}
        self._manager = _Manager(MOST_NODES, CACHE, 1)
        numbers = self._manager.add_vars(len(self.levels))
        self._literals = [(self._manager.not_var(n), self._manager.var(n)) for n in numbers]
        self._cubes: dict[tuple[str, ...], Set] = {}
        self.all: Set = self._manager.true()
        self._every = self.cube(dict.fromkeys(self.levels, True))
        self.none: Set = self._manager.false()

    def cube(self, values: Mapping[str, bool]) -> Set:
        """Return the assignments with these values."""
        cube, levels = self.all, self.levels
        for name in sorted(values, key=levels.__getitem__, reverse=True):
            cube = self._literals[levels[name]][values[name]] & cube
        return cube

    def _over(self, names: tuple[str, ...]) -> Set:
        if names not in self._cubes:
            self._cubes[names] = self.cube(dict.fromkeys(names, True))
        return self._cubes[names]

    def exist(self, names: tuple[str, ...], of: Set) -> Set:
        """Return a set with these variables quantified: they may be anything."""
        return of.exists(self._over(names))

    def and_exists(self, names: tuple[str, ...], one: Set, other: Set) -> Set:
        """Return what two sets share, with these variables quantified, in one step."""
        return one.apply_exists(BooleanOperator.AND, other, self._over(names))

    def restrict(self, values: Mapping[str, bool], of: Set) -> Set:
        """Return the assignments of the other variables that go with these values."""
        return self.and_exists(tuple(values), of, self.cube(values))

    def substitute(self, values: Mapping[str, Set], of: Set) -> Set:
        """Put sets in the place of variables, all at once."""
        if not values:
            return of
        pairs = [(self.levels[name], value) for name, value in values.items()]
        return of.substitute(Set.make_substitution(pairs))

    def intersects(self, one: Set, other: Set) -> bool:
        """Return whether two sets share anything, without building what they share."""
        return one.apply_exists(BooleanOperator.AND, other, self._every).satisfiable()

    def node_count(self, one: Set) -> int:
        """Return the number of nodes of a set."""
        return one.node_count()

    def union(self, sets: Iterable[Set]) -> Set:
        """Return the union of any number of sets."""
        joined = self.none
        for one in sets:
            joined = joined | one
        return joined

    def count(self, one: Set) -> int:
        """Return the model count of a set without numbers, exactly."""
        return one.sat_count(len(self.levels)) >> len(RUNGS)

    def table(self, sets: Iterable[Set]) -> Table:
        """Write sets without numbers as rows, shared parts once."""
        table, roots = Table(len(self.names)), list(sets)
        known = {self.none: NONE, self.all: ALL}
        for level, node, low, high in sorted(_nodes(roots), key=lambda n: -n[0]):
            known[node] = len(table.rows)
            table.rows.append((level, known[low], known[high]))
        table.roots = [known[root] for root in roots]
        return table


def _nodes(roots):
    """List the inner nodes that any of some sets leads to, each once."""
    todo, seen = list(roots), set()
    while todo:
        node = todo.pop()
        if node in seen or (parts := node.cofactors()) is None:
            continue
        seen.add(node)
        todo += parts
        high, low = parts
        yield node.node_level(), node, low, high
