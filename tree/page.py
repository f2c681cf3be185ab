"""What an outcome shows to the person who reached it by this walk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tree.condition import Condition
from tree.model import Outcome, Say
from tree.walk import Walk

MOST_HEARD = 5


@dataclass(frozen=True, slots=True)
class Page:
    """The words of an outcome for one walk, in the order shown; `tags` are of all that is shown."""

    outcome: Outcome
    opening: str
    heard: tuple[str, ...]
    steps: tuple[Say, ...]
    leave: tuple[Say, ...]
    also: tuple[Say, ...]
    helplines: tuple[str, ...]
    tags: tuple[str, ...]


def page(walk: Walk) -> Page:
    """Put together the page of the outcome at which the walk stands; raises TypeError elsewhere."""
    outcome = walk.place
    if not isinstance(outcome, Outcome):
        raise TypeError(outcome.id)
    steps = tuple(sorted(_fit(outcome.steps, walk), key=lambda step: not _rises(step, walk)))
    leave, also = _fit(outcome.leave, walk), _fit(outcome.also, walk)
    shown = (*steps, *leave, *also)
    helplines = _once((*outcome.helplines, *(h for say in shown for h in say.helplines)))
    tags = (
        *outcome.tags,
        *(t for say in shown for t in say.tags),
        *(f"line:{h}" for h in helplines),
    )
    return Page(
        outcome=outcome,
        opening=next((say.say for say in outcome.opening if say.fits(walk.learned)), ""),
        heard=tuple(f for f in outcome.heard if f in walk.learned.facts)[:MOST_HEARD],
        steps=steps,
        leave=leave,
        also=also,
        helplines=helplines,
        tags=_once(tags),
    )


def _fit(sayings: Iterable[Say], walk: Walk) -> tuple[Say, ...]:
    return tuple(say for say in sayings if say.fits(walk.learned))


def _rises(step: Say, walk: Walk) -> bool:
    """Say whether a step rests on one fact that was chosen from a list: what matters rises."""
    if not isinstance(step.when, Condition) or step.when.op != "fact":
        return False
    fact = step.when.name
    lists = (q for a in walk.asked if (q := walk.tree.questions[a.question]).choose)
    return any(fact in option.learn for question in lists for option in question.options)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
