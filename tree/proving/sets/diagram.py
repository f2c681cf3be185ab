"""Sets of assignments as binary decision diagrams (BDDs); only this module imports OxiDD.

Edges can be complemented, so a negation costs nothing. Variables are never reordered: they keep the
order of asking, which keeps the diagrams small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter

from oxidd.bcdd import BCDDFunction, BCDDManager
from oxidd.util import BooleanOperator, DDMemoryError

from tree.proving.sets.room import refuse_little_room

Set = BCDDFunction
"""A set of assignments; equal sets are equal objects."""

TooLargeError = DDMemoryError
"""Raised when an operation needs more nodes than MOST_NODES; the promise is then undecided."""

MOST_NODES = 1 << 22
"""Nodes a diagram may hold; memory is allocated as nodes are made, so a small proof uses little.

Counting the walks of 200 questions that look back at 60 facts takes about half of them.
"""

CACHE = 1 << 16
"""Entries of the operation cache; a larger one slows small proofs and speeds up large ones."""

RUNGS = tuple(f"/rung/{i}" for i in range(5))
"""Variables below all others that number up to 32 sets, to hold them in one diagram."""

Bits = tuple[str, ...]
"""Names of neighbouring variables."""

DiagramRow = tuple[int, int, int]
"""A level, and the rows it leads to where its variable is false and where it is true."""

NONE, ALL = 0, 1


class Table:
    """Diagrams as rows in topological order, children first, so that one loop can sum over them.

    Rows 0 and 1 are the empty and the full set; `roots` are the rows of the sets asked for.
    """

    def __init__(self, depth: int) -> None:
        """Start with the two terminal rows, one level below the last variable."""
        self.depth = depth
        self.rows: list[DiagramRow] = [(depth, NONE, NONE), (depth, ALL, ALL)]
        self.roots: list[int] = []


def rung(number: int) -> dict[str, bool]:
    """Return the values of RUNGS that encode a number from 0 to 31; raises ValueError beyond.

    Five tiers make 25 pairs of them; two sets with one number would be proved as one.
    """
    if number >> len(RUNGS):
        raise ValueError(number)
    return {bit: bool(number >> i & 1) for i, bit in enumerate(RUNGS)}


class Diagram:
    """All sets over some variables; operations raise TooLargeError above MOST_NODES."""

    def __init__(self, names: Iterable[str]) -> None:
        """Declare the variables, in the order given."""
        self.names = tuple(names)
        self.levels = {name: level for level, name in enumerate((*self.names, *RUNGS))}
        refuse_little_room()
        self._manager = BCDDManager(MOST_NODES, CACHE, 1)
        self._collects_at, self._freed = MOST_NODES // 2, 0
        variables = self._manager.add_vars(len(self.levels))
        self._literals = [(self._manager.not_var(v), self._manager.var(v)) for v in variables]
        self._cubes: dict[Bits, Set] = {}
        self._given: dict[tuple[tuple[str, bool], ...], Set] = {}
        self.none = self._manager.false()
        self.all = self._manager.true()
        self._every = self.cube(dict.fromkeys(self.levels, True))

    def __len__(self) -> int:
        """Return the number of nodes held now."""
        return self._manager.num_inner_nodes()

    @property
    def made(self) -> int:
        """The number of nodes made so far, including freed ones: a measure of work."""
        return self._manager.approx_num_inner_nodes() + self._freed

    def cube(self, values: Mapping[str, bool]) -> Set:
        """Return the assignments in which the variables have these values."""
        self._collect()
        cube = self.all
        for name in sorted(values, key=self.levels.__getitem__, reverse=True):
            cube = self._literals[self.levels[name]][values[name]] & cube
        return cube

    def exist(self, names: Bits, of: Set) -> Set:
        """Return a set with these variables existentially quantified."""
        self._collect()
        return of.exists(self._quantified(names))

    def and_exists(self, names: Bits, one: Set, other: Set) -> Set:
        """Return the relational product: the intersection of two sets, variables quantified."""
        self._collect()
        return one.apply_exists(BooleanOperator.AND, other, self._quantified(names))

    def _collect(self) -> None:
        """Free unreferenced nodes once half of the room is used; raise if most of it stays used.

        OxiDD would collect later and in its own thread, and may run out of room first. A diagram
        that has grown this large usually grows on, and filling all the room takes many times as
        long.
        """
        if self._manager.approx_num_inner_nodes() > self._collects_at:
            self._freed += self._manager.gc()
            if len(self) > self._collects_at * 3 // 4:
                raise TooLargeError

    def _quantified(self, names: Bits) -> Set:
        if names not in self._cubes:
            self._cubes[names] = self.cube(dict.fromkeys(names, True))
        return self._cubes[names]

    def restrict(self, values: Mapping[str, bool], of: Set) -> Set:
        """Return the cofactor: the assignments of the other variables that go with these values."""
        given = tuple(values.items())
        if given not in self._given:
            self._given[given] = self.cube(values)
        return self.and_exists(tuple(values), of, self._given[given])

    def substitute(self, values: Mapping[str, Set], of: Set) -> Set:
        """Return a set with sets substituted for variables, all at once."""
        self._collect()
        pairs = [(self.levels[name], value) for name, value in values.items()]
        return of.substitute(Set.make_substitution(pairs)) if pairs else of

    def intersects(self, one: Set, other: Set) -> bool:
        """Return whether two sets intersect, without building the intersection."""
        if self.none in (one, other):
            return False
        return one.apply_exists(BooleanOperator.AND, other, self._every).satisfiable()

    def level(self, one: Set) -> int:
        """Return the level of the topmost variable that a set reads; the last for all or none."""
        level = one.node_level()
        return len(self.levels) if level is None else level

    def node_count(self, one: Set) -> int:
        """Return the number of nodes of a set."""
        return one.node_count()

    def union(self, sets: Iterable[Set]) -> Set:
        """Return the union of any number of sets."""
        self._collect()
        joined = self.none
        for one in sets:
            joined = joined | one
        return joined

    def table(self, sets: Iterable[Set]) -> Table:
        """Return sets that do not use RUNGS as rows; nodes that they share appear once."""
        table, roots = Table(len(self.names)), tuple(sets)
        known = {self.none: NONE, self.all: ALL}
        for level, node, high, low in sorted(_nodes(roots), key=itemgetter(0), reverse=True):
            known[node] = len(table.rows)
            table.rows.append((level, known[low], known[high]))
        table.roots += (known[root] for root in roots)
        return table

    def entries(self, one: Set, groups: Iterable[Bits], known: set[Set]) -> dict[Bits, set[Set]]:
        """Return the nodes through which a set enters each group of neighbouring variables.

        The values of a group can then be compared node by node, whatever the variables above are.
        What lies below a node that is `known` is left out; all nodes of the set are added to that.
        """
        found: dict[Bits, set[Set]] = {group: set() for group in groups}
        at = {self.levels[name]: group for group in found for name in group}
        edges = ((at.get(level), parts) for level, _, *parts in _nodes([one], known))
        for came, parts in chain([(None, [one])], edges):
            for part in parts:
                here = at.get(self.level(part))
                if here is not None and here is not came:
                    found[here].add(part)
        return found

    def follow(self, values: Mapping[str, bool], one: Set) -> Set:
        """Return the cofactor of a set for values of its topmost variables."""
        yes = {self.levels[name]: value for name, value in values.items()}
        while (level := one.node_level()) in yes and (parts := one.cofactors()):
            one = parts[not yes[level]]
        return one


def _nodes(
    roots: Iterable[Set], seen: set[Set] | None = None
) -> Iterator[tuple[int, Set, Set, Set]]:
    """List the inner nodes of some sets once each: level, node, high child, low child.

    Those that are `seen` are left out, with all that is below them; the others are added to that.
    """
    seen = set() if seen is None else seen
    todo = [root for root in dict.fromkeys(roots) if root not in seen]
    seen.update(todo)
    while todo:
        node = todo.pop()
        level, parts = node.node_level(), node.cofactors()
        if level is None or not parts:
            continue
        for part in parts:
            if part not in seen:
                seen.add(part)
                todo.append(part)
        yield level, node, *parts
