"""Comparing two trees finds the walks that brute force finds, and shows the shortest of each."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.proving import ended, every
from tests.support.proving_edits import edits, ends_in
from tests.support.random_trees import trees
from tree.model import Tree
from tree.proving.walks_changed import compare


def moved(old: Tree, new: Tree) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], int]]:
    """Count the walks that change, and the answers on the shortest, pair by pair."""
    many: Counter[tuple[str, str]] = Counter()
    short: dict[tuple[str, str], int] = {}
    for walk in ended(every(old)):
        for end in ends_in(new, walk):
            tier = new.outcomes[end].tier if end else -1
            if (end, tier) != (walk.place.id, old.outcomes[walk.place.id].tier):
                many[walk.place.id, end] += 1
                short.setdefault((walk.place.id, end), len(walk.answers))
    return many, short


@settings(max_examples=400, deadline=None)
@given(trees(most=3), st.data())
def test_the_walks_that_change_are_those_that_brute_force_finds(
    old: Tree, data: st.DataObject
) -> None:
    new = data.draw(edits(old))
    found = compare(old, new)
    many, short = moved(old, new)
    assert {(c.old, c.new): c.walks for c in found.changes} == many
    assert {(c.old, c.new): len(c.before.steps) for c in found.changes} == short
    assert found.old_walks == len(ended(every(old)))
    assert found.new_walks == len(ended(every(new)))
    assert found.added == sum("" in ends_in(old, walk) for walk in ended(every(new)))
    for change in found.changes:
        assert change.before.place == change.old
        assert change.after.place == change.new or not change.new
        tiers = [tree.outcomes[n].tier for tree, n in ((old, change.old), (new, change.new)) if n]
        assert change.gentler == (len(tiers) == 2 and tiers[1] > tiers[0])


@settings(deadline=None)
@given(trees(most=3))
def test_a_tree_compared_with_itself_has_not_changed(tree: Tree) -> None:
    found = compare(tree, tree)
    assert found.changes == ()
    assert found.old_walks == found.new_walks
    assert found.added == 0
