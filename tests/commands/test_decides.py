"""`decides`: which answers lead where for sure, and which pages are one answer apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands.reports.decided import DecidingTeller, deciding
from commands.reports.sentences import command_words
from commands.review import page
from commands.reviewing.findings import Findings
from commands.run import run
from tests.commands.test_review import CONTENT, Reader, book
from tests.support.brackets import places_of
from tests.support.called import write
from tests.support.small import check_small, write_small
from tree.checking.proved import prove_pack
from tree.proving.sets.exact_space import ExactSpace

PLACES = places_of(CONTENT)
Text = pytest.CaptureFixture[str]


def told(folder: Path, capsys: Text) -> dict[str, Any]:
    assert run(["decides", str(folder), "--json"], PLACES) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def sets(said: dict[str, Any], outcome: str) -> list[list[str]]:
    found = next(one for one in said["outcomes"] if one["id"] == outcome)
    return sorted([f"{g['question']} {g['option']}" for g in some] for some in found["sets"])


def test_the_fewest_answers_that_lead_somewhere_for_sure_are_named(
    tmp_path: Path, capsys: Text
) -> None:
    said = told(write_small(tmp_path), capsys)
    assert sets(said, "crisis") == [["gate yes"]]
    assert sets(said, "danger") == [
        ["acts followed", "gate unsure"],
        ["acts hit"],
        ["acts unsure"],
    ]
    assert [one["tier"] for one in said["outcomes"]] == [0, 0, 2, 4]


def test_pages_one_answer_apart_are_shown_by_two_walks(tmp_path: Path, capsys: Text) -> None:
    near = told(write_small(tmp_path), capsys)["neighbours"]
    assert {near[0]["urgent"], near[1]["urgent"]} == {"crisis", "danger"}
    assert [pair["gentle"] for pair in near[:2]] == ["rebuild", "rebuild"]
    for pair in near:
        walks = [
            {a["question"]: a["option"] for a in pair[f"{w}_walk"]} for w in ("urgent", "gentle")
        ]
        both = walks[0].keys() & walks[1].keys()
        assert {q for q in both if walks[0][q] != walks[1][q]} == {pair["question"]}


def test_it_is_said_in_the_words_of_questions_and_answers(tmp_path: Path, capsys: Text) -> None:
    assert run(["decides", str(write_small(tmp_path))], PLACES) == 0
    said = capsys.readouterr().out
    for text in ("Do you think of hurting yourself?", "They hit me", "Numbers to call"):
        assert text in said


def test_one_line_stands_for_answers_that_do_the_same() -> None:
    tree = check_small().tree
    assert tree
    found = next(f for f in deciding(ExactSpace(tree)).sure if f.outcome == "danger")
    lines = DecidingTeller(tree, command_words(CONTENT)).lines(found)
    assert len(found.sets) == len(lines) + 1
    assert "They hit me" in lines[0]
    assert "Not sure" in lines[0]


def test_a_pack_whose_graph_is_broken_is_not_looked_at(tmp_path: Path, capsys: Text) -> None:
    assert run(["decides", str(write(tmp_path, after=("go: end", "go: calm")))], PLACES) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "unreachable" in said.err


@pytest.mark.parametrize("proved", [True, False])
def test_the_review_says_what_decides_once_all_is_proved(proved: bool) -> None:
    checked = check_small()
    verdict = prove_pack(checked).verdict if proved else None
    read = Reader(page(book(checked, Findings(verdict=verdict))))
    assert (("id", "decides") in read.values) == proved
    assert (("href", "#decides") in read.values) == proved
