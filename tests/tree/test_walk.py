"""A walk is what its answers say: nothing that a forward walk could not reach."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.support.random_trees import answers, trees
from tests.support.small import small_tree
from tree.model import GO_ON, SKIP, Route, Tree
from tree.walk import Answer, AskedTwiceError, Walk, WrongAnswerError, begin, follow

ROSY = (("gate", "no"), ("acts", "none"), ("calm", "yes"), ("matters", "both"))


def walked(*pairs: tuple[str, str]) -> Walk:
    """Walk the small pack by pairs of question and option."""
    return follow(small_tree(), [Answer(question, (option,)) for question, option in pairs])


def test_an_answer_leads_on_and_teaches() -> None:
    walk = walked(("gate", "yes"))
    assert walk.place.id == "crisis"
    assert walk.taught == (("low",),)
    assert not walk.over
    assert walk.go_on().place.id == "acts"


def test_what_is_printed_of_a_walk_holds_no_answer() -> None:
    walk = walked(("gate", "yes"))
    printed = "".join(map(repr, (walk, walk.answers[0], walk.learned)))
    assert not [word for word in ("gate", "low", "crisis") if word in printed]


def test_a_fork_decides_by_what_was_learned_and_a_tally_stops_at_its_most() -> None:
    walk = walked(("gate", "unsure"), ("acts", "unsure"))
    assert walk.place.id == "danger"
    assert walk.learned.tally("doubts") == 2


def test_going_on_is_no_question() -> None:
    walk = walked(("gate", "yes"), ("crisis", GO_ON), ("acts", "hit"))
    assert walk.passed == ("crisis",)
    assert [answer.question for answer in walk.asked] == ["gate", "acts"]


def test_back_takes_one_answer_and_keeps_it_to_preselect() -> None:
    walk = walked(*ROSY[:2]).back()
    assert walk.place.id == "acts"
    assert walk.before == Answer("acts", ("none",))
    assert walk.learned == walked(*ROSY[:1]).learned
    assert begin(small_tree()).back().answers == ()


def test_change_keeps_later_answers_where_they_are_still_asked() -> None:
    walk = walked(*ROSY).change("calm", "no")
    assert walk.place.id == "step-back"
    assert [a.question for a in walk.answers] == ["gate", "acts", "calm", "matters"]


def test_change_asks_what_is_newly_reached_and_drops_the_rest_at_the_end() -> None:
    ended = walked(*ROSY).change("acts", "hit")
    assert ended.place.id == "danger"
    assert ended.kept == ()
    assert "calm" not in ended.learned.facts


def test_a_change_before_a_passing_outcome_shows_it_again() -> None:
    walk = walked(("gate", "unsure"), ("acts", "none"), ("calm", "yes")).change("gate", "yes")
    assert walk.place.id == "crisis"
    on = walk.go_on()
    assert on.place.id == "matters"
    assert on.change("gate", "yes").place.id == "crisis"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "no-option"),
        (("nobody",), "unknown-option"),
        (("hit", "hit"), "option-twice"),
        (("hit", "none"), "alone"),
        (("hit", SKIP), "alone"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(options: tuple[str, ...], code: str) -> None:
    with pytest.raises(WrongAnswerError) as refused:
        walked(("gate", "no")).answer(*options)
    assert refused.value.code == code


def test_only_so_many_can_be_ticked_and_they_stand_in_the_order_of_the_question() -> None:
    asked = walked(*ROSY[:3])
    assert asked.answer("work", "both").answers[-1].options == ("both", "work")
    with pytest.raises(WrongAnswerError, match="too-many"):
        asked.answer("both", "rest", "work")
    with pytest.raises(WrongAnswerError, match="too-many"):
        walked().answer("yes", "no")


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ((("acts", "hit"),), "not-asked"),
        ((*ROSY, ("gate", "no")), "surplus"),
        ((("gate", "no"), ("acts", GO_ON)), "unknown-option"),
        ((("gate", "yes"), ("crisis", "yes")), "no-way-on"),
    ],
)
def test_answers_that_were_not_asked_name_what_was(
    pairs: tuple[tuple[str, str], ...], code: str
) -> None:
    with pytest.raises(WrongAnswerError) as refused:
        walked(*pairs)
    assert refused.value.code == code


def test_a_pack_that_asks_twice_is_refused_while_walking() -> None:
    tree = small_tree()
    gate = tree.questions["gate"]
    options = tuple(replace(option, go=(Route("gate"),)) for option in gate.options)
    tree.questions["gate"] = replace(gate, options=options)
    with pytest.raises(AskedTwiceError):
        begin(tree).answer("no")


@given(trees(), st.data())
def test_following_the_answers_of_a_walk_is_that_walk(tree: Tree, data: st.DataObject) -> None:
    walk = begin(tree)
    while choices := list(answers(walk.place)):
        walk = walk.answer(*data.draw(st.sampled_from(choices)))
    assert follow(walk.tree, walk.answers) == walk
    assert walk.over


class Visits(RuleBasedStateMachine):
    """Answer, back, change and skip in any order, on any tree."""

    @initialize(tree=trees())
    def start(self, tree: Tree) -> None:
        """Stand at the start of some tree."""
        self.walk = begin(tree)

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Give any answer that fits."""
        if choices := list(answers(self.walk.place)):
            self.walk = self.walk.answer(*data.draw(st.sampled_from(choices)))

    @rule()
    def skip(self) -> None:
        """Rather not say, where something is asked."""
        if self.walk.place.id in self.walk.tree.questions:
            self.walk = self.walk.skip()

    @rule()
    def back(self) -> None:
        """Take the last answer back; one place less stands on the walk."""
        before = self.walk
        self.walk = before.back()
        assert len(self.walk.answers) == max(0, len(before.answers) - 1)

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        """Change any answer that stands; those before it stay as they are."""
        if not self.walk.asked:
            return
        name = data.draw(st.sampled_from(self.walk.asked)).question
        choices = list(answers(self.walk.tree.questions[name]))
        options = data.draw(st.sampled_from(choices))
        earlier = self.walk.answers[: [a.question for a in self.walk.answers].index(name)]
        self.walk = self.walk.change(name, *options)
        assert self.walk.answers[: len(earlier) + 1] == (*earlier, self.walk.answers[len(earlier)])
        assert set(self.walk.answers[len(earlier)].options) == set(options)

    @invariant()
    def a_forward_walk_reaches_this(self) -> None:
        """What was learned, and where one stands, follow from the standing answers alone."""
        again = follow(self.walk.tree, self.walk.answers)
        assert (again.place, again.learned) == (self.walk.place, self.walk.learned)
        assert again.taught == self.walk.taught

    @invariant()
    def nothing_is_kept_at_the_end(self) -> None:
        """Answers no longer reached are gone once the walk is over, and never stand twice."""
        assert not (self.walk.over and self.walk.kept)
        standing = {answer.question for answer in self.walk.answers}
        assert not standing & {answer.question for answer in self.walk.kept}


TestVisits = Visits.TestCase
