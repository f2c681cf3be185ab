"""Every proof agrees with brute force over every walk of small random trees."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.grown import chain, looking_back
from tests.support.proving import Judged, ended, every, judge, replay
from tests.support.proving_trees import promises, told
from tree.model import Tree
from tree.proving.pages_beside import leads_on, opened, worse
from tree.proving.promise import Monotone
from tree.proving.promises.prove import prove
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import Best, count, counts
from tree.proving.sets.state_count import count_states


@settings(max_examples=400, deadline=None)
@given(told(), st.data())
def test_verdict_length_and_vacuity_are_those_of_all_walks(tree: Tree, data: st.DataObject) -> None:
    walks, space = every(tree), ExactSpace(tree)
    for _ in range(3):
        promise = data.draw(promises(tree))
        proof = prove(space, promise)
        length = None if proof.kept or proof.vacuous else len(proof.walk)
        assert Judged(bool(proof.kept), length, proof.vacuous) == judge(promise, walks)
        replay(tree, proof.walk)


@settings(deadline=None)
@given(told())
def test_numbers_of_walks_are_those_of_all_walks(tree: Tree) -> None:
    walks, space = ended(every(tree)), ExactSpace(tree)
    by_outcome = Counter(walk.place.id for walk in walks)
    told = dict(zip(space.ends, counts(space.encoding, space.ends.values()), strict=True))
    assert {name: n for name, n in told.items() if n} == by_outcome
    assert count(space.encoding, space.walks) == len(walks)
    assert space.longest == max(len(walk.asked) for walk in walks)
    assert Best(space.encoding, space.walks).weight == min(len(walk.answers) for walk in walks)


@settings(max_examples=300, deadline=None)
@given(told())
def test_walks_counted_by_state_are_those_of_the_diagrams(tree: Tree) -> None:
    space = ExactSpace(tree)
    counted = count_states(tree)
    assume(counted)
    assert counted == (count(space.encoding, space.walks), space.longest)


@pytest.mark.parametrize("grown", [looking_back(60, 12), looking_back(90, 14), chain(99, 5)])
def test_walks_of_larger_trees_counted_by_state_are_those_of_the_diagrams(grown: Tree) -> None:
    space = ExactSpace(grown)
    assert count_states(grown) == (count(space.encoding, space.walks), space.longest)


@settings(max_examples=100, deadline=None)
@given(told(most=3))
def test_one_more_of_a_list_is_compared_as_over_all_walks(tree: Tree) -> None:
    lists = tuple(asked.id for asked in tree.questions.values() if asked.choose > 1)
    assume(lists)
    promise = Monotone("worse", lists)
    proof = prove(ExactSpace(tree), promise)
    length = None if proof.kept or proof.vacuous else len(proof.walk)
    assert Judged(bool(proof.kept), length, proof.vacuous) == judge(promise, every(tree))


@settings(max_examples=100, deadline=None)
@given(told(most=3), st.data())
def test_what_is_opened_beside_is_proved_as_on_a_tree_of_its_own(
    tree: Tree, data: st.DataObject
) -> None:
    turned = opened(tree)
    assume(turned is not None and not leads_on(tree))
    assert turned
    space, whole = ExactSpace(tree), ExactSpace(turned)
    moved = space.beside(turned)
    assert counts(moved.encoding, moved.ends.values()) == counts(
        whole.encoding, whole.ends.values()
    )
    for _ in range(4):
        promise = data.draw(promises(tree))
        shown = prove(space, promise)
        again = shown if moved.is_proved(promise) else prove(moved, promise)
        found = [worse(shown, proof) for proof in (again, prove(whole, promise))]
        one, other = ((proof.kept, proof.vacuous, len(proof.walk)) for proof in found)
        assert one == other
