"""Model counts: how many walks a set holds, and the most and fewest questions on one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

from tree.model import GO_ON, Question, Tree
from tree.proving.sets.diagram import ALL, NONE, Set, Table
from tree.proving.sets.encoding import ExactEncoding

Legal = Mapping[str, Set]
"""The answers allowed at each node."""


def legal(encoding: ExactEncoding) -> dict[str, Set]:
    """Return the answers that a tree allows at each node; passing outcomes allow both."""
    questions, every = encoding.tree.questions, encoding.diagram.all
    return {p: encoding.legal(questions[p]) if p in questions else every for p in encoding.letters}


def sheets(encoding: ExactEncoding, walks: Set, allowed: Legal, stopped: str = "") -> Set:
    """Return the completions of walks: every allowed answer wherever a walk did not ask.

    Walks that end at a passing outcome have `stopped` there. The others never saw it, so their
    completions may have either value. From the last place on, fewer nodes change each time.
    """
    for place, letter in reversed(encoding.letters.items()):
        if place != stopped:
            unasked = encoding.diagram.exist(letter.bits, walks & encoding.blank(place))
            walks = walks & ~encoding.blank(place) | unasked & allowed[place]
    return walks


def prefixes(encoding: ExactEncoding, whole: Set, stopped: str = "") -> Set:
    """Return all partial assignments of completions, every walk that they answer among them."""
    for place, letter in encoding.letters.items():
        if place != stopped:
            whole = whole | encoding.diagram.exist(letter.bits, whole) & encoding.blank(place)
    return whole


def by_stop(tree: Tree, ends: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Group outcomes by where their walks stopped: "" for final ones, or the passing outcome."""
    yield "", [name for name in ends if not tree.outcomes[name].go_on]
    yield from ((name, [name]) for name in ends if tree.outcomes[name].go_on)


def longer(encoding: ExactEncoding, walks: Set) -> Set:
    """Return walks with any further answers, legal or not; the caller keeps only real walks."""
    for place, letter in encoding.letters.items():
        walks = walks | encoding.diagram.exist(letter.bits, walks & encoding.blank(place))
    return walks


WeightPair = tuple[int, int]
"""The weight of what lies below a level: with its node unanswered, and with it answered."""


WeightPairs = tuple[WeightPair, WeightPair]
"""What a weight of one comes to from an unanswered node, and from an answered one."""


def answers_to(question: Question) -> int:
    """Return the number of answers that a question allows, skip included."""
    ticked = sum(not option.alone for option in question.options)
    if not question.choose:
        return len(question.options) + 1
    some = sum(comb(ticked, n) for n in range(1, min(question.choose, ticked) + 1))
    return some + len(question.options) - ticked + 1


def chances(encoding: ExactEncoding, table: Table, ways: Mapping[str, int]) -> list[Fraction]:
    """Return the exact probability of each root of a table, with all answers equally likely.

    `ways` is the number of answers of each node; the default is 1. Everybody goes on from a passing
    page: those who come to it and those who end later both count.
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
    """Integers instead of fractions: all weights are multiplied by the answers of all nodes."""

    def __init__(self, encoding: ExactEncoding, ways: Mapping[str, int]) -> None:
        self._place: list[str] = [p for p, letter in encoding.letters.items() for _ in letter.bits]
        self._ways = {place: ways.get(place, 1) for place in encoding.letters}
        self.whole = prod(self._ways.values())
        self._risen: dict[tuple[int, int], WeightPairs] = {}
        self._climbed: dict[tuple[int, int], WeightPairs] = {}

    def rise(self, pair: WeightPair, level: int, to: int) -> WeightPair:
        """Return a weight lifted from `level` to just below `to`; the levels between are free.

        It is linear in the pair, and the factors are cached, since many rows share them.
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
        """Lift level by level; below the last node nothing has weight, as no walk answers there."""
        level = min(level, len(self._place))
        if to >= level:
            return (1, 0), (0, 1)
        if (level, to) not in self._climbed:
            one, other = self._enter_both(self._climb(level, to + 1), to)
            more = (one[0] + one[1], 2 * one[1]), (other[0] + other[1], 2 * other[1])
            self._climbed[level, to] = more
        return self._climbed[level, to]

    def _enter(self, pair: WeightPair, level: int) -> WeightPair:
        """Enter the node that ends at this level: unanswered, it weighs all its ways."""
        below = level + 1
        if below < len(self._place) and self._place[below] == self._place[level]:
            return pair
        return pair[0] * self._ways[self._place[level]], pair[0]


NEVER = 1 << 40
"""More answers than any walk has: the length where there is no walk."""


def count(encoding: ExactEncoding, walks: Set) -> int:
    """Return the exact number of walks in a set."""
    return counts(encoding, [walks])[0]


def counts(encoding: ExactEncoding, sets: Iterable[Set]) -> list[int]:
    """Return the exact number of walks in each set; shared nodes are counted once."""
    return count_rows(encoding.diagram.table(sets))


def count_rows(table: Table) -> list[int]:
    """Return the model count of each root of a table."""
    known = [0, 1]
    for level, low, high in table.rows[2:]:
        known.append(
            (known[low] << (table.rows[low][0] - level - 1))
            + (known[high] << (table.rows[high][0] - level - 1))
        )
    return [known[root] << table.rows[root][0] for root in table.roots]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of an answer at each level, and the node each level belongs to."""

    place: tuple[int, ...]
    weight: tuple[int, ...]


def weigh(encoding: ExactEncoding, *, go_on: int) -> Weights:
    """Give each question the weight 1, and each step from a passing outcome the weight `go_on`."""
    place: list[int] = []
    weight: list[int] = []
    for i, letter in enumerate(encoding.letters.values()):
        place += [i] * len(letter.bits)
        weight += [go_on if letter.names == (GO_ON,) else 1] * len(letter.bits)
    return Weights((*place, -1), tuple(weight))


Choice = tuple[int, bool]
"""The cost of the best path down from a row, and whether it takes the true side."""


def _least(without: int, with_: int) -> Choice:
    return (with_, True) if with_ < without else (without, False)


class Best:
    """The least or the greatest weight of a walk in a set, and such a walk.

    In these sets it is never open whether a node is answered, so variables that a path skips add
    no weight.
    """

    def __init__(
        self, encoding: ExactEncoding, walks: Set, *, go_on: int = 1, most: bool = False
    ) -> None:
        """Weigh every row twice: with its node still unanswered, and with it answered."""
        self._encoding = encoding
        self._table = encoding.diagram.table([walks])
        self._weights = weigh(encoding, go_on=go_on)
        self._sign = -1 if most else 1
        self._known = self._weighed()

    @property
    def weight(self) -> int | None:
        """The weight of the best walk; None for an empty set."""
        cost = self._known[self._table.roots[0]][0][0]
        return None if cost >= NEVER // 2 else cost * self._sign

    def answers(self) -> dict[str, tuple[str, ...]]:
        """Return the best walk: the options chosen at each node."""
        row, said, values = self._table.roots[0], 0, dict[str, bool]()
        while row not in (NONE, ALL):
            level = self._table.rows[row][0]
            yes = self._known[row][said][1]
            values[self._encoding.diagram.names[level]] = yes
            row, said = self._down(row, said, yes=yes)
        read = {place: w.read(values) for place, w in self._encoding.letters.items()}
        return {place: chosen for place, chosen in read.items() if chosen}

    def _weighed(self) -> list[tuple[Choice, Choice]]:
        """Weigh every row, children first: written out, as there are many."""
        known: list[tuple[Choice, Choice]] = [((NEVER, False),) * 2, ((0, False),) * 2]
        rows, places = self._table.rows, self._weights.place
        added = [weight * self._sign for weight in self._weights.weight]
        for level, low, high in rows[2:]:
            here, no, yes = places[level], known[low], known[high]
            with_ = yes[here == places[rows[high][0]]][0]
            without = no[here == places[rows[low][0]]][0]
            known.append((_least(no[0][0], with_ + added[level]), _least(without, with_)))
        return known

    def _down(self, row: int, said: int, *, yes: bool) -> tuple[int, int]:
        """Follow one side of a row; the answered flag is kept while the node stays the same."""
        level, low, high = self._table.rows[row]
        to = high if yes else low
        same = self._weights.place[level] == self._weights.place[self._table.rows[to][0]]
        return to, int(same and bool(said or yes))
