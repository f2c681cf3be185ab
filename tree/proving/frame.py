"""States of marks as numbers: what is known of each state is one array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tree.proving.diagram import ALL, Diagram, Set
from tree.proving.marks import Axis, Changes, Marks

Which = NDArray[np.bool_]
Numbers = NDArray[np.intp]
Bits = NDArray[np.uint8]
Table = NDArray[np.int32]
"""For each state, how many answers are still to be given."""
KEPT = 1 << 23
"""How many entries of tables that may be wanted again are kept."""
NEVER = 1 << 29
"""More answers than any walk has, and so few that sums with them fit in 32 bits."""


class Frame:
    """The marks that states are told apart by at some places: each a digit, the first the least."""

    def __init__(self, words: Marks, axes: Iterable[Axis]) -> None:
        """Give each mark its weight."""
        self.words = words
        self.weights: dict[Axis, int] = {}
        self.size = 1
        for axis in axes:
            self.weights[axis] = self.size
            self.size *= len(axis) + 1
        self._known: dict[Set, Table] = {}
        self._saved: dict[tuple[Set, int], tuple[Table, Bits]] = {}

    def gate(self, walks: Set) -> Table:
        """Say of each state whether a way is open to it: what is larger of this and a length."""
        if walks not in self._known:
            self._make_room()
            open_, shut = np.int32(-NEVER), np.int32(NEVER)
            self._known[walks] = np.where(self.has(walks), open_, shut)
        return self._known[walks]

    def saved(self, walks: Set, by: int) -> tuple[Table, Bits]:
        """Say what a way saves that is so much shorter where it is open, and where that is."""
        if (walks, by) not in self._saved:
            self._make_room()
            has = self.has(walks)
            self._saved[walks, by] = np.where(has, np.int32(by), np.int32(0)), packed(has)
        return self._saved[walks, by]

    def has(self, walks: Set) -> Which:
        """Say of each state whether it is in a set; marks of no axis have not been made.

        All states follow the rows of the diagram at once; over what it does not read it is spread.
        """
        rows = _Rows(self.words.diagram, walks)
        shape = list[int]()
        for axis in self.words.axes:
            if axis in self.weights:
                shape.append(len(axis) + 1 if rows.reads(axis) else 1)
            rows.split(axis, range(shape[-1]) if axis in self.weights else (0,))
        whole = [len(axis) + 1 for axis in self.weights]
        narrow = rows.now.reshape(shape[::-1]) == ALL
        return np.broadcast_to(narrow, whole[::-1]).ravel()

    def turn(self, there: Frame, changes: Changes) -> Numbers:
        """Say of each state which one it becomes in another frame by changes of marks."""
        numbers: Numbers = np.zeros(self.size, np.intp)
        for axis, weight in there.weights.items():
            if not changes.keys().isdisjoint(axis):
                after = (changes.get(name, self.words.mark(name)) for name in axis)
                numbers += weight * np.sum([self.has(walks) for walks in after], axis=0)
            elif axis in self.weights:
                numbers += weight * self._digit(axis)
        return numbers

    def _digit(self, axis: Axis) -> Numbers:
        return np.arange(self.size) // self.weights[axis] % (len(axis) + 1)

    def number(self, state: Set) -> int:
        """Give the number of one state."""
        meet, mark = self.words.diagram.intersects, self.words.mark
        return sum(
            weight for axis, weight in self.weights.items() for n in axis if meet(state, mark(n))
        )

    def _make_room(self) -> None:
        if (len(self._known) + len(self._saved)) * self.size > KEPT:
            self.forget()

    def forget(self) -> None:
        """Let go of what was worked out."""
        self._known.clear()
        self._saved.clear()


def frames(words: Marks) -> Iterator[tuple[Frame, tuple[str, ...]]]:
    """List by which marks states are told apart at which places, last place first."""
    first = {axis: min(words.first.get(name, -1) for name in axis) for axis in words.axes if axis}
    end = len(words.order)
    starts = {0, *(at + 1 for at in first.values() if at + 1 < end)}
    for start in sorted(starts, reverse=True):
        made = (axis for axis, at in first.items() if at < start)
        yield Frame(words, made), words.order[start:end][::-1]
        end = start


def packed(which: Which) -> Bits:
    """Keep a bit for each state."""
    return np.packbits(which, bitorder="little")


class _Rows:
    """The rows of a diagram, and the row that each state has come to."""

    def __init__(self, diagram: Diagram, walks: Set) -> None:
        table = diagram.table([walks])
        self._level, self._low, self._high = np.array(table.rows).T
        self._at = diagram.levels
        self._read = {row[0] for row in table.rows}
        self.now: Numbers = np.array(table.roots)

    def reads(self, axis: Axis) -> bool:
        """Say whether any row asks for a mark of an axis."""
        return any(self._at[name] in self._read for name in axis)

    def split(self, axis: Axis, values: Sequence[int]) -> None:
        """Go on past an axis with each of some values of it."""
        if self.reads(axis):
            self.now = np.concatenate([self._past(axis, value) for value in values])

    def _past(self, axis: Axis, value: int) -> Numbers:
        now = self.now
        for i, name in enumerate(axis):
            to = self._high if i < value else self._low
            now = np.where(self._level[now] == self._at[name], to[now], now)
        return now
