"""Every proof agrees with brute force over every walk of small random trees."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proving import Judged, ended, every, judge, replay
from tests.proving_trees import promises, told
from tree.model import Tree
from tree.proving.count import Best, count, counts
from tree.proving.prove import prove
from tree.proving.space import Space


@settings(max_examples=400, deadline=None)
@given(told(), st.data())
def test_verdict_length_and_vacuity_are_those_of_all_walks(tree: Tree, data: st.DataObject) -> None:
    walks, space = every(tree), Space(tree)
    for _ in range(3):
        promise = data.draw(promises(tree))
        proof = prove(space, promise)
        length = None if proof.kept or proof.vacuous else len(proof.walk)
        assert Judged(bool(proof.kept), length, proof.vacuous) == judge(promise, walks)
        replay(tree, proof.walk)


@settings(deadline=None)
@given(told())
def test_numbers_of_walks_are_those_of_all_walks(tree: Tree) -> None:
    walks, space = ended(every(tree)), Space(tree)
    by_outcome = Counter(walk.place.id for walk in walks)
    told = dict(zip(space.ends, counts(space.words, space.ends.values()), strict=True))
    assert {name: n for name, n in told.items() if n} == by_outcome
    assert count(space.words, space.walks) == len(walks)
    assert space.longest == max(len(walk.asked) for walk in walks)
    assert Best(space.words, space.walks).weight == min(len(walk.answers) for walk in walks)
