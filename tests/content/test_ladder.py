"""Where people end who said a few things that matter: no tick outside safety decides alone."""

from __future__ import annotations

import pytest

from tests.support.sheets import ids, last, met, shipped, visit

BOTH = {"effort": "word own mine", "want": "i-want", "between": "calm", "who_starts": "both"}
ROWS = {"between": "rows tasks", "asked": "space practical", "who_starts": "both"}


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        (BOTH | {"asked": "space talk again"}, {"rebuild", "light-contact"}),
        (ROWS, {"clear-agreement"}),
        ({"wear": "smaller", "how_you_are": "low alone"}, {"steady-yourself"}),
        (
            {"wear": "harms", "who_starts": "many", "standing": "days"},
            {"steady-yourself", "give-space"},
        ),
        ({"hurts_most": "treated", "asked": "over", "who_starts": "many"}, {"let-go"}),
        ({"own_life": "yes", "asked": "over"}, {"let-go"}),
        (
            {
                "danger_now": "unsure",
                "own_life": "yes",
                "harm_others": "yes",
                "own_acts": "went",
            },
            {"own-conduct", "crisis"},
        ),
        ({"afraid": "unsure", "who_starts": "many"}, {"give-space"}),
        ({"control": "money"}, {"support-abuse"}),
        ({"asked": "over", "who_starts": "many"}, {"let-go"}),
        ({"wear": "put-down circle", "rounds": "both", "own_acts": "words"}, {"step-back"}),
        (
            {"asked": "space", "who_starts": "both", "between": "calm", "effort": "ask"},
            {"give-space"},
        ),
        ({"afraid": "times", "followed": "came"}, {"support-abuse", "danger"}),
        ({"between": "settled", "want": "unsure"}, {"unsure", "give-space"}),
    ],
)
def test_a_few_answers_end_where_a_counsellor_would(said: dict[str, str], kinds: set[str]) -> None:
    assert last(**said).outcome.kind in kinds


def test_many_messages_after_a_no_are_spoken_of() -> None:
    assert "messages-too" in ids(last(asked="over", who_starts="many"))


def test_space_that_is_shared_is_no_page_for_one_who_presses() -> None:
    shared = last(asked="space", who_starts="both", between="calm", effort="ask")
    assert "what-stays" in ids(shared)
    assert "unwanted" not in ids(shared)
    assert shared.opening != last(asked="space", who_starts="many").opening


def test_two_who_hurt_each_other_are_met_as_two() -> None:
    both = last(wear="put-down circle", rounds="both", own_acts="words")
    assert both.opening != last(wear="put-down").opening
    assert "own-note" in both.tags


def test_one_light_tick_is_asked_about_before_the_gravest_question() -> None:
    asked = met(visit(control="money", one_thing="stopped")[0])
    assert "one-thing" in asked
    assert "getting-worse" not in asked


def test_nothing_lessens_contact_while_it_is_open_what_silence_brings() -> None:
    open_ = last(afraid="unsure", who_starts="many")
    assert {"less-contact", "leave", "patience"}.isdisjoint(open_.tags)
    assert "less-contact" in last(who_starts="many").tags


def test_whoever_may_be_watched_can_go_on_and_sees_a_number_without_a_name() -> None:
    walk, pages = visit(safe_to_read="unsure")
    assert walk.passed == ("not-here",)
    assert pages[0].helplines == ("emergency",)


def test_a_no_that_was_not_taken_counts_in_a_couple_too() -> None:
    for said in ({"force": "gave-in"}, {"afraid": "times", "followed": "came"}):
        assert "line:sexual_violence" in last(**said).tags


def test_a_later_wish_is_asked_about_and_heard() -> None:
    said = {"asked": "over again", "want": "i-want", "between": "calm", "effort": "word own mine"}
    walk, pages = visit(**said, latest="wish")
    assert "latest" in met(walk)
    assert pages[-1].outcome.kind == "rebuild"
    assert last(**said, latest="no").outcome.kind == "let-go"


def test_a_second_page_is_named_where_two_fit() -> None:
    shown = last(**(BOTH | {"asked": "space again", "effort": "word ask own mine"}))
    assert shown.outcome.kind == "rebuild"
    assert shown.beside is not None
    assert shown.beside.tier <= shown.outcome.tier + 1


def test_what_is_good_is_no_reason_where_it_decided_nothing() -> None:
    shown = last(hurts_most="unsure", standing="skip", values="skip")
    assert shown.also_said
    assert not set(shown.heard) & set(shipped().good)


@pytest.mark.parametrize(
    "said",
    [
        {"wear": "smaller"},
        {"wear": "harms"},
        {"hurts_most": "treated"},
    ],
)
def test_one_tick_alone_is_no_step_back(said: dict[str, str]) -> None:
    assert last(**said).outcome.kind != "step-back"
