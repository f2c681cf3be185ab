"""Random answer sheets of people whom nothing bad befell: where they end, what they read."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.support.sheets import shipped
from tree.condition import Learned
from tree.model import SKIP, Option, Question, Tree, exit_routes
from tree.page import page
from tree.walk import Answer, Walk

ROOT = Path(__file__).parents[2]
SHEETS = 5000
LEAST_SHARE = 1 / 50
"""Of sheets where nothing bad is said, each gentle outcome has at least so much."""
MOST_BENIGN = 22
PAIRS, APART, ALIKE = 2000, 1 / 4, 1 / 100
"""So many pairs are drawn; by how much two pages differ, and how many pairs may be the same."""
GOOD = {
    "words-match", "they-ask", "their-share", "they-own", "my-effort", "they-want", "i-want",
    "good-before", "they-ask-talk", "both-start", "they-start", "calm-talks", "someone-to-talk",
    "all-right", "hurts-missing", "hurts-waiting",
}  # fmt: skip
"""What is warm between two people, or good in one."""


@cache
def sheets() -> tuple[Walk, ...]:
    """Walk many sheets that avoid every act and sign of harm."""
    dice = random.Random(22)  # noqa: S311  (a seed is to be repeatable)
    return tuple(benign(shipped(), dice) for _ in range(SHEETS))


def benign(tree: Tree, dice: random.Random) -> Walk:
    """Answer plainly where a plain no is on offer, elsewhere as warm or cold as chance has it."""
    answers, learned, warmth = list[Answer](), Learned(), dice.random()
    place = tree.stand(tree.start, learned)
    while isinstance(place, Question):
        ids = _plain(place) or _any(harmless(place), place.choose, warmth, dice)
        chosen = [o for o in (*place.options, place.skip) if o.id in ids]
        learned = tree.learn(learned, chosen)
        answers.append(Answer(place.id, ids))
        place = tree.land(exit_routes(place, chosen), learned)
    return Walk(tree, tuple(answers), (), place, learned)


def _plain(question: Question) -> tuple[str, ...]:
    return tuple(option.id for option in question.options if option.plain)[-1:]


def harmless(question: Question) -> list[Option]:
    """List the options that teach nothing of harm."""
    harm = {"in-danger", "harmed", "own-act"}
    return [option for option in (*question.options, question.skip) if not harm & {*option.learn}]


def _any(options: list[Option], most: int, warmth: float, dice: random.Random) -> tuple[str, ...]:
    """Tick what is warm as often as the sheet is warm, and what is cold the other way round."""
    chances = [_chance(option, warmth) for option in options]
    if not most:
        return (dice.choices(options, chances)[0].id,)
    pairs = zip(options, chances, strict=True)
    ticked = [o.id for o, chance in pairs if not _alone(o) and dice.random() < chance]
    return tuple(ticked[:most]) or (dice.choice([o.id for o in options if _alone(o)]),)


def _chance(option: Option, warmth: float) -> float:
    """Say how likely an answer is; what matters most to people is neither warm nor cold."""
    if any(fact in shipped().matters for fact in option.learn):
        return 1 / 4
    return warmth if GOOD & {*option.learn} else (1 - warmth) / 3


def _alone(option: Option) -> bool:
    return option.alone or option.id == SKIP


def reached(walks: Iterable[Walk]) -> Counter[str]:
    """Count the outcomes of walks."""
    return Counter(walk.place.id for walk in walks)


def gentle() -> set[str]:
    """List the outcomes that a person may reach without any harm reported."""
    return {o.id for o in shipped().outcomes.values() if o.tier >= 3}


def test_every_outcome_has_its_share_of_blind_sheets() -> None:
    shares = {id_: n / SHEETS for id_, n in reached(sheets()).items()}
    assert shares.keys() >= gentle()
    assert {id_: shares[id_] for id_ in gentle() if shares[id_] < LEAST_SHARE} == {}


def test_no_outcome_swallows_most_sheets() -> None:
    assert max(reached(sheets()).values()) < SHEETS / 2


def test_no_single_answer_decides_an_outcome_but_a_safety_answer() -> None:
    ends: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for walk in sheets():
        for answer in walk.answers:
            for option in answer.options:
                ends[answer.question, option].add(walk.place.id)
    assert {answer: end for answer, end in ends.items() if len(end) < 2} == {}


def test_who_reports_nothing_bad_meets_few_questions() -> None:
    assert max(len(walk.asked) for walk in sheets()) <= MOST_BENIGN


def test_good_things_are_said_back_too() -> None:
    """Whoever tells of good things and reaches a gentle page hears some of them there."""
    tree = shipped()
    for walk in sheets():
        shown = page(walk)
        assert (
            shown.heard
            or shown.also_said
            or not any(tree.facts[fact] for fact in walk.learned.facts)
        )


@pytest.mark.parametrize("name", sorted(gentle()))
def test_every_gentle_page_can_say_good_things_back(name: str) -> None:
    outcome = shipped().outcomes[name]
    assert {"someone-to-talk", "all-right", "not-afraid"} <= {*outcome.heard}


def told(walk: Walk) -> frozenset[str]:
    """Collect all that a person reads on the last page."""
    last = page(walk)
    at_once = (*last.top, *last.steps, *last.leave, *last.also)
    says = (say.say for say in (*at_once, *([last.answer] if last.answer else [])))
    return frozenset([last.opening, *last.heard, *last.also_said, *says])


def apart(one: frozenset[str], other: frozenset[str]) -> float:
    """Measure what two pages do not share, of all that stands on either."""
    return len(one ^ other) / len(one | other)


@pytest.mark.parametrize("name", sorted(gentle()))
def test_two_people_at_one_outcome_read_noticeably_different_pages(name: str) -> None:
    """Of two at random a quarter differs by the median, and hardly any two read the same."""
    there = [told(walk) for walk in sheets() if walk.place.id == name]
    dice = random.Random(4)  # noqa: S311  (a seed is to be repeatable)
    found = sorted(apart(*dice.sample(there, 2)) for _ in range(PAIRS))
    assert found[PAIRS // 2] >= APART
    assert sum(share == 0 for share in found) <= PAIRS * ALIKE
