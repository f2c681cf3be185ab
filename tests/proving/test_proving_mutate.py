"""Slips tried on a pack: which of them would hurt, and whether any promise would notice."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.support.small import check_small, edited
from tree.condition import All, AnyOf, Fact
from tree.model import Tree
from tree.proving.mutants import Mutant, drops, mutants, swaps
from tree.proving.mutation_score import Score, mutate
from tree.proving.promises.prove import prove
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.walks_changed import compare

A, B, C = (Fact(name) for name in "abc")


@cache
def tried() -> Score:
    """Try every slip on the small pack, once."""
    checked = check_small()
    assert checked.tree
    return mutate(checked.tree, checked.promises)


def small() -> Tree:
    """Link the small pack."""
    tree = check_small().tree
    assert tree
    return tree


def test_a_slip_is_worse_where_comparing_finds_a_gentler_end() -> None:
    tree = small()
    for slip in tried().tried:
        changes = [c for c in compare(tree, slip.mutant.tree).changes if c.gentler]
        tiers = [tree.outcomes[change.old].tier for change in changes]
        assert slip.tier == min(tiers, default=None), (slip.mutant.kind, slip.mutant.spot)


def test_a_slip_is_noticed_where_a_promise_is_no_longer_kept() -> None:
    for slip in tried().tried:
        space = ExactSpace(slip.mutant.tree)
        broken = [p.id for p in slip.mutant.promises if not prove(space, p).kept]
        assert bool(slip.promise) == bool(broken and slip.tier is not None)
        assert not slip.promise or slip.promise in broken


def test_forgetting_what_a_promise_rests_on_is_noticed_and_another_slip_is_not() -> None:
    by_name = {(t.mutant.kind, t.mutant.name): t for t in tried().tried}
    assert by_name["forget", "hit"].promise == "hit-danger"
    assert by_name["forget", "low"].promise == ""
    missed = [t.mutant.kind for t in tried().unnoticed()]
    assert len(missed) == len(tried().worse()) - sum(bool(t.promise) for t in tried().worse())
    assert set(missed) <= {"redirect", "forget", "uncount", "swap", "drop"}


def test_a_promise_over_answers_notices_a_slip_that_one_over_facts_lets_pass() -> None:
    text = "after: {answer: {acts: [hit]}}"
    checked = check_small(**edited("promises.yaml", "after: hit", text))
    assert checked.tree
    score = mutate(checked.tree, checked.promises)
    assert len(score.unnoticed()) <= len(tried().unnoticed())
    for slip in score.tried:
        if slip.mutant.kind == "forget" and slip.mutant.name == "hit":
            assert slip.promise == "hit-danger"


@pytest.mark.parametrize("kind", ["redirect", "forget", "uncount", "swap", "drop"])
def test_each_kind_of_slip_changes_one_thing(kind: str) -> None:
    checked = check_small()
    assert checked.tree
    found = [m for m in mutants(checked.tree, checked.promises) if m.kind == kind]
    assert found
    for slip in found:
        assert slip.tree != checked.tree
        assert _restored(slip, checked.tree) == checked.tree


def _restored(slip: Mutant, tree: Tree) -> Tree:
    """Put back the one question or fork that may differ; named conditions touch more."""
    name = str(slip.spot[1])
    questions, forks = dict(slip.tree.questions), dict(slip.tree.forks)
    if slip.spot[0] == "conditions":
        questions, forks = tree.questions, tree.forks
    elif slip.spot[0] == "forks":
        forks[name] = tree.forks[name]
    else:
        questions[name] = tree.questions[name]
    return replace(slip.tree, questions=questions, forks=forks)


def test_a_condition_is_turned_or_cut_one_part_at_a_time() -> None:
    both = All((A, AnyOf((B, C))))
    assert len(list(swaps(both))) == 5
    assert len(list(drops(both))) == 4
    assert AnyOf(both.parts) in swaps(both)
    assert All((A, C)) not in swaps(both)
    assert All((A,)) in drops(both)


def test_a_named_condition_is_turned_where_it_is_defined_for_promises_too() -> None:
    text = "after: harmed"
    checked = check_small(**edited("promises.yaml", "after: hit", text))
    assert checked.tree
    slips = [
        m for m in mutants(checked.tree, checked.promises) if m.spot == ("conditions", "harmed")
    ]
    assert slips
    assert all(slip.promises != checked.promises for slip in slips)
