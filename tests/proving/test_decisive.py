"""The step that is marked in a broken walk is the one to look at."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.proving import ended, every, prefixes
from tests.support.proving_trees import promises, told
from tests.support.small import small_tree
from tree.model import Tree
from tree.proving.decisive import decides, last_decisive, steps
from tree.proving.doomed import FINISHED, first_doomed
from tree.proving.promise import Before, Monotone, OfOneWalk, Target
from tree.proving.promises.prove import prove
from tree.proving.sat.confirm import is_confirmed
from tree.proving.sets.exact_space import ExactSpace
from tree.walk import Answer, Walk

TREE = small_tree()
GENTLE = Target(outcomes=frozenset({"rebuild"}))
SHOWN_UNASKED = {
    "what was to be asked was skipped": Before("asked", GENTLE, asked=("gate",)),
    "no plain no was said": Before("plain", GENTLE, plain=("gate",)),
}


@pytest.mark.parametrize("promise", SHOWN_UNASKED.values(), ids=SHOWN_UNASKED)
def test_an_answer_that_is_asked_for_first_is_marked_before_later_ones(promise: Before) -> None:
    walk = (
        Answer("gate", ("skip",)),
        Answer("acts", ("none",)),
        Answer("calm", ("yes",)),
        Answer("matters", ("both",)),
    )
    assert decides(TREE, promise, walk, walk[2])
    step = last_decisive(TREE, promise, walk)
    assert step
    assert step.answer == walk[0]


def broken_in(tree: Tree, promise: OfOneWalk, walk: Walk) -> bool:
    """Return whether a finished walk breaks a promise, at its end or on its way."""
    if isinstance(promise, FINISHED):
        return is_confirmed(tree, promise, walk.answers)
    return any(is_confirmed(tree, promise, part.answers) for part in prefixes(walk))


@settings(max_examples=300, deadline=None)
@given(told(), st.data())
def test_the_marked_step_is_the_first_after_which_all_walks_break_the_promise(
    tree: Tree, data: st.DataObject
) -> None:
    promise = data.draw(promises(tree))
    if isinstance(promise, Monotone):
        return
    space = ExactSpace(tree)
    proof = prove(space, promise)
    assume(proof.walk)
    saved = [walk for walk in ended(every(tree)) if not broken_in(tree, promise, walk)]
    doomed = [
        n
        for n in range(len(proof.walk) + 1)
        if not any(walk.answers[:n] == proof.walk[:n] for walk in saved)
    ]
    found = first_doomed(space, promise, steps(tree, proof.walk))
    expected = proof.walk[doomed[0] - 1] if doomed and doomed[0] else None
    assert (found.answer if found else None) == expected
