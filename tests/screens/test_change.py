"""What a change ends and opens is found before it is made."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from screens.pages.change import change
from screens.pages.question import stood
from tests.support.random_trees import answers, trees
from tests.support.small import small_tree
from tree.ahead import Counter
from tree.model import Outcome, Tree
from tree.walk import Walk, begin


def walked(tree: Tree, data: st.DataObject) -> Walk:
    """Walk on at random, to the end or to somewhere before it."""
    walk = begin(tree)
    while not walk.over and data.draw(st.booleans() | st.just(True)):
        walk = walk.answer(*data.draw(st.sampled_from(list(answers(walk.place)))))
    return walk


def test_an_urgent_answer_ends_what_came_later_and_another_opens_it() -> None:
    walk = begin(small_tree()).answer("no").answer("none").answer("yes").answer("both")
    ended = change(walk, "acts", "hit")
    assert (ended.walk.place.id, ended.ends, ended.opens) == ("danger", 2, (0, 0))
    opened = change(ended.walk, "acts", "none")
    assert (opened.ends, opened.opens) == (0, (2, 2))


def test_the_same_answer_ends_and_opens_nothing() -> None:
    walk = begin(small_tree()).answer("no").answer("followed", "hit")
    assert change(walk, "acts", "hit", "followed").walk is walk


@settings(deadline=None)
@given(trees(most=5), st.data())
def test_what_is_said_to_end_is_asked_no_more_whatever_is_answered(
    tree: Tree, data: st.DataObject
) -> None:
    walk = walked(tree, data)
    if not walk.asked:
        return
    question = data.draw(st.sampled_from([answer.question for answer in walk.asked]))
    options = data.draw(st.sampled_from(list(answers(tree.questions[question]))))
    changed = change(walk, question, *options)
    known = {answer.question for answer in walk.asked}
    way, new = changed.walk, 0
    while not way.over and way.place.id != walk.place.id:
        new += not isinstance(way.place, Outcome)
        single = [o for o in answers(way.place) if len(o) == 1]
        way = way.answer(*data.draw(st.sampled_from(single)))
    assert len(known - {answer.question for answer in way.asked}) >= changed.ends
    assert changed.opens[0] <= new <= changed.opens[1]


@given(trees(), st.data())
def test_a_count_never_grows_on_the_way_forward(tree: Tree, data: st.DataObject) -> None:
    counter, walk, here = Counter(tree), begin(tree), None
    while not isinstance(walk.place, Outcome):
        here = stood(walk, counter.ahead(walk), here)
        assert here.jump <= 0
        walk = walk.answer(*data.draw(st.sampled_from(list(answers(walk.place)))))
