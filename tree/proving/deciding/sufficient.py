"""Sufficient answers: the smallest sets of answers that force an outcome, whatever else is said.

A set forces an outcome if some whole walk gives all of these answers, and every whole walk that
does ends there; at a page that passes, every such walk has been there. A whole walk goes on from
each page that passes. A skip is an answer. A tick is one as well: who ticks it may tick more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from tree.model import GO_ON, SKIP
from tree.proving.sets.diagram import Bits, Set, TooLargeError
from tree.proving.sets.encoding import AnswerBits
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best

MOST_ANSWERS = 4
"""The size up to which sets of answers are searched."""
ENOUGH = 12
"""Sets of an outcome after which no larger ones are searched."""
MOST_SETS = 5000
"""Sets of one size that are listed."""
MOST_SLOTS = 300
"""Choices and ticks of a tree; the search goes one step deeper with each."""

Given = tuple[str, str]
"""A question and one option chosen there, perhaps with others."""
GivenSet = frozenset[Given]
Way = tuple[Given | None, Set, Set]
"""An answer, or none, and the good and the bad walks below it."""


@dataclass(frozen=True, slots=True)
class Forcing:
    """The smallest sets of answers that force an outcome, those of fewest answers first.

    All sets of up to `size` answers are listed, unless `more`; where every walk ends there, that is
    the empty one. Where there is none, `long` is a set of more answers, of which none can be left
    out. It is empty if nothing forces the outcome: one tick more may always lead elsewhere.
    """

    outcome: str
    sets: tuple[GivenSet, ...]
    size: int
    more: bool = False
    long: GivenSet = frozenset()
    reached: bool = True


def forcing(space: ExactSpace, most: int = MOST_ANSWERS, enough: int = ENOUGH) -> list[Forcing]:
    """Find what forces each outcome, in the order of the pack; raises TooLargeError."""
    search, whole = _Search(space), whole_walks(space)
    return [_force(search, name, whole, most, enough) for name in space.ends]


def whole_walks(space: ExactSpace) -> Set:
    """Return the walks that went on from every page that passes."""
    outcomes = space.tree.outcomes
    return space.diagram.union(w for name, w in space.ends.items() if not outcomes[name].go_on)


def _force(search: _Search, name: str, whole: Set, most: int, enough: int) -> Forcing:
    """Search sets of no answer, then of one and so on, until there are enough."""
    good = _there(search.space, name, whole)
    bad, found, size, more = whole & ~good, list[GivenSet](), -1, False
    while size < most and len(found) < enough and good != search.diagram.none:
        size += 1
        sets = search.sets(good, bad, size)
        new = list(islice((s for s in sets if not any(one < s for one in found)), MOST_SETS + 1))
        found, more = [*found, *new[:MOST_SETS]], len(new) > MOST_SETS
    long = _long(search.space, good, bad) if not found else frozenset[Given]()
    return Forcing(name, tuple(found), size, more, long, good != search.diagram.none)


def _there(space: ExactSpace, name: str, whole: Set) -> Set:
    """Return the whole walks that end at an outcome, or went on from it."""
    if space.tree.outcomes[name].go_on:
        return whole & space.encoding.chose(name, GO_ON)
    return space.ends[name]


def _long(space: ExactSpace, good: Set, bad: Set) -> GivenSet:
    """Leave out of a shortest walk what its end does not need: skips first, then from the end."""
    sure = good & ~_fewer(space, bad)
    if sure == space.diagram.none:
        return frozenset()
    walk = Best(space.encoding, sure).answers()
    asked = [(q, o) for q, chosen in walk.items() for o in chosen if o != GO_ON]
    needed = frozenset(asked)
    skips = [given for given in asked if given[1] == SKIP]
    for one in (*skips, *(given for given in reversed(asked) if given not in skips)):
        rest = needed - {one}
        if _saying(space, rest) & bad == space.diagram.none:
            needed = rest
    return needed


def _fewer(space: ExactSpace, walks: Set) -> Set:
    """Return walks with any of their answers left out; the caller keeps only real walks."""
    exist = space.diagram.exist
    for letter in reversed(space.encoding.letters.values()):
        for bits in ((bit,) for bit in reversed(letter.bits)) if letter.many else (letter.bits,):
            unsaid = space.diagram.cube(dict.fromkeys(bits, False))
            walks = walks | exist(bits, walks) & unsaid
    return walks


def _saying(space: ExactSpace, given: GivenSet) -> Set:
    """Return the walks that give these answers."""
    said = space.diagram.all
    for question, option in sorted(given):
        said = said & space.encoding.chose(question, option)
    return said


@dataclass(frozen=True, slots=True)
class _Slot:
    """Neighbouring variables of which one answer at most is given, and how each is written."""

    bits: Bits
    answers: tuple[tuple[Given, Mapping[str, bool]], ...]


def _slots(letter: AnswerBits) -> Iterator[_Slot]:
    """Yield one slot for a choice, and one for each tick of a list."""
    names = [name for name in letter.names if name != GO_ON]
    if letter.many:
        for bit, name in zip(letter.bits, names, strict=True):
            yield _Slot((bit,), (((letter.place, name), {bit: True}),))
    else:
        written = (((letter.place, name), letter.write((name,))) for name in names)
        yield _Slot(letter.bits, tuple(written))


class _Search:
    """A search through the slots in the order of the variables.

    An answer that is not in the set is quantified away, so what is left below a slot are two sets
    over later slots alone: equal ones are the same diagram, and are searched once.
    """

    def __init__(self, space: ExactSpace) -> None:
        """Read the slots of a tree; raises TooLargeError for more than can be searched."""
        self.space, self.diagram = space, space.diagram
        letters = space.encoding.letters.values()
        self._slots = tuple(slot for letter in letters for slot in _slots(letter))
        if len(self._slots) > MOST_SLOTS:
            raise TooLargeError
        levels = space.diagram.levels
        self._slot_of = {levels[bit]: n for n, slot in enumerate(self._slots) for bit in slot.bits}
        self._fits: dict[tuple[Set, Set, int], bool] = {}
        self._gone: dict[tuple[int, Set, Set], tuple[Way, ...]] = {}

    def sets(self, good: Set, bad: Set, size: int) -> Iterator[GivenSet]:
        """Yield the sets of exactly this size that some good walk gives and no bad one.

        None has a first part that does as much; any other part may.
        """
        yield from self._below(0, good, bad, size)

    def _below(self, at: int, good: Set, bad: Set, left: int) -> Iterator[GivenSet]:
        if not self._some(good, bad, left):
            return
        if bad == self.diagram.none:
            yield from () if left else (frozenset(),)
            return
        for given, some_good, some_bad in self._ways(at, good, bad):
            for rest in self._below(at + 1, some_good, some_bad, left - bool(given)):
                yield rest | {given} if given else rest

    def _some(self, good: Set, bad: Set, left: int) -> bool:
        """Return whether any set of up to so many answers fits."""
        none, slot = self.diagram.none, self._first(good, bad)
        if none in (good, bad) or not left or slot == len(self._slots):
            return good != none and bad == none
        key = (good, bad, left)
        if key not in self._fits:
            ways = self._ways(slot, good, bad)
            self._fits[key] = any(self._some(g, b, left - bool(given)) for given, g, b in ways)
        return self._fits[key]

    def _first(self, good: Set, bad: Set) -> int:
        """Return the first slot that either set reads: answers before it change nothing."""
        top = min(map(self.diagram.level, (good, bad)))
        return self._slot_of.get(top, len(self._slots))

    def _ways(self, at: int, good: Set, bad: Set) -> tuple[Way, ...]:
        """Give each answer of a slot, then none of them."""
        key = (at, good, bad)
        if key not in self._gone:
            self._gone[key] = tuple(self._go(self._slots[at], good, bad))
        return self._gone[key]

    def _go(self, slot: _Slot, good: Set, bad: Set) -> Iterator[Way]:
        cut = self.diagram.follow
        for given, written in slot.answers:
            yield given, cut(written, good), cut(written, bad)
        yield None, self.diagram.exist(slot.bits, good), self.diagram.exist(slot.bits, bad)
