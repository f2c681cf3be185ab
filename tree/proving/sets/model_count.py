"""Exact numbers: how many walks a set holds, and the most and fewest questions on one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

from tree.model import GO_ON, Question, Tree
from tree.proving.sets.diagram import ALL, NONE, Set, Table
from tree.proving.sets.encoding import ExactEncoding

Legal = Mapping[str, Set]
"""What may be answered at each place."""


def legal(encoding: ExactEncoding) -> dict[str, Set]:
    """Take what a tree allows at each of its places; going on or not is free."""
    questions, every = encoding.tree.questions, encoding.diagram.all
    return {p: encoding.legal(questions[p]) if p in questions else every for p in encoding.letters}


def sheets(encoding: ExactEncoding, walks: Set, allowed: Legal, stopped: str = "") -> Set:
    """Fill in, in every way that is allowed, what a walk did not ask.

    Walks that end at a passing outcome have `stopped` there; to the others it was never shown,
    so their sheets may say either.
    """
    for place, letter in encoding.letters.items():
        if place != stopped:
            unasked = encoding.diagram.exist(letter.bits, walks & encoding.blank(place))
            walks = walks & ~encoding.blank(place) | unasked & allowed[place]
    return walks


def prefixes(encoding: ExactEncoding, whole: Set, stopped: str = "") -> Set:
    """Leave out, in every way, what sheets say: every walk that one of them answers is in it."""
    for place, letter in encoding.letters.items():
        if place != stopped:
            whole = whole | encoding.diagram.exist(letter.bits, whole) & encoding.blank(place)
    return whole


def by_stop(tree: Tree, ends: Mapping[str, Set]) -> Iterator[tuple[str, list[str]]]:
    """Group outcomes by where their walks have stopped: nowhere, or each at itself."""
    yield "", [name for name in ends if not tree.outcomes[name].go_on]
    yield from ((name, [name]) for name in ends if tree.outcomes[name].go_on)


def longer(encoding: ExactEncoding, walks: Set) -> Set:
    """Go on from walks in every way, allowed or not: keep of this only what is a walk."""
    for place, letter in encoding.letters.items():
        walks = walks | encoding.diagram.exist(letter.bits, walks & encoding.blank(place))
    return walks


WeightPair = tuple[int, int]
"""What lies below a level weighs, with its place still unanswered and with it answered."""


WeightPairs = tuple[WeightPair, WeightPair]
"""What one way with its place unanswered comes to, and one with it answered."""


def answers_to(question: Question) -> int:
    """Count the answers that a question allows, skip included."""
    ticked = sum(not option.alone for option in question.options)
    if not question.choose:
        return len(question.options) + 1
    some = sum(comb(ticked, n) for n in range(1, min(question.choose, ticked) + 1))
    return some + len(question.options) - ticked + 1


def chances(encoding: ExactEncoding, table: Table, ways: Mapping[str, int]) -> list[Fraction]:
    """Weigh the sets that a table was asked for, exactly.

    `ways` says how many answers each place has, one where it is unnamed.

    Of a passing page everybody goes on: those who come to it and those who end later both count.
    """
    scale = _Scale(encoding, ways)
    known: list[WeightPair] = [(0, 0), (1, 1)]
    for level, low, high in table.rows[2:]:
        no = scale.rise(known[low], table.rows[low][0], level)
        yes = scale.rise(known[high], table.rows[high][0], level)
        known.append((no[0] + yes[1], no[1] + yes[1]))
    tops = (scale.rise(known[root], table.rows[root][0], -1)[0] for root in table.roots)
    return [Fraction(top, scale.whole) for top in tops]


class _Scale:
    """Whole numbers in the place of chances: all are multiplied by the answers of all places."""

    def __init__(self, encoding: ExactEncoding, ways: Mapping[str, int]) -> None:
        self._place: list[str] = [p for p, letter in encoding.letters.items() for _ in letter.bits]
        self._ways = {place: ways.get(place, 1) for place in encoding.letters}
        self.whole = prod(self._ways.values())
        self._risen: dict[tuple[int, int], WeightPairs] = {}
        self._climbed: dict[tuple[int, int], WeightPairs] = {}

    def rise(self, pair: WeightPair, level: int, to: int) -> WeightPair:
        """Say what weighs at one level what is free in those between, up to just below `to`.

        That is a sum of what the two weights come to alone, which many rows share.
        """
        key = (level, to)
        if key not in self._risen:
            self._risen[key] = self._enter_both(self._climb(level, to + 1), to)
        (one, two), (three, four) = self._risen[key]
        return pair[0] * one + pair[1] * three, pair[0] * two + pair[1] * four

    def _enter_both(self, pairs: WeightPairs, level: int) -> WeightPairs:
        if level < 0:
            return pairs
        return self._enter(pairs[0], level), self._enter(pairs[1], level)

    def _climb(self, level: int, to: int) -> WeightPairs:
        """Go up level by level; below the last place no walk says anything, so nothing weighs."""
        level = min(level, len(self._place))
        if to >= level:
            return (1, 0), (0, 1)
        if (level, to) not in self._climbed:
            one, other = self._enter_both(self._climb(level, to + 1), to)
            more = (one[0] + one[1], 2 * one[1]), (other[0] + other[1], 2 * other[1])
            self._climbed[level, to] = more
        return self._climbed[level, to]

    def _enter(self, pair: WeightPair, level: int) -> WeightPair:
        """Start on the next place above, where a level is its last: blank weighs all its ways."""
        below = level + 1
        if below < len(self._place) and self._place[below] == self._place[level]:
            return pair
        return pair[0] * self._ways[self._place[level]], pair[0]


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
