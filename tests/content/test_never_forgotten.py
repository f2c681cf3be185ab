"""What was said of life, death and children stays on each later page; unsafe words stay away."""

from __future__ import annotations

import pytest

from tests.support.sheets import ids, last, met, visit

ENDS: tuple[dict[str, str], ...] = (
    {"asked": "over"},
    {"own_acts": "checked"},
    {"wear": "put-down"},
    {"afraid": "often"},
    {"force": "throat"},
    {"asked": "space"},
    {"how_you_are": "low sleep food"},
    {},
)
OPEN = {
    "afraid": "skip", "force": "skip", "threats": "skip", "followed": "skip",
    "children": "skip", "control": "skip",
}  # fmt: skip


@pytest.mark.parametrize("said", ENDS)
@pytest.mark.parametrize("own_life", ["yes", "unsure"])
def test_after_thoughts_of_dying_each_page_keeps_somebody_alive(
    said: dict[str, str], own_life: str
) -> None:
    for shown in visit(own_life=own_life, **said)[1]:
        assert {"stay-alive", "line:crisis", "line:emergency"} <= set(shown.tags)
    kept = last(own_life=own_life, **said)
    assert "stay-alive" in {say.id for say in kept.top}


@pytest.mark.parametrize("said", ENDS)
@pytest.mark.parametrize("harm_others", ["yes", "unsure"])
def test_after_thoughts_of_hurting_others_each_page_keeps_distance(
    said: dict[str, str], harm_others: str
) -> None:
    shown = last(harm_others=harm_others, **said)
    assert {"distance", "line:own_conduct", "line:emergency"} <= set(shown.tags)
    assert "distance" in {say.id for say in shown.top}
    assert "absolve" not in shown.tags


@pytest.mark.parametrize("tag", ["leave", "announce", "patience", "less-contact"])
@pytest.mark.parametrize("left", sorted(OPEN))
@pytest.mark.parametrize("said", [{"wear": "circle"}, {"asked": "space"}, {"asked": "over"}])
def test_one_skip_on_their_acts_opens_no_such_word(
    said: dict[str, str], left: str, tag: str
) -> None:
    assert tag not in last(**{**said, left: "skip", "who_starts": "both"}).tags


def test_danger_and_abuse_pages_advise_neither_to_leave_nor_to_stay() -> None:
    for said in ({"force": "throat"}, {"afraid": "often"}):
        assert {"leave", "patience", "announce"}.isdisjoint(last(**said).tags)


def test_who_frightened_a_child_is_not_met_as_the_one_who_was_hurt() -> None:
    mine = last(children="frightened", child_who="me", own_acts="hurt frightened")
    assert mine.outcome.kind == "own-conduct"
    assert {"own-note", "line:own_conduct", "line:child"} <= set(mine.tags)
    assert "believed" not in mine.tags


def test_a_child_hurt_by_ones_own_hand_is_danger_with_a_line_for_it() -> None:
    mine = last(children="hurt", child_who="me")
    assert mine.outcome.kind == "danger"
    assert {"own-note", "line:own_conduct", "line:child"} <= set(mine.tags)
    assert "plans" not in ids(mine)


def test_a_child_frightened_by_someone_else_brings_no_words_on_the_partner() -> None:
    other = last(children="frightened", child_who="other")
    assert other.outcome.kind == "support-abuse"
    assert {"plans", "limits", "proof"}.isdisjoint(ids(other))


def test_not_sure_of_danger_shows_a_number_next() -> None:
    walk, pages = visit(danger_now="unsure")
    assert walk.passed[0] == "danger-maybe"
    assert "emergency" in pages[0].helplines


@pytest.mark.parametrize("plan", ["yes", "unsure", "skip"])
def test_a_way_that_is_near_has_its_own_page(plan: str) -> None:
    walk, _ = visit(own_life="yes", own_plan=plan)
    assert walk.passed == ("crisis", "crisis-now")


@pytest.mark.parametrize("near", ["yes", "unsure", "skip"])
def test_others_or_a_weapon_near_have_their_own_page(near: str) -> None:
    walk, _ = visit(harm_others="yes", harm_near=near)
    assert walk.passed == ("crisis-others", "crisis-others-now")


def test_after_a_danger_fact_at_most_four_questions_say_what_decides_the_help() -> None:
    asked = met(visit(force="throat", children="frightened", last_time="days")[0])
    after = asked[asked.index("force") + 1 :]
    assert after == ["children", "child-who", "last-time", "getting-worse"]


def test_words_at_the_door_are_for_a_shared_home() -> None:
    for standing, shown in (("together", True), ("months", False), ("skip", False)):
        assert ("door" in ids(last(force="throat", standing=standing))) is shown


def test_own_acts_in_a_shared_home_name_a_way_out_of_it() -> None:
    together = last(own_acts="checked", standing="together")
    assert "own-way-out" in together.tags
    assert "stop" not in ids(together)
    assert "stop" in ids(last(own_acts="checked", standing="months"))


def test_who_keeps_somebody_calm_is_never_told_to_go_quiet() -> None:
    for said in ({"who_starts": "appease"}, {"wear": "careful"}):
        shown = last(**said)
        assert shown.outcome.tier <= 2
        assert "less-contact" not in shown.tags
    assert last(who_starts="appease", silence="threaten").outcome.tier <= 1


def test_the_crisis_page_trusts_no_one_who_hurts() -> None:
    """The wording is for people to read; here, that hurting oneself has a step with distance."""
    _, pages = visit(own_life="yes")
    assert {"with-someone", "distance", "call", "emergency"} <= ids(pages[0])


def test_a_child_in_danger_of_somebody_has_a_child_line_on_the_crisis_page() -> None:
    _, pages = visit(harm_others="yes")
    assert "child" in pages[0].helplines


def test_recent_force_sends_to_a_doctor_first() -> None:
    shown = last(force="hit", last_time="days")
    assert shown.steps[0].id == "doctor-today"
    assert last(force="throat", last_time="days").steps[0].id == "doctor-today"
