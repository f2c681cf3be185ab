"""Line mode, driven by typed lines: what it shows is compared with walks made by the engine."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.setting import Setting
from tests.support.typed import ASKED, CALM, OPENINGS, TO_CALM, TREE, reaches, ready, visit
from tree.model import Outcome
from tree.page import page
from tree.walk import follow

WRONG = ["99", "0", "-1", "1x", "²", "1" * 5000, "g", "m", "yes", "1;2", "\x1b[A", "é"]


def test_a_walk_by_numbers_reaches_the_outcome_of_the_engine() -> None:
    said = visit(*TO_CALM)
    assert reaches(said, **CALM)
    assert not any(OPENINGS[name] in said.text for name in ("crisis", "danger", "step-back"))


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("step", range(1, 5))
def test_wrong_input_is_refused_and_nothing_is_lost(step: int, wrong: str) -> None:
    said = visit(*TO_CALM[:step], wrong, *TO_CALM[step:])
    assert reaches(said, **CALM)
    assert said.text.count(ASKED["acts"]) == visit(*TO_CALM).text.count(ASKED["acts"])


@pytest.mark.parametrize(
    ("step", "wrong"), [(1, "1 2"), (2, "1 4"), (2, "3, 1"), (3, "1 2"), (4, "1 2 3")]
)
def test_numbers_that_do_not_go_together_are_refused(step: int, wrong: str) -> None:
    assert reaches(visit(*TO_CALM[:step], wrong, *TO_CALM[step:]), **CALM)


@pytest.mark.parametrize("typed", ["2 1", "1,2", "1, 2", " 2 , 1 ", "1 2 2"])
def test_lists_take_numbers_with_spaces_or_commas_in_any_order(typed: str) -> None:
    assert reaches(visit("", "3", "4", "1", typed, "", ""), **CALM)


def test_a_list_teaches_all_that_was_ticked() -> None:
    said = visit("", "3", "1 2", "m")
    assert reaches(said, gate="no", acts="hit followed")
    assert all(TREE.facts[fact] in said.text for fact in ("hit", "followed"))


def test_a_safety_question_echoes_only_numbers_also_when_looked_over() -> None:
    said = visit("", "3", "4", "b", "4", "l", "2", "4", "l", "2", "", "1", "1", "")
    listed = said.text.count(ASKED["acts"])
    none = TREE.questions["acts"].options[3].say
    assert listed > 4
    looked = said.raw.count(f". {ASKED['acts']}\n")
    assert said.text.count(none) == listed - looked


def test_other_questions_echo_number_and_words() -> None:
    before, after = visit("", "3", "4", "1"), visit("", "3", "4", "1", "1 2")
    for option in TREE.questions["matters"].options[:2]:
        assert after.text.count(option.say) > before.text.count(option.say)
    rest = TREE.questions["matters"].options[2].say
    assert after.text.count(rest) == before.text.count(rest)


def test_skip_is_an_answer_of_its_own() -> None:
    assert reaches(
        visit("", "s", "s", "s", "s", ""), gate="skip", acts="skip", calm="skip", matters="skip"
    )


def test_back_asks_the_last_question_again_and_enter_keeps_its_answer() -> None:
    assert reaches(visit("", "2", "b", "3", *TO_CALM[2:]), **CALM)
    doubt = visit("", "2", "b", "", "2")
    assert reaches(doubt, gate="unsure", acts="followed")
    assert OPENINGS["danger"] not in visit("", "3", "2").text


def test_enter_without_an_earlier_answer_asks_again_and_answers_nothing() -> None:
    said = visit("", "", "", *TO_CALM[1:])
    assert reaches(said, **CALM)
    assert said.text.count(ASKED["gate"]) == visit(*TO_CALM).text.count(ASKED["gate"]) + 2


def test_back_at_the_first_question_stays_there() -> None:
    assert reaches(visit("", "b", "b", *TO_CALM[1:]), **CALM)


def test_answers_are_looked_over_before_a_gentle_outcome() -> None:
    said = visit(*TO_CALM[:-1])
    assert all(said.text.count(ask) == 2 for ask in ASKED.values())
    assert OPENINGS["rebuild"] not in said.text


@pytest.mark.parametrize(("typed", "opening"), [(("1",), "crisis"), (("3", "1"), "danger")])
def test_urgent_and_passing_outcomes_are_shown_at_once(
    typed: tuple[str, ...], opening: str
) -> None:
    said = visit("", *typed)
    assert said.before(OPENINGS[opening]).count(ASKED["gate"]) == 1


def test_an_answer_changed_in_the_look_over_leads_where_it_leads() -> None:
    assert reaches(visit(*TO_CALM[:-1], "2", "1", ""), gate="no", acts="hit")
    gentle = visit(*TO_CALM[:-1], "3", "2", "")
    assert reaches(gentle, **(CALM | {"calm": "no"}))
    assert OPENINGS["rebuild"] not in gentle.text


def test_an_answer_changed_from_an_outcome_is_looked_over_again() -> None:
    changed = visit(*TO_CALM, "l", "3", "2")
    assert OPENINGS["step-back"] not in changed.text
    assert reaches(visit(*TO_CALM, "l", "3", "2", ""), **(CALM | {"calm": "no"}))


def test_the_same_answer_given_again_changes_nothing() -> None:
    passed = visit("", "1", "g", "4", "1", "1", "", "1", "1", "")
    assert passed.text.count(OPENINGS["crisis"]) == 1
    assert OPENINGS["rebuild"] in passed.text
    assert reaches(visit(*TO_CALM[:-1], "2", "4", "3", "", ""), **CALM)


def test_a_change_that_ends_answers_says_so_and_is_made_by_enter_alone() -> None:
    ends = ready().words["change.ends.other"].format(n=2)
    kept = visit(*TO_CALM[:-1], "2", "1", "b", "")
    assert kept.text.count(ends) == 1
    assert reaches(kept, **CALM)
    assert ends not in visit(*TO_CALM[:-1], "3", "1", "").text


def test_questions_that_a_change_opens_are_announced() -> None:
    opened = ready().words["line.opens.other"].format(n=2)
    assert ASKED["calm"] in visit("", "3", "1", "l", "", "2", "4").text.partition(opened)[2]
    assert opened not in visit("", "3", "1", "l", "", "2", "1").text


@pytest.mark.parametrize(("allowed", "shown"), [("1", True), ("2", False), ("", False)])
def test_the_words_of_answers_about_safety_are_said_where_that_was_allowed(
    allowed: str, shown: bool
) -> None:
    said = visit(*TO_CALM[:-2], allowed).text
    looked = said.rpartition(ready().words["look.title"])[2]
    assert (TREE.questions["acts"].options[3].say in looked) == shown
    assert TREE.topics[TREE.questions["acts"].topic].title in looked
    assert visit(*TO_CALM[:-2], allowed, "", "l").text.count(ready().words["line.aloud.ask"]) == 1


def test_a_change_can_be_given_up_and_a_wrong_number_there_loses_nothing() -> None:
    assert reaches(visit(*TO_CALM[:-1], "9", "x", "2", "99", "b", ""), **CALM)


def test_answers_can_be_changed_from_the_outcome_and_from_any_question() -> None:
    assert reaches(visit(*TO_CALM, "l", "1", "1"), gate="yes")
    assert reaches(visit("", "3", "l", "", "1", "2", "2"), gate="unsure", acts="followed")
    assert reaches(visit("", "3", "l", "", "", *TO_CALM[2:5], ""), **CALM)


def test_whoever_goes_on_from_a_passing_outcome_meets_the_next_question() -> None:
    said = visit("", "1", "g")
    assert said.text.endswith(visit("", "3").text.partition(ASKED["acts"])[2])
    assert ASKED["acts"] not in visit("", "1", "", "x").text


def test_nobody_goes_on_from_an_outcome_without_a_way_on() -> None:
    assert visit("", "3", "1", "g", "b", "4").text.count(OPENINGS["danger"]) == 1
    assert ASKED["calm"] in visit("", "3", "1", "g", "b", "4").text


def test_start_again_forgets_all_answers_only_after_a_second_enter() -> None:
    forgotten = visit(*TO_CALM, "a", "", "l")
    assert forgotten.text.count(ASKED["gate"]) == visit(*TO_CALM).text.count(ASKED["gate"]) + 1
    assert reaches(visit(*TO_CALM, "a", "", "3", "1"), gate="no", acts="hit")
    kept = visit(*TO_CALM, "a", "b", "l", "")
    assert kept.text.count(OPENINGS["rebuild"]) == 3


def test_numbers_to_call_come_first_and_what_was_heard_only_when_asked_where_it_is_urgent() -> None:
    phone = ready().helplines.countries["GB"].of("emergency")[0].phone
    quiet, asked = visit("", "3", "1"), visit("", "3", "1", "m")
    page_of = quiet.before(OPENINGS["danger"]).rpartition(TREE.questions["acts"].options[3].say)[2]
    assert phone in page_of
    assert TREE.facts["hit"] not in quiet.text
    assert asked.text.count(TREE.facts["hit"]) == 1


def test_what_was_heard_follows_the_opening_where_it_is_not_urgent() -> None:
    page = visit(*TO_CALM).text.partition(OPENINGS["rebuild"])[2]
    assert TREE.facts["both"] in page


def test_why_numbers_and_sources_are_said_and_lose_nothing() -> None:
    said = visit("", "?", "h", "3", "4", "2", "1", "", "", "o")
    assert TREE.questions["gate"].why in said.text
    assert TREE.sources["B1"].address in said.text
    assert reaches(said, gate="no", acts="none", calm="no", matters="both")


def test_steps_and_numbers_are_said_to_take_along_once_there_are_some() -> None:
    phone = ready().helplines.countries["GB"].of("emergency")[0].phone
    said = visit("", "3", "1", "t").text.rpartition(ready().words["take.title"])[2]
    assert phone in said
    assert "You could call." in said
    assert ready().words["line.take-none"] in visit("", "3", "t").text
    assert reaches(visit("", "t", "3", "t", "4", "1", "1 2", "", ""), **CALM)


@pytest.mark.parametrize("steps", range(1, len(TO_CALM) + 1))
def test_all_numbers_of_the_place_are_one_letter_away(steps: int) -> None:
    lines = ready().helplines.countries["GB"].lines
    before, after = visit(*TO_CALM[:steps]), visit(*TO_CALM[:steps], "h")
    for line in (line for line in lines if line.category in {"emergency", "crisis"}):
        assert after.text.count(line.phone) > before.text.count(line.phone)
        assert line.who in after.text
        assert after.text.count(line.read) > before.text.count(line.read)


@pytest.mark.parametrize(
    ("setting", "typed", "shown"),
    [
        (Setting(), "", "XX"),
        (Setting(), "s", "XX"),
        (Setting(country="GB"), "s", "XX"),
        (Setting(country="GB"), "", "GB"),
        (Setting(guessed_country="FR"), "", "FR"),
        (Setting(guessed_country="FR"), "2", "GB"),
        (Setting(guessed_country="ZZ"), "", "XX"),
        (Setting(country="GB", guessed_country="FR"), "", "GB"),
    ],
)
def test_the_place_is_chosen_first_or_left_open(setting: Setting, typed: str, shown: str) -> None:
    card = visit(typed, "h", setting=setting).text.rpartition(ASKED["gate"])[0]
    card = card.partition(ASKED["gate"])[2]
    places = ready().helplines.countries
    assert [place.id for place in places.values() if place.name in card] == [shown]
    lines = [line for line in places[shown].lines if line.category != "youth"]
    assert all((line.phone or line.chat) in card for line in lines)


def test_a_wrong_place_is_asked_again_and_can_be_changed_later() -> None:
    card = visit("99", "x", "1", "c", "2", "h").text.rpartition(ASKED["gate"])[0]
    galop = ready().helplines.countries["GB"].of("domestic_abuse")[1]
    assert galop.service in card


def test_a_place_changed_at_an_outcome_changes_its_numbers() -> None:
    places = ready().helplines.countries
    said = visit("", "3", "1", "c", "1").text.rpartition(places["FR"].name)[2]
    assert OPENINGS["danger"] in said
    assert places["FR"].lines[0].service in said
    assert places["GB"].lines[0].phone not in said


@pytest.mark.parametrize("typed", [("h",), ("c", "")])
def test_numbers_asked_for_while_making_sure_forget_nothing(typed: tuple[str, ...]) -> None:
    sure = ready().words["look.surely"]
    kept = visit(*TO_CALM, "a", *typed, "b", "b", "l")
    assert kept.text.count(sure) == 3
    assert kept.text.count(ASKED["acts"]) > visit(*TO_CALM).text.count(ASKED["acts"])


def test_the_note_of_a_topic_is_said_once() -> None:
    note = TREE.topics["safety"].note
    assert visit("", "3", "b", "3", "4", "l", "1", "2", "b", "b").text.count(note) == 1


def test_no_line_is_wider_than_is_easy_to_read() -> None:
    assert max(map(len, visit(*TO_CALM, "o", "h", "l").raw.splitlines())) <= 72


@settings(deadline=None)
@given(st.data())
def test_every_walk_by_numbers_is_the_walk_of_the_engine(data: st.DataObject) -> None:
    walk, typed = follow(TREE, ()), [""]
    while not isinstance(place := walk.place, Outcome):
        n = data.draw(st.integers(1, len(place.options)))
        walk, typed = walk.answer(place.options[n - 1].id), [*typed, str(n)]
        if isinstance(walk.place, Outcome) and walk.place.go_on:
            walk, typed = walk.go_on(), [*typed, "g"]
    said = visit(*typed, "", "")
    assert page(walk).opening in said.text
    assert said.status == 0
