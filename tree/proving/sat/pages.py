"""What a page carries, and when: the tags, helplines and words that promises are about."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import Condition
from tree.model import Outcome, Say
from tree.proving.promise import Target

Carried = Iterator[tuple[str, Condition | None]]


def is_meant(target: Target, outcome: Outcome) -> bool:
    """Tell a page that is a target by itself, whatever it says."""
    return (
        outcome.id in target.outcomes
        or outcome.kind in target.kinds
        or outcome.tier in target.tiers
    )


def carrying(target: Target, outcome: Outcome, *, steady: bool) -> Iterator[Condition | None]:
    """List the conditions under which a page carries a tag of a target; None is always.

    With `steady`, what may wait behind a key counts for nothing but its helplines.
    """
    for tag, when in _carried(outcome, steady=steady):
        if tag in target.tags:
            yield when


def _carried(outcome: Outcome, *, steady: bool) -> Carried:
    for tag in outcome.tags:
        yield tag, None
    for line in outcome.helplines:
        yield f"line:{line}", None
    for say, waits in _said(outcome):
        for line in say.helplines:
            yield f"line:{line}", say.when
        for tag in say.tags if not (steady and waits) else ():
            yield tag, say.when


def _said(outcome: Outcome) -> Iterator[tuple[Say, bool]]:
    """List all that a page may say besides its opening, and whether it may wait behind a key."""
    for say in outcome.answers:
        yield say, False
    for says, most in outcome.parts:
        crowded = bool(most) and sum(not say.top for say in says) > most
        for say in says:
            yield say, crowded and not say.first and not say.top
    for option in outcome.weigh.options if outcome.weigh else ():
        yield Say(option.id, option.say, option.when, option.tags), True


def conditions(outcome: Outcome) -> Iterator[Condition]:
    """List all conditions that a page reads."""
    for say in (*outcome.opening, *(say for say, _ in _said(outcome))):
        if say.when:
            yield say.when
    yield from (route.when for route in outcome.beside if route.when)
