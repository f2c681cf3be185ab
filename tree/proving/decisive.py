"""Which answers of a walk matter: without them it breaks its promise no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from tree.choose import walk_by
from tree.model import SKIP, Outcome, Question, Tree
from tree.proving.promise import Before, OfOneWalk
from tree.proving.replay import ReplayStep, trail
from tree.proving.sat.confirm import is_confirmed
from tree.walk import Answer


def steps(tree: Tree, walk: Iterable[Answer]) -> tuple[ReplayStep, ...]:
    """Return a walk step by step."""
    return trail(tree, {answer.question: answer.options for answer in walk}).steps


def last_decisive(tree: Tree, promise: OfOneWalk, walk: tuple[Answer, ...]) -> ReplayStep | None:
    """Return the step of the last answer that decides; None if no answer alone does.

    An answer that a promise asks for, and does not get, comes before all others.
    """
    asked = [step for step in reversed(steps(tree, walk)) if step.answer.question in tree.questions]
    missing = (step for step in asked if _withheld(tree, promise, step.answer))
    decisive = (step for step in asked if decides(tree, promise, walk, step.answer))
    return next(chain(missing, decisive), None)


def _withheld(tree: Tree, promise: OfOneWalk, answer: Answer) -> bool:
    """Return whether a promise with `before` asks for another answer to this question."""
    if not isinstance(promise, Before):
        return False
    if answer.question in promise.asked:
        return answer.options == (SKIP,)
    chosen = (tree.questions[answer.question].option(name) for name in answer.options)
    return answer.question in promise.plain and not all(one and one.plain for one in chosen)


def decides(tree: Tree, promise: OfOneWalk, walk: tuple[Answer, ...], answer: Answer) -> bool:
    """Return whether most other answers to a question break the promise no more."""
    asked = tree.questions[answer.question]
    others = [o.id for o in (*asked.options, asked.skip) if o.id not in answer.options]
    given = {one.question: one.options for one in walk}
    changed = (_walked(tree, {**given, answer.question: (other,)}) for other in others)
    kept = sum(not is_confirmed(tree, promise, walk) for walk in changed)
    return kept * 2 > len(others)


def _walked(tree: Tree, given: Mapping[str, tuple[str, ...]]) -> tuple[Answer, ...]:
    """Walk with these answers; what is newly asked is skipped."""

    def choose(place: Question | Outcome) -> tuple[str, ...]:
        return given.get(place.id, () if isinstance(place, Outcome) else (SKIP,))

    return walk_by(tree, choose).answers
