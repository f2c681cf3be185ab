"""Which answers of a walk matter: without them it breaks its promise no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tree.choose import walk_by
from tree.condition import Chose, Condition, Fact, Not, called, parts
from tree.model import SKIP, Outcome, Question, Tree
from tree.proving.doomed import first_doomed
from tree.proving.promise import Always, Asked, Before, Never, Next, OfOneWalk
from tree.proving.replay import ReplayStep, trail
from tree.proving.sat.confirm import is_confirmed
from tree.proving.sets.exact_space import ExactSpace
from tree.walk import Answer


def steps(tree: Tree, walk: Iterable[Answer]) -> tuple[ReplayStep, ...]:
    """Return a walk step by step."""
    return trail(tree, {answer.question: answer.options for answer in walk}).steps


def last_decisive(
    tree: Tree, promise: OfOneWalk, walk: tuple[Answer, ...], space: ExactSpace | None = None
) -> ReplayStep | None:
    """Return the step to look at; None if no answer alone decides.

    An answer that a promise asks for, and does not get, comes first. Then the last answer that the
    promise speaks of and whose change alone saves the walk. Then the first step after which every
    way on breaks the promise, where the space of all walks tells it; else the last answer whose
    change alone saves the walk.
    """
    taken = steps(tree, walk)
    asked = [step for step in reversed(taken) if step.answer.question in tree.questions]
    missing = (step for step in asked if _withheld(tree, promise, step.answer))
    doomed = (first_doomed(one, promise, taken) for one in [space] if one and one.tree is tree)
    decisive = [step for step in asked if decides(tree, promise, walk, step.answer)]
    meant = (step for step in decisive if _is_meant(promise, step))
    return next((step for step in chain(missing, meant, doomed, decisive) if step), None)


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
    changed = _changed(tree, walk, answer)
    return sum(not is_confirmed(tree, promise, other) for other in changed) * 2 > len(changed)


def _is_meant(promise: OfOneWalk, step: ReplayStep) -> bool:
    """Return whether a promise speaks of an answer: by its question, or by what it taught."""
    after = promise.after if isinstance(promise, Never | Always | Next | Asked) else None
    said = set(_said(after)) if after else set()
    return step.answer.question in said or not said.isdisjoint(step.learned)


def _said(condition: Condition) -> Iterator[str]:
    """List the facts and questions that a condition asks for; what must be missing is left out."""
    if isinstance(condition, Fact | Chose):
        yield called(condition)
    for part in parts(condition) if not isinstance(condition, Not) else ():
        yield from _said(part)


def _changed(tree: Tree, walk: tuple[Answer, ...], answer: Answer) -> list[tuple[Answer, ...]]:
    """Return the walk with each other answer to one of its questions."""
    asked = tree.questions[answer.question]
    others = [o.id for o in (*asked.options, asked.skip) if o.id not in answer.options]
    given = {one.question: one.options for one in walk}
    return [_walked(tree, {**given, answer.question: (other,)}) for other in others]


def _walked(tree: Tree, given: Mapping[str, tuple[str, ...]]) -> tuple[Answer, ...]:
    """Walk with these answers; what is newly asked is skipped."""

    def choose(place: Question | Outcome) -> tuple[str, ...]:
        return given.get(place.id, () if isinstance(place, Outcome) else (SKIP,))

    return walk_by(tree, choose).answers
