"""Statistics: walks and chances of each outcome, answers that decide alone, and a pack's limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tree.model import URGENT, Option, Question
from tree.proving.promise import Finding
from tree.proving.replay import trail
from tree.proving.sets.diagram import Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best, answers_to, chances, count_rows, counts

FEW = 64
"""Questions a tree may have for statistics; with more, they take longer than the proof."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many walks end at an outcome, or come to it if it can be passed.

    `share` is the fraction of all walks; it overweights lists, as each option doubles their
    answers. `even` takes every answer to a question as equally likely. `plain` does so for people
    who report nothing bad: they give the plain answer where there is one, and none that alone leads
    to an urgent page.
    """

    walks: int
    share: Fraction
    even: Fraction
    plain: Fraction

    @property
    def most(self) -> Fraction:
        """The largest of its shares."""
        return max(self.share, self.even, self.plain)


@dataclass(frozen=True, slots=True)
class Decider:
    """An answer after which every walk ends at the same outcome."""

    question: str
    option: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of each outcome, the answers that decide alone, and the longest harmless walk."""

    reached: dict[str, Reached]
    alone: tuple[Decider, ...]
    longest_plain: int
    longest_walk: dict[str, tuple[str, ...]]


def statistics(space: ExactSpace | None) -> Statistics | None:
    """Compute the statistics of a tree; None if it has more than FEW questions."""
    if space is None or len(space.tree.questions) > FEW:
        return None
    alone = tuple(_deciders(space))
    plain, ways = _nothing_bad(space, alone)
    ends, table = list(space.ends.values()), space.diagram.table
    every = table(ends)
    numbers = count_rows(every)
    even = {name: answers_to(asked) for name, asked in space.tree.questions.items()}
    rows = zip(
        numbers,
        (Fraction(n, sum(numbers) or 1) for n in numbers),
        chances(space.encoding, every, even),
        chances(space.encoding, table(walks & plain for walks in ends), ways),
        strict=True,
    )
    longest = Best(space.encoding, space.walks & plain, go_on=0, most=True)
    return Statistics(
        {name: Reached(*row) for name, row in zip(space.ends, rows, strict=True)},
        alone,
        longest.weight or 0,
        longest.answers() if longest.weight else {},
    )


def _deciders(space: ExactSpace) -> Iterator[Decider]:
    for question in space.tree.questions.values():
        for option in (*question.options, question.skip):
            if _leads_apart(space, question.id, option.id):
                continue
            ends = _ends(space, space.encoding.chose(question.id, option.id))
            outcome, other = next(ends, ""), next(ends, "")
            if outcome and not other:
                yield Decider(question.id, option.id, outcome)


def _leads_apart(space: ExactSpace, question: str, option: str) -> bool:
    """Return whether random walks with this answer end at several outcomes."""
    chosen = space.sample.chosen[question, option] if space.sample else 0
    return sum(bool(space.sampled(name).walks & chosen) for name in space.ends) > 1


def _ends(space: ExactSpace, walks: Set) -> Iterator[str]:
    return (name for name, ends in space.ends.items() if space.diagram.intersects(ends, walks))


def _nothing_bad(space: ExactSpace, alone: tuple[Decider, ...]) -> tuple[Set, dict[str, int]]:
    """Return the walks of people who report nothing bad, and their answer counts."""
    urgent = {(d.question, d.option) for d in alone if _is_urgent(space, d)}
    walks, ways = space.diagram.all, dict[str, int]()
    for question in space.tree.questions.values():
        here, ways[question.id] = _harmless(space, question, urgent)
        walks = walks & (space.encoding.blank(question.id) | here)
    return walks, ways


def _is_urgent(space: ExactSpace, decider: Decider) -> bool:
    return space.tree.outcomes[decider.outcome].tier <= URGENT


def _harmless(
    space: ExactSpace, question: Question, urgent: set[tuple[str, str]]
) -> tuple[Set, int]:
    """Return the plain answers to a question, or else all but the urgent ones; and their number."""
    plain = [option for option in question.options if option.plain]
    if plain:
        said = (_only(space, question, option) for option in plain)
        return space.diagram.union(said), len(plain)
    here = space.encoding.legal(question)
    for option in (*question.options, question.skip):
        if (question.id, option.id) in urgent:
            here = here & ~space.encoding.chose(question.id, option.id)
    return here, _count(space, question, here) or 1


def _only(space: ExactSpace, question: Question, option: Option) -> Set:
    return space.diagram.cube(space.encoding.letters[question.id].write((option.id,)))


def _count(space: ExactSpace, question: Question, here: Set) -> int:
    """Return the number of answers at one node: a model count without the bits of the others."""
    bits = [bit for letter in space.encoding.letters.values() for bit in letter.bits]
    others = len(bits) - len(space.encoding.letters[question.id].bits)
    return counts(space.encoding, [here])[0] >> others


def beyond(space: ExactSpace, numbers: Statistics, limits: Mapping[str, int]) -> Iterator[Finding]:
    """Find what exceeds the limits that a pack sets; a missing limit allows everything."""
    if "decides_alone" in limits:
        yield from _alone(space, numbers, limits["decides_alone"])
    if "one_in" in limits:
        yield from _seldom(numbers, limits["one_in"])
    if numbers.longest_plain > limits.get("plain_questions", numbers.longest_plain):
        yield _long(space, numbers, limits["plain_questions"])


def _alone(space: ExactSpace, numbers: Statistics, tier: int) -> Iterator[Finding]:
    """Find answers that alone decide an outcome gentler than this tier."""
    for decider in numbers.alone:
        if space.tree.outcomes[decider.outcome].tier > tier:
            values = {"name": decider.option, "outcome": decider.outcome, "limit": str(tier)}
            yield Finding("decides-alone", _spot(space, decider), values)


def _spot(space: ExactSpace, decider: Decider) -> tuple[str | int, ...]:
    options = [option.id for option in space.tree.questions[decider.question].options]
    if decider.option not in options:
        return ("questions", decider.question, decider.option)
    return ("questions", decider.question, "options", options.index(decider.option))


def _seldom(numbers: Statistics, one_in: int) -> Iterator[Finding]:
    """Find outcomes that are seldom reached by every measure."""
    for name, reached in numbers.reached.items():
        if reached.walks and reached.most * one_in < 1:
            values = {"name": name, "limit": f"{one_in:,}"}
            yield Finding("seldom-reached", ("outcomes", name), values)


def _long(space: ExactSpace, numbers: Statistics, most: int) -> Finding:
    walk = trail(space.tree, numbers.longest_walk).walk
    return Finding("over-plain-limit", ("limits", "plain_questions"), {"limit": str(most)}, walk)
