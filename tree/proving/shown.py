"""When a page shows what a promise is about."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import Condition
from tree.model import Outcome, Say
from tree.proving.diagram import Set
from tree.proving.promise import Target
from tree.proving.space import Space


def shown(space: Space, target: Target, outcome: Outcome) -> Set:
    """Take the walks for which this page, were it shown, would be or show the target."""
    if is_always(target, outcome):
        return space.diagram.all
    return space.diagram.union(space.meaning(when) for when in whens(target, outcome))


def is_always(target: Target, outcome: Outcome) -> bool:
    """Say whether the page is or shows the target whatever was learned."""
    return (
        outcome.id in target.outcomes
        or outcome.kind in target.kinds
        or outcome.tier in target.tiers
        or bool(target.tags & {*outcome.tags, *lines(outcome.helplines)})
        or None in set(whens(target, outcome))
    )


def whens(target: Target, outcome: Outcome) -> Iterator[Condition | None]:
    """List the conditions of all that carries the target on a page."""
    for say in sayings(outcome):
        if target.tags & {*say.tags, *lines(say.helplines)}:
            yield say.when


def sayings(outcome: Outcome) -> tuple[Say, ...]:
    """List the steps, things to leave and notes of a page."""
    return (*outcome.steps, *outcome.leave, *outcome.also)


def lines(helplines: tuple[str, ...]) -> Iterator[str]:
    """Name helplines as tags."""
    return (f"line:{name}" for name in helplines)


def asked_of(space: Space, target: Target) -> Set:
    """Take the walks on which a question of the target's topics was asked."""
    return space.diagram.union(
        space.words.asked(question.id)
        for question in space.tree.questions.values()
        if question.topic in target.topics
    )
