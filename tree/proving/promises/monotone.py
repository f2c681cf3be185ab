"""Of two sheets of answers that differ in one, the worse never ends at a gentler tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from tree.model import SKIP, Question
from tree.proving.promise import Promise
from tree.proving.sets.diagram import RUNGS, Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import by_stop, prefixes

Values = dict[str, bool]


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """Sheets whose worse answer ends at a gentler tier; `worse` and `better` tell the answers."""

    question: str
    broken: Set
    better: dict[str, bool]


def pairs(space: ExactSpace, promise: Promise) -> Iterator[AnswerPair]:
    """Find every two answers, worse and better, for which some sheet breaks the promise."""
    for name in promise.names:
        question = space.tree.questions[name]
        yield from _ranked(space, question)
        if question.choose > 1:
            yield from _one_more(space, question)


def ranks(question: Question) -> list[str]:
    """Rank single answers, worst first; skip stands just before the plain ones."""
    names = [option.id for option in question.options]
    plain = next((i for i, o in enumerate(question.options) if o.plain), len(names))
    return [*names[:plain], SKIP, *names[plain:]]


def _ranked(space: ExactSpace, question: Question) -> Iterator[AnswerPair]:
    """Compare all single answers; where each is no gentler than the next, none is."""
    letter, order = space.encoding.letters[question.id], ranks(question)
    codes = [letter.write((name,)) for name in order]
    below = space.steps[letter.bits]
    if not any(_falls(space, below, *both) for both in pairwise(codes)):
        return
    told = [space.diagram.restrict(code, space.ladder) for code in codes]
    for (i, worse), (j, better) in combinations(enumerate(order), 2):
        found = _gentler(space, told[i], told[j])
        if found != space.diagram.none:
            here = found & space.diagram.cube(letter.write((worse,)))
            yield AnswerPair(question.id, here, letter.write((better,)))


def _falls(space: ExactSpace, below: Iterable[Set], worse: Values, better: Values) -> bool:
    """Return whether any sheets end gentler with the worse of two answers to what stands there."""
    ends = space.diagram.follow
    return any(space.diagram.intersects(ends(worse, one), ~ends(better, one)) for one in below)


def _one_more(space: ExactSpace, question: Question) -> Iterator[AnswerPair]:
    """Compare every list of options with the same list and one option more."""
    letter = space.encoding.letters[question.id]
    lists = space.encoding.legal(question)
    for bit, name in zip(letter.bits, letter.names, strict=True):
        either = _either(space, lists, bit) if name != SKIP else space.diagram.none
        if any(_adds(space, below, bit, either) for below in space.steps[letter.bits]):
            worse, better = _split(space, space.ladder, bit)
            found = space.diagram.and_exists(RUNGS, worse & either, ~better)
            yield AnswerPair(question.id, found & space.diagram.cube({bit: True}), {bit: False})


def _adds(space: ExactSpace, below: Set, bit: str, either: Set) -> bool:
    """Return whether of what stands there any list ends gentler with this option as well."""
    worse, better = _split(space, below, bit)
    return space.diagram.intersects(worse & either, ~better)


def _split(space: ExactSpace, one: Set, bit: str) -> tuple[Set, Set]:
    return space.diagram.restrict({bit: True}, one), space.diagram.restrict({bit: False}, one)


def _either(space: ExactSpace, lists: Set, bit: str) -> Set:
    """Take the lists that may be ticked with an option as well as without it."""
    with_it, without = _split(space, lists, bit)
    return with_it & without


def _gentler(space: ExactSpace, worse: Set, better: Set) -> Set:
    """Take the sheets on which the worse answer ends at a tier after the better one's."""
    return space.diagram.and_exists(RUNGS, worse, ~better)


def walks_of(space: ExactSpace, pair: AnswerPair) -> Set:
    """Take the walks that a broken pair's worse sheets take."""
    return space.diagram.union(
        space.diagram.union(space.ends[name] for name in names)
        & prefixes(space.encoding, pair.broken, stopped)
        for stopped, names in by_stop(space.tree, space.ends)
    )
