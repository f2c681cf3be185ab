"""Numbers on walks agree with brute force over every walk, and limits on them are held."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from math import prod

import pytest
from hypothesis import given, settings

from commands.check import check
from commands.reports.proof_report import percent
from commands.reports.sentences import command_words
from tests.support.brackets import CONTENT, places_of
from tests.support.proving import ended, every
from tests.support.proving_trees import told
from tests.support.small import check_small, edited
from tree.checking.proved import prove_pack
from tree.model import URGENT, Question, Tree
from tree.proving.findings.statistics import FEW, Decider, Statistics, statistics
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.model_count import answers_to
from tree.walk import Walk

Answered = tuple[str, ...]


def numbers_of(tree: Tree) -> Statistics:
    """Count and weigh a tree that is small enough."""
    found = statistics(ExactSpace(tree))
    assert found is not None
    return found


def all_answers(question: Question) -> list[Answered]:
    """List every answer that a question allows, skip included."""
    if not question.choose:
        return [(option.id,) for option in (*question.options, question.skip)]
    rest = [option.id for option in question.options if not option.alone]
    alone = [(option.id,) for option in (*question.options, question.skip) if option.alone]
    sizes = range(1, min(question.choose, len(rest)) + 1)
    return [*(some for n in sizes for some in combinations(rest, n)), *alone, (question.skip.id,)]


def harmless(tree: Tree, alone: tuple[Decider, ...]) -> dict[str, list[Answered]]:
    """List what people answer who report nothing bad."""
    bad = {(d.question, d.option) for d in alone if tree.outcomes[d.outcome].tier <= URGENT}
    found: dict[str, list[Answered]] = {}
    for question in tree.questions.values():
        plain: list[Answered] = [(option.id,) for option in question.options if option.plain]
        mild = [a for a in all_answers(question) if not any((question.id, o) in bad for o in a)]
        found[question.id] = plain or mild
    return found


def weighed(walks: list[Walk], ways: dict[str, list[Answered]]) -> dict[str, Fraction]:
    """Weigh walks whose answers are all among these, each as likely as any other."""
    shares: defaultdict[str, Fraction] = defaultdict(Fraction)
    for walk in walks:
        said = [(answer.question, set(answer.options)) for answer in walk.asked]
        if all(any(options == {*way} for way in ways[name]) for name, options in said):
            shares[walk.place.id] += Fraction(1, prod(len(ways[name]) for name, _ in said))
    return shares


def deciding(walks: list[Walk]) -> set[tuple[str, str, str]]:
    """List the answers after which all walks end at one outcome."""
    ends: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for walk in walks:
        for answer in walk.asked:
            for option in answer.options:
                ends[answer.question, option].add(walk.place.id)
    one = {answer: min(outcomes) for answer, outcomes in ends.items() if len(outcomes) == 1}
    return {(question, option, outcome) for (question, option), outcome in one.items()}


@settings(max_examples=60, deadline=None)
@given(told(most=2))
def test_walks_are_counted_and_weighed_as_one_by_one(tree: Tree) -> None:
    walks, numbers = ended(every(tree)), numbers_of(tree)
    even = weighed(walks, {q.id: all_answers(q) for q in tree.questions.values()})
    for name, found in numbers.reached.items():
        assert found.walks == sum(walk.place.id == name for walk in walks)
        assert found.share == Fraction(found.walks, len(walks))
        assert found.even == even.get(name, 0)
    assert {(d.question, d.option, d.outcome) for d in numbers.alone} == deciding(walks)


@settings(max_examples=60, deadline=None)
@given(told(most=2))
def test_walks_without_harm_are_weighed_and_measured_as_one_by_one(tree: Tree) -> None:
    walks, numbers = ended(every(tree)), numbers_of(tree)
    ways = harmless(tree, numbers.alone)
    if not all(ways.values()):
        return
    plain = weighed(walks, ways)
    assert {n: f.plain for n, f in numbers.reached.items() if f.plain} == plain
    kept = [w for w in walks if weighed([w], ways)]
    assert numbers.longest_plain == max((len(walk.asked) for walk in kept), default=0)


@settings(max_examples=60, deadline=None)
@given(told(most=3))
def test_answers_are_counted_without_listing_them(tree: Tree) -> None:
    for question in tree.questions.values():
        assert answers_to(question) == len(all_answers(question))


def test_shares_of_the_last_pages_are_the_whole() -> None:
    tree = prove_pack(check_small()).checked.tree
    assert tree is not None
    found = numbers_of(tree).reached
    last = [found[name] for name, outcome in tree.outcomes.items() if not outcome.go_on]
    assert sum(reached.even for reached in last) == 1
    assert sum(reached.share for reached in found.values()) == 1


def test_the_shipped_pack_is_weighed(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(["--json"], places_of(CONTENT)) == 0
    data = json.loads(capsys.readouterr().out)
    numbers = data["statistics"]
    assert sum(int(row["walks"]) for row in numbers["outcomes"]) == int(data["walks"])
    assert abs(sum(row["plain"] for row in numbers["outcomes"]) - 1) < 1e-9
    assert numbers["longest_plain"] <= 22
    assert {one["outcome"] for one in numbers["alone"]} < {row["id"] for row in numbers["outcomes"]}


def test_a_pack_of_too_many_questions_is_not_weighed() -> None:
    tree = prove_pack(check_small()).checked.tree
    assert tree is not None
    one = next(iter(tree.questions.values()))
    space = ExactSpace(tree)
    tree.questions.update({f"q{i}": one for i in range(FEW)})
    assert statistics(space) is None
    assert statistics(None) is None


BEYOND = [
    ("decides-alone", "decides_alone: 1", "questions/after.yaml"),
    ("seldom-reached", "one_in: 2", "outcomes/rebuild.yaml"),
    ("over-plain-limit", "plain_questions: 3", "pack.yaml"),
]


@pytest.mark.parametrize(("code", "limit", "file"), BEYOND)
def test_what_goes_beyond_a_limit_of_the_pack_is_a_fault(code: str, limit: str, file: str) -> None:
    text = f"questions: 30, {limit}"
    proved = prove_pack(check_small(**edited("pack.yaml", "questions: 30", text)))
    found = [fault for fault in proved.faults if fault.code == code]
    assert file in {fault.where.file for fault in found}
    assert {fault.code for fault in proved.faults} == {code}


def test_a_share_is_nothing_only_if_it_is() -> None:
    words = command_words(CONTENT)
    shares = [Fraction(0), Fraction(1, 10**9), Fraction(1, 10**4), Fraction(1, 3), Fraction(1)]
    assert len({percent(share, words) for share in shares}) == len(shares)
