"""The first step of a walk after which every way on breaks its promise."""

from __future__ import annotations

from tree.proving.promise import Always, Asked, Never, OfOneWalk
from tree.proving.promises.prove import find
from tree.proving.replay import ReplayStep
from tree.proving.sets.diagram import Set, TooLargeError
from tree.proving.sets.exact_space import ExactSpace

FINISHED = Never | Always | Asked
"""Promises that a walk breaks once it ends; the others are broken as soon as a walk stands."""


def first_doomed(
    space: ExactSpace, promise: OfOneWalk, steps: tuple[ReplayStep, ...]
) -> ReplayStep | None:
    """Return that step; None if all walks break the promise, or if there is no room to tell."""
    try:
        return _first(space, space.walks & ~_lost(space, promise), steps)
    except TooLargeError:
        return None


def _lost(space: ExactSpace, promise: OfOneWalk) -> Set:
    """Return the walks that break a promise, whatever they went on to."""
    broken = space.diagram.union(find(space, promise).broken.values())
    return broken if isinstance(promise, FINISHED) else space.longer(broken)


def _first(space: ExactSpace, saved: Set, steps: tuple[ReplayStep, ...]) -> ReplayStep | None:
    """Return the first step after which none of the saved walks is left."""
    if saved == space.diagram.none:
        return None
    for step in steps:
        letter = space.encoding.letters[step.answer.question]
        saved = saved & space.diagram.cube(letter.write(step.answer.options))
        if saved == space.diagram.none:
            return step
    return None
