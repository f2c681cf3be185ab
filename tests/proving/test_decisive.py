"""The step that is marked in a broken walk is the one to look at."""

from __future__ import annotations

import pytest

from tests.support.small import small_tree
from tree.proving.decisive import decides, last_decisive
from tree.proving.promise import Before, Target
from tree.walk import Answer

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
