"""Random walks never show what no walk of the tree does."""

from __future__ import annotations

from hypothesis import given, settings

from tests.support.proving_trees import told
from tests.support.random_trees import conditions
from tree.condition import Condition, Not
from tree.model import Tree
from tree.proving.findings.route_lists import route_lists
from tree.proving.sets.diagram import Set
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.sample import WALKS, Sampled


def untrue(space: ExactSpace, sampled: Sampled, walks: Set, when: Condition) -> list[Condition]:
    """List what the sample shows, of a condition and its contrary, and no walk of a set does."""
    both = (when, Not(when))
    return [
        one
        for one in both
        if sampled.some(one) and not space.diagram.intersects(walks, space.meaning(one))
    ]


@settings(deadline=None)
@given(told(), conditions())
def test_a_sampled_walk_is_one_that_ends_there(tree: Tree, when: Condition) -> None:
    space = ExactSpace(tree)
    for name, walks in space.ends.items():
        assert untrue(space, space.sampled(name), walks, when) == []
    assert sum(space.sampled(name).walks.bit_count() for name in space.ends) == WALKS


@settings(deadline=None)
@given(told(), conditions())
def test_a_sampled_walk_is_one_that_tries_these_routes(tree: Tree, when: Condition) -> None:
    space = ExactSpace(tree)
    for listed in route_lists(space):
        assert untrue(space, listed.sampled, listed.walks, when) == []


@settings(deadline=None)
@given(told())
def test_a_sampled_answer_is_one_that_a_walk_to_that_page_gives(tree: Tree) -> None:
    space = ExactSpace(tree)
    assert space.sample
    for (question, option), chosen in space.sample.chosen.items():
        for name, walks in space.ends.items():
            seen = bool(space.sampled(name).walks & chosen)
            told = space.diagram.intersects(walks, space.encoding.chose(question, option))
            assert told or not seen
