"""What an outcome shows follows from what was learned, and from nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.random_trees import answers, trees
from tests.support.small import small_tree
from tree.model import Tree
from tree.page import MOST_HEARD, page
from tree.walk import Answer, Walk, begin, follow


def ended(*pairs: tuple[str, str]) -> Walk:
    """Walk the small pack to its end."""
    return follow(small_tree(), [Answer(question, (option,)) for question, option in pairs])


MIXED = (("gate", "no"), ("acts", "followed"), ("calm", "yes"), ("matters", "both"))


def test_only_what_was_learned_is_said_back_most_important_first() -> None:
    shown = page(ended(*MIXED))
    assert shown.outcome.id == "step-back"
    assert shown.heard == ("followed", "calm")


def test_steps_that_rest_on_a_choice_from_a_list_come_after_the_core() -> None:
    assert [step.id for step in page(ended(*MIXED)).steps] == ["rest", "both"]
    other = ended(*MIXED[:3], ("matters", "rest"))
    assert [step.id for step in page(other).steps] == ["rest"]


def test_an_opening_follows_what_was_learned() -> None:
    hit = page(ended(("gate", "no"), ("acts", "hit")))
    doubts = page(ended(("gate", "no"), ("acts", "unsure")))
    assert hit.opening != doubts.opening


def test_tags_and_helplines_are_those_of_all_that_is_shown() -> None:
    low = ended(("gate", "yes"), ("crisis", "go-on"), ("acts", "none"), ("calm", "no"), MIXED[3])
    shown = page(low)
    assert "crisis" in shown.helplines
    assert "line:crisis" in shown.tags
    assert "line:crisis" not in page(ended(*MIXED)).tags


def test_a_note_is_shared_by_the_kinds_it_is_for() -> None:
    assert [note.id for note in page(ended(*MIXED)).also] == ["shared"]
    assert page(ended(("gate", "no"), ("acts", "hit"))).also == ()


def test_at_most_five_things_are_said_back() -> None:
    tree = small_tree()
    many = tuple(f"fact{i}" for i in range(9))
    gate = tree.questions["gate"]
    taught = tuple(replace(option, learn=many) for option in gate.options)
    tree.questions["gate"] = replace(gate, options=taught)
    tree.facts.update(dict.fromkeys(many, "said"))
    tree.outcomes["danger"] = replace(tree.outcomes["danger"], heard=many)
    walk = begin(tree).answer("no").answer("hit")
    assert page(walk).heard == many[:MOST_HEARD]


def test_there_is_no_page_before_an_outcome() -> None:
    with pytest.raises(TypeError):
        page(begin(small_tree()))


@given(trees(), st.data())
def test_nothing_is_said_back_that_was_not_learned(tree: Tree, data: st.DataObject) -> None:
    walk = begin(tree)
    while choices := list(answers(walk.place)):
        walk = walk.answer(*data.draw(st.sampled_from(choices)))
    assert set(page(walk).heard) <= walk.learned.facts
