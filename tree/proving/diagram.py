"""Sets of assignments as binary decision diagrams: the one file that knows `dd`.

CUDD where a wheel carries it, else the pure-Python diagrams of the same package; both give the
same answers. Reordering is off: variables stand in the order of asking, which is a good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, cast


class Set(Protocol):
    """A set of assignments; equal sets are equal objects."""

    def __and__(self, other: Set) -> Set:
        """Keep what is in both."""

    def __or__(self, other: Set) -> Set:
        """Join both."""

    def __hash__(self) -> int:
        """Tell equal sets alike."""

    def __len__(self) -> int:
        """Count its nodes."""

    def __invert__(self) -> Set:
        """Take all that is not in it."""


SMALL, CACHE, LOOSE = 1 << 26, 1 << 14, 1 << 23
"""What CUDD sets aside at first, in bytes and entries, and up to how many nodes it grows freely.

All of it grows with the work: set aside in full, it costs more than a small proof.
"""

MOST_BYTES, MOST_PURE = 1 << 27, 400_000
"""What a diagram may hold: bytes in CUDD, or nodes, which in Python take much more room each.

To count the walks of 200 questions that look back at 60 facts takes about half of it.
"""

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


class TooLargeError(Exception):
    """A proof that would need more room than it may have: nothing is known of its promise."""


class Diagram:
    """All sets over some variables."""

    def __init__(self, names: Iterable[str], *, pure: bool = False) -> None:
        """Declare the variables in their order; `pure` leaves CUDD aside."""
        self._dd = _manager(pure=pure)
        self._dd.configure(reordering=False)
        self._pure = hasattr(self._dd, "_bdd")
        self.names = tuple(names)
        self.levels = {name: level for level, name in enumerate(self.names)}
        self._dd.declare(*self.names, *RUNGS)
        self._cubes: dict[tuple[str, ...], Set] = {}
        """To write a cube looks at every variable there is: those to forget are written once."""
        self.none: Set = self._dd.false
        self.all: Set = self._dd.true

    def __len__(self) -> int:
        """Count the nodes held at present."""
        return len(self._dd)

    def cube(self, values: Mapping[str, bool]) -> Set:
        """Take the assignments with these values."""
        return cast("Set", self._dd.cube(dict(values)))

    def forget(self, names: tuple[str, ...], of: Set) -> Set:
        """Let these variables be anything; raises TooLargeError."""
        if self._pure and len(self) > MOST_PURE:
            raise TooLargeError
        if names not in self._cubes:
            self._cubes[names] = self.cube(dict.fromkeys(names, True))
        return cast("Set", self._dd.apply("\\E", self._cubes[names], of))

    def fix(self, values: Mapping[str, bool], of: Set) -> Set:
        """Say which assignments of the other variables go with these values."""
        return cast("Set", self._dd.let(values, of))

    def put(self, values: Mapping[str, Set], of: Set) -> Set:
        """Put sets in the place of variables, all at once."""
        return cast("Set", self._dd.let(values, of)) if values else of

    def meet(self, one: Set, other: Set) -> bool:
        """Say whether two sets share anything."""
        return one & other != self.none

    def size(self, one: Set) -> int:
        """Count the nodes of a set."""
        return len(one)

    def union(self, sets: Iterable[Set]) -> Set:
        """Join any number of sets."""
        joined = self.none
        for one in sets:
            joined = joined | one
        return joined

    def table(self, sets: Iterable[Set]) -> Table:
        """Write sets without numbers as rows, shared parts once."""
        table = Table(len(self.names))
        known: dict[int, int] = {int(self._dd.false): NONE, int(self._dd.true): ALL}
        for one in sets:
            table.roots.append(_write(one, known, table.rows))
        return table


class bounded:  # noqa: N801  (used as `with bounded():`)
    """Lets a step for which CUDD has no more room be a TooLargeError.

    A class, since a generator's frames would keep a failed diagram alive in a circle (Python 3.13),
    and CUDD complains of one that is freed before its sets.
    """

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Tell a lack of room from any other fault."""
        if not isinstance(error, RuntimeError | ValueError):
            return
        if "NULL" in str(error) or "memory" in str(error):
            raise TooLargeError from error


def _manager(*, pure: bool) -> Any:  # noqa: ANN401  (dd has no types)
    if not pure:
        try:
            from dd import cudd  # noqa: PLC0415  (compiled, and not for every machine)
        except ImportError:
            pass
        else:
            manager = cudd.BDD(memory_estimate=SMALL, initial_cache_size=CACHE)
            manager.configure(loose_up_to=LOOSE, max_memory=MOST_BYTES)
            return manager
    return _pure()


def _pure() -> Any:  # noqa: ANN401
    """Make diagrams in Python alone, without their check that nothing refers to them at the end."""
    from dd import autoref, bdd  # noqa: PLC0415  (only where CUDD is absent)

    quiet: Any = type("Quiet", (bdd.BDD,), {"__del__": lambda _: None})
    manager = autoref.BDD()
    manager._bdd = quiet()
    manager.vars = manager._bdd.vars
    return manager


def _write(root: Any, known: dict[int, int], rows: list[Row]) -> int:  # noqa: ANN401
    """Add the rows of one diagram, deepest first, and return its own."""
    todo = [root]
    while todo:
        node = todo[-1]
        if int(node) in known:
            todo.pop()
            continue
        low, high = (~node.low, ~node.high) if node.negated else (node.low, node.high)
        if later := [part for part in (low, high) if int(part) not in known]:
            todo += later
            continue
        known[int(todo.pop())] = len(rows)
        rows.append((node.level, known[int(low)], known[int(high)]))
    return known[int(root)]
