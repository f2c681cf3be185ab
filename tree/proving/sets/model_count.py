"""Exact numbers: how many walks a set holds, and the most and fewest questions on one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tree.model import GO_ON
from tree.proving.sets.diagram import ALL, NONE, Set, Table
from tree.proving.sets.encoding import ExactEncoding

NEVER = 1 << 40
"""More answers than any walk has: the length of what is not there."""


def count(encoding: ExactEncoding, walks: Set) -> int:
    """Count the walks of a set, exactly."""
    return counts(encoding, [walks])[0]


def counts(encoding: ExactEncoding, sets: Iterable[Set]) -> list[int]:
    """Count several sets that share their parts."""
    return count_rows(encoding.diagram.table(sets))


def count_rows(table: Table) -> list[int]:
    """Count the sets that a table was asked for."""
    known = [0, 1]
    for level, low, high in table.rows[2:]:
        known.append(
            (known[low] << (table.rows[low][0] - level - 1))
            + (known[high] << (table.rows[high][0] - level - 1))
        )
    return [known[root] << table.rows[root][0] for root in table.roots]


@dataclass(frozen=True, slots=True)
class Weights:
    """What an answer at each level weighs, and to which place the level belongs."""

    place: tuple[int, ...]
    weight: tuple[int, ...]


def weigh(encoding: ExactEncoding, *, go_on: int) -> Weights:
    """Let each question weigh one, and going on from a passing outcome so much."""
    place: list[int] = []
    weight: list[int] = []
    for i, letter in enumerate(encoding.letters.values()):
        place += [i] * len(letter.bits)
        weight += [go_on if letter.names == (GO_ON,) else 1] * len(letter.bits)
    return Weights((*place, -1), tuple(weight))


Choice = tuple[int, bool]
"""What the best way down from a row costs, and whether it takes the true side."""


class Best:
    """The least or the most that any walk of a set weighs, and how to find such a walk.

    A walk of a set answers a place or does not, so what is left open below a row weighs nothing.
    """

    def __init__(
        self, encoding: ExactEncoding, walks: Set, *, go_on: int = 1, most: bool = False
    ) -> None:
        """Weigh every row twice: with its place still unanswered, and with it answered."""
        self._encoding = encoding
        self._table = encoding.diagram.table([walks])
        self._weights = weigh(encoding, go_on=go_on)
        self._sign = -1 if most else 1
        self._known: list[tuple[Choice, Choice]] = [((NEVER, False),) * 2, ((0, False),) * 2]
        for row in range(2, len(self._table.rows)):
            self._known.append((self._choose(row, 0), self._choose(row, 1)))

    @property
    def weight(self) -> int | None:
        """Say what the best walk weighs; None of an empty set."""
        cost = self._known[self._table.roots[0]][0][0]
        return None if cost >= NEVER // 2 else cost * self._sign

    def answers(self) -> dict[str, tuple[str, ...]]:
        """Read the best walk as what was chosen at each place."""
        row, said, values = self._table.roots[0], 0, dict[str, bool]()
        while row not in (NONE, ALL):
            level = self._table.rows[row][0]
            yes = self._known[row][said][1]
            values[self._encoding.diagram.names[level]] = yes
            row, said = self._down(row, said, yes=yes)
        read = {place: w.read(values) for place, w in self._encoding.letters.items()}
        return {place: chosen for place, chosen in read.items() if chosen}

    def _choose(self, row: int, said: int) -> Choice:
        level = self._table.rows[row][0]
        low, said_low = self._down(row, said, yes=False)
        high, said_high = self._down(row, said, yes=True)
        added = 0 if said else self._weights.weight[level] * self._sign
        without = self._known[low][said_low][0]
        with_ = self._known[high][said_high][0] + added
        return (with_, True) if with_ < without else (without, False)

    def _down(self, row: int, said: int, *, yes: bool) -> tuple[int, int]:
        """Follow one side of a row; what was answered counts as long as the place is the same."""
        level, low, high = self._table.rows[row]
        to = high if yes else low
        same = self._weights.place[level] == self._weights.place[self._table.rows[to][0]]
        return to, int(same and bool(said or yes))
