"""Walk without a person: choose the first answer, the last, a skip, or one at random."""

from __future__ import annotations

import random
from collections.abc import Callable

from tree.fault import UnusableError
from tree.model import GO_ON, SKIP, Outcome, Question, Tree
from tree.walk import Walk, begin

Chooser = Callable[[Question | Outcome], tuple[str, ...]]
"""Returns the options to choose at a node; none means stop at a passing outcome."""

LONGEST_SEED = 1_000
STOP: tuple[str, ...] = ()


def chooser(how: str) -> Chooser:
    """Return the chooser for `first`, `last`, `skip` or `random:SEED`; raises UnusableError."""
    kind, _, seed = how.partition(":")
    if kind == "random" and seed.isdecimal() and len(seed) <= LONGEST_SEED:
        return _thrown(random.Random(int(seed)))  # noqa: S311  (must be repeatable)
    simple: dict[str, Chooser] = {"first": _first, "last": _last, "skip": _skip}
    if how not in simple:
        raise UnusableError("unknown-chooser", name=how)
    return simple[how]


def walk_by(tree: Tree, choose: Chooser) -> Walk:
    """Walk from the start until the walk ends or the chooser stops at an outcome."""
    walk = begin(tree)
    while not walk.over and (options := choose(walk.place)):
        walk = walk.answer(*options)
    return walk


def _first(place: Question | Outcome) -> tuple[str, ...]:
    return STOP if isinstance(place, Outcome) else (place.options[0].id,)


def _last(place: Question | Outcome) -> tuple[str, ...]:
    return (GO_ON,) if isinstance(place, Outcome) else (place.options[-1].id,)


def _skip(place: Question | Outcome) -> tuple[str, ...]:
    return (GO_ON,) if isinstance(place, Outcome) else (SKIP,)


def _thrown(dice: random.Random) -> Chooser:
    def choose(place: Question | Outcome) -> tuple[str, ...]:
        if isinstance(place, Outcome):
            return dice.choice([STOP, (GO_ON,)])
        one = dice.choice([*place.options, place.skip])
        if not place.choose or one.alone or one.id == SKIP:
            return (one.id,)
        together = [option.id for option in place.options if not option.alone]
        return tuple(dice.sample(together, dice.randint(1, min(place.choose, len(together)))))

    return choose
