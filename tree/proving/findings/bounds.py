"""What a pack allows of its numbers: who decides alone, how seldom, how long without harm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tree.proving.finding import Finding
from tree.proving.findings.statistics import Decider, Statistics
from tree.proving.replay import trail
from tree.proving.sets.exact_space import ExactSpace


def beyond(space: ExactSpace, numbers: Statistics, limits: Mapping[str, int]) -> Iterator[Finding]:
    """Find what goes beyond the limits that a pack sets; a limit that it leaves out allows all."""
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
    """Find outcomes that are seldom reached, however walks are weighed."""
    for name, reached in numbers.reached.items():
        if reached.walks and reached.most * one_in < 1:
            values = {"name": name, "limit": f"{one_in:,}"}
            yield Finding("seldom-reached", ("outcomes", name), values)


def _long(space: ExactSpace, numbers: Statistics, most: int) -> Finding:
    walk = trail(space.tree, numbers.longest_walk).walk
    return Finding("over-plain-limit", ("limits", "plain_questions"), {"limit": str(most)}, walk)
