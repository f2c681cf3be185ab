"""Sets of assignments as binary decision diagrams: the one file that knows OxiDD.

With complement edges, so that a negation costs nothing. Reordering is off: variables stand in the
order of asking, which is a good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from oxidd.bcdd import BCDDFunction, BCDDManager
from oxidd.util import BooleanOperator, DDMemoryError

Set = BCDDFunction
"""A set of assignments; equal sets are equal objects."""

TooLargeError = DDMemoryError
"""A proof that would need more nodes than it may have: nothing is known of its promise."""

MOST_NODES = 1 << 22
"""What a diagram may hold; room is taken as nodes are made, so a small proof takes little.

To count the walks of 200 questions that look back at 60 facts takes about half of it.
"""

CACHE = 1 << 16
"""How many results are kept to be found again: more cost a small proof, fewer a large one."""

RUNGS = ("/rung/0", "/rung/1", "/rung/2")
"""Below all other variables, three to number sets with: so several can be asked as one."""

Bits = tuple[str, ...]
"""Neighbouring variables, by name."""

DiagramRow = tuple[int, int, int]
"""A level and the rows it leads to where the variable is false and where it is true."""

NONE, ALL = 0, 1


class Table:
    """Diagrams as plain rows, each after those it leads to: what sums over them is one loop.

    Rows 0 and 1 are the empty and the full set; `roots` are the rows of the sets asked for.
    """

    def __init__(self, depth: int) -> None:
        """Start with the two ends, which stand below the last level."""
        self.depth = depth
        self.rows: list[DiagramRow] = [(depth, NONE, NONE), (depth, ALL, ALL)]
        self.roots: list[int] = []


def rung(number: int) -> dict[str, bool]:
    """Write a number up to seven."""
    return {bit: bool(number >> i & 1) for i, bit in enumerate(RUNGS)}


class Diagram:
    """All sets over some variables; each operation raises TooLargeError beyond the most nodes."""

    def __init__(self, names: Iterable[str]) -> None:
        """Declare the variables in their order."""
        self.names = tuple(names)
        self.levels = {name: level for level, name in enumerate((*self.names, *RUNGS))}
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
        """Return the number of nodes held at present."""
        return self._manager.num_inner_nodes()

    @property
    def made(self) -> int:
        """The number of nodes made so far, those that were freed among them: a measure of work."""
        return self._manager.approx_num_inner_nodes() + self._freed

    def cube(self, values: Mapping[str, bool]) -> Set:
        """Return the assignments with these values."""
        self._collect()
        cube = self.all
        for name in sorted(values, key=self.levels.__getitem__, reverse=True):
            cube = self._literals[self.levels[name]][values[name]] & cube
        return cube

    def exist(self, names: Bits, of: Set) -> Set:
        """Return a set with these variables quantified: they may be anything."""
        self._collect()
        return of.exists(self._quantified(names))

    def and_exists(self, names: Bits, one: Set, other: Set) -> Set:
        """Return the relational product: what two sets share, with these variables quantified."""
        self._collect()
        return one.apply_exists(BooleanOperator.AND, other, self._quantified(names))

    def _collect(self) -> None:
        """Free what no set leads to, once half of the room is taken; give up if most of it is used.

        OxiDD would free later, in a thread of its own, and might find no room before it has. What
        is used then grows further, as a rule, and to fill all the room takes many times as long.
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
        """Return the assignments of the other variables that go with these values."""
        given = tuple(values.items())
        if given not in self._given:
            self._given[given] = self.cube(values)
        return self.and_exists(tuple(values), of, self._given[given])

    def substitute(self, values: Mapping[str, Set], of: Set) -> Set:
        """Return a set with sets in the place of variables, all at once."""
        self._collect()
        pairs = [(self.levels[name], value) for name, value in values.items()]
        return of.substitute(Set.make_substitution(pairs)) if pairs else of

    def intersects(self, one: Set, other: Set) -> bool:
        """Return whether two sets share anything; what they share is not built."""
        if self.none in (one, other):
            return False
        return one.apply_exists(BooleanOperator.AND, other, self._every).satisfiable()

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
        """Write sets without numbers as rows, shared parts once."""
        table, roots = Table(len(self.names)), tuple(sets)
        known = {self.none: NONE, self.all: ALL}
        for level, node, high, low in sorted(_nodes(roots), key=itemgetter(0), reverse=True):
            known[node] = len(table.rows)
            table.rows.append((level, known[low], known[high]))
        table.roots += (known[root] for root in roots)
        return table

    def entries(self, one: Set, groups: Iterable[Bits]) -> dict[Bits, set[Set]]:
        """Return, for each group of neighbouring variables, what a set leads to from above it.

        So to compare what goes with values of a group takes no look at the variables before.
        """
        found: dict[Bits, set[Set]] = {group: set() for group in groups}
        at = {self.levels[name]: group for group in found for name in group}
        nodes = {node: (at.get(level), (high, low)) for level, node, high, low in _nodes([one])}
        for came, parts in ((None, (one,)), *nodes.values()):
            for part in parts:
                here = nodes[part][0] if part in nodes else None
                if here is not None and here is not came:
                    found[here].add(part)
        return found

    def follow(self, values: Mapping[str, bool], one: Set) -> Set:
        """Return where a set leads with these values, which are those of its first variables."""
        yes = {self.levels[name]: value for name, value in values.items()}
        while (level := one.node_level()) in yes and (parts := one.cofactors()):
            one = parts[not yes[level]]
        return one


def _nodes(roots: Iterable[Set]) -> Iterator[tuple[int, Set, Set, Set]]:
    """List the inner nodes of some sets, each once, with their levels and where they lead."""
    todo, seen = list(roots), set[Set]()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        level, parts = node.node_level(), node.cofactors()
        if level is not None and parts:
            todo += parts
            yield level, node, *parts
