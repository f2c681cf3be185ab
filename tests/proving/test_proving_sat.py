"""Proofs by SAT agree with brute force over every walk, and with the proofs by diagrams."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.proving import Judged, every, judge, replay
from tests.support.proving_trees import promises, told
from tree.model import Tree
from tree.proving.promise import Monotone, Promise, Proof
from tree.proving.sat.prover import prove


def by_sat(tree: Tree, *promises: Promise) -> list[Proof]:
    """Prove promises by SAT alone."""
    return list(prove(tree, promises))


@settings(max_examples=400, deadline=None)
@given(told(), st.data())
def test_verdict_length_and_vacuity_are_those_of_all_walks(tree: Tree, data: st.DataObject) -> None:
    walks = every(tree)
    drawn = [data.draw(promises(tree)) for _ in range(4)]
    for promise, proof in zip(drawn, by_sat(tree, *drawn), strict=True):
        length = None if proof.kept or proof.vacuous else len(proof.walk)
        assert Judged(bool(proof.kept), length, proof.vacuous) == judge(promise, walks), promise
        shown = replay(tree, proof.walk)
        assert proof.shortest
        if proof.kept is False and not proof.vacuous and not isinstance(promise, Monotone):
            assert not judge(promise, [shown]).kept
