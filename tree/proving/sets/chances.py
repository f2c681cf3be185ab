"""How likely a set of walks is where, at each place, every answer is as likely as any other."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb, prod

from tree.model import Question
from tree.proving.sets.diagram import Table
from tree.proving.sets.encoding import ExactEncoding

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
