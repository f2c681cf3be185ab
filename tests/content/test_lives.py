"""Believable lives on the shipped pack, and the promise that no single danger is outvoted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.forked import run
from tests.support.sheets import shipped
from tree.choose import chooser, walk_by
from tree.model import GO_ON, SKIP, Outcome, Question
from tree.pack.yaml_reader import parse
from tree.page import page
from tree.walk import Walk

ROOT = Path(__file__).parents[2]
LIVES = sorted((ROOT / "tests" / "walks").glob("*.yaml"))
ROSY = sorted((ROOT / "tests" / "walks" / "rosy").glob("*.yaml"))
KINDS = {
    "danger", "crisis", "support-abuse", "own-conduct", "step-back", "let-go", "give-space",
    "steady-yourself", "unsure", "clear-agreement", "light-contact", "rebuild",
}  # fmt: skip
BENIGN = {"rebuild", "light-contact", "clear-agreement"}


def life(path: Path) -> Walk:
    """Walk the answers of a file; what it does not know is skipped, and all it gives is asked."""
    value = parse(path.read_bytes(), path.name).value
    assert isinstance(value, list)
    given: dict[str, tuple[str, ...]] = {}
    for item in value:
        assert isinstance(item, dict)
        chosen = item["option"]
        options = chosen if isinstance(chosen, list) else [chosen]
        given[str(item["question"])] = tuple(str(option) for option in options)

    def choose(place: Question | Outcome) -> tuple[str, ...]:
        return given.get(place.id, () if isinstance(place, Outcome) else (SKIP,))

    walk = walk_by(shipped(), choose)
    assert given.keys() <= {answer.question for answer in walk.answers}, path.stem
    return walk


def end(path: Path) -> str:
    """Say where the author of a life says that it ends."""
    found = re.search(r"^# ends: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, path
    return found[1].strip()


@pytest.mark.parametrize("path", LIVES, ids=lambda path: path.stem)
def test_a_life_ends_where_its_author_says(path: Path) -> None:
    place = life(path).place
    assert isinstance(place, Outcome)
    assert place.kind == end(path)


def test_every_kind_has_a_life() -> None:
    assert {end(path) for path in LIVES} >= KINDS
    assert {outcome.kind for outcome in shipped().outcomes.values()} == KINDS


@pytest.mark.parametrize("path", ROSY, ids=lambda path: path.stem)
def test_one_bad_thing_is_never_outvoted(path: Path) -> None:
    place = life(path).place
    assert isinstance(place, Outcome)
    assert f"tier {place.tier}" == end(path)
    assert place.tier <= 1


def test_every_fact_of_danger_has_its_rosy_walk() -> None:
    """A fact is one of danger if learning it alone can lead to tier 0 or 1."""
    tree = shipped()
    walked = {fact for path in ROSY for taught in life(path).taught for fact in taught}
    urgent = {
        fact
        for question in tree.questions.values()
        for option in question.options
        if {"in-danger", "harmed", "own-act"} & set(option.learn)
        for fact in option.learn
    }
    assert urgent <= walked


def test_a_good_life_meets_few_questions() -> None:
    for path in LIVES:
        if end(path) in BENIGN:
            assert len(life(path).asked) <= 22


@pytest.mark.parametrize("how", ["first", "last", "skip", *(f"random:{n}" for n in range(1, 2001))])
def test_every_way_of_walking_ends_in_an_outcome_soon(how: str) -> None:
    walk = walk_by(shipped(), chooser(how))
    assert isinstance(walk.place, Outcome)
    assert len(walk.asked) <= 30
    assert page(walk).steps


def test_all_skipped_is_unsure() -> None:
    assert walk_by(shipped(), chooser("skip")).place.id == "unsure"


@pytest.mark.parametrize("how", ["first", "random:5", "random:1234"])
def test_the_program_walks_as_the_engine_does(how: str) -> None:
    ran = run("walk", "--choose", how, "--json")
    ran.check_returncode()
    told = json.loads(ran.stdout)
    walk = walk_by(shipped(), chooser(how))
    assert told["outcome"]["id"] == walk.place.id
    assert told["asked"] == len(walk.asked)
    assert [step["question"] for step in told["steps"]] == [a.question for a in walk.answers]


def test_every_question_says_why_and_where_it_comes_from() -> None:
    tree = shipped()
    for question in tree.questions.values():
        assert question.why
        assert question.sources, question.id
        assert GO_ON not in {option.id for option in question.options}
    for outcome in tree.outcomes.values():
        assert outcome.sources, outcome.id
        assert outcome.helplines, outcome.id
