"""The form `monotone`: a worse answer, all else equal, never ends at a gentler tier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from tree.model import SKIP, Question
from tree.proving.promise import Monotone
from tree.proving.sets.diagram import RUNGS, Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import by_stop, prefixes

Values = dict[str, bool]


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """Completions whose worse answer ends at a gentler tier, and the two answers that differ."""

    question: str
    broken: Set
    better: dict[str, bool]


def pairs(space: ExactSpace, promise: Monotone) -> Iterator[AnswerPair]:
    """Yield every worse and better answer for which some completion breaks the promise."""
    for name in promise.questions:
        question = space.tree.questions[name]
        yield from _ranked(space, question)
        if question.choose > 1:
            yield from _one_more(space, question)


def ranks(question: Question) -> list[str]:
    """Return single answers from worst to best; skip comes just before the plain ones."""
    names = [option.id for option in question.options]
    plain = next((i for i, o in enumerate(question.options) if o.plain), len(names))
    return [*names[:plain], SKIP, *names[plain:]]


def _ranked(space: ExactSpace, question: Question) -> Iterator[AnswerPair]:
    """Compare all single answers; if no two neighbours break the promise, no pair does."""
    letter, order = space.encoding.letters[question.id], ranks(question)
    codes = [letter.write((name,)) for name in order]
    below = space.steps[letter.bits]
    if not any(_falls(space, codes, one) for one in below):
        return
    told = [space.diagram.restrict(code, space.ladder) for code in codes]
    for (i, worse), (j, better) in combinations(enumerate(order), 2):
        found = _gentler(space, told[i], told[j])
        if found != space.diagram.none:
            here = found & space.diagram.cube(letter.write((worse,)))
            yield AnswerPair(question.id, here, letter.write((better,)))


def _falls(space: ExactSpace, codes: list[Values], below: Set) -> bool:
    """Return whether some completion through this node ends gentler with a worse answer."""
    ends = (space.diagram.follow(code, below) for code in codes)
    return any(space.diagram.intersects(worse, ~better) for worse, better in pairwise(ends))


def _one_more(space: ExactSpace, question: Question) -> Iterator[AnswerPair]:
    """Compare every list of options with the same list and one option more."""
    letter = space.encoding.letters[question.id]
    lists = space.encoding.legal(question)
    for bit, name in zip(letter.bits, letter.names, strict=True):
        either = _either(space, lists, bit)
        if name != SKIP and any(
            _adds(space, below, bit, either) for below in space.steps[letter.bits]
        ):
            worse, better = _split(space, space.ladder, bit)
            found = space.diagram.and_exists(RUNGS, worse & either, ~better)
            yield AnswerPair(question.id, found & space.diagram.cube({bit: True}), {bit: False})


def _adds(space: ExactSpace, below: Set, bit: str, either: Set) -> bool:
    """Return whether some list through this node ends gentler with one option more."""
    worse, better = _split(space, below, bit)
    return space.diagram.intersects(worse & either, ~better)


def _split(space: ExactSpace, one: Set, bit: str) -> tuple[Set, Set]:
    return space.diagram.restrict({bit: True}, one), space.diagram.restrict({bit: False}, one)


def _either(space: ExactSpace, lists: Set, bit: str) -> Set:
    """Return the lists that may be ticked both with an option and without it."""
    with_it, without = _split(space, lists, bit)
    return with_it & without


def _gentler(space: ExactSpace, worse: Set, better: Set) -> Set:
    """Return the completions whose worse answer ends at a gentler tier than the better one."""
    return space.diagram.and_exists(RUNGS, worse, ~better)


def walks_of(space: ExactSpace, pair: AnswerPair) -> Set:
    """Return the walks of a pair's completions that give the worse answer."""
    return space.diagram.union(
        space.diagram.union(space.ends[name] for name in names)
        & prefixes(space.encoding, pair.broken, stopped)
        for stopped, names in by_stop(space.tree, space.ends)
    )
