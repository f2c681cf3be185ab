"""The shortest walk, by tables of distances or without: as short as any, and else not called so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.grown import chain, fact, looking_back
from tests.proving import Judged, every, judge, replay
from tests.proving_trees import promises, told
from tree.condition import Condition
from tree.model import Option, Route, Tree
from tree.proving import depths, frame, search, turns, way
from tree.proving.forms import never, spread
from tree.proving.large import prove_large
from tree.proving.marked import marked
from tree.proving.near import near
from tree.proving.promise import Promise, Proof, Target
from tree.proving.prove import prove
from tree.proving.space import Space

ROOT = Path(__file__).parent.parent
EARLY = Promise("early", "never", after=fact("f0"), target=Target(outcomes=frozenset({"o1"})))
LATE = Promise("late", "never", after=fact("f5"), target=Target(outcomes=frozenset({"o0", "o5"})))


def refuse(*_: object) -> NoReturn:
    """Fail where the shortest walk is not found by distances."""
    raise AssertionError


@contextmanager
def by_distances() -> Iterator[None]:
    """Let nothing but distances find a walk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(way, "_search", refuse)
        yield


@contextmanager
def without_numpy() -> Iterator[None]:
    """Let NumPy be absent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "numpy", None)
        yield


BOTH = (by_distances, without_numpy)


def proofs(tree: Tree, promises: Iterable[Promise]) -> Iterator[list[Proof]]:
    """Prove promises with each way to the shortest walk."""
    asked = list(promises)
    for how in BOTH:
        with how():
            yield list(prove_large(tree, asked))


@settings(max_examples=400, deadline=None)
@given(told(), st.data())
def test_verdict_length_and_vacuity_are_those_of_all_walks(tree: Tree, data: st.DataObject) -> None:
    walks = every(tree)
    drawn = [data.draw(promises(tree)) for _ in range(3)]
    judged = [judge(promise, walks) for promise in drawn]
    for found in proofs(tree, drawn):
        for promise, proof, brute in zip(drawn, found, judged, strict=True):
            if promise.form == "monotone":
                assert proof.kept is None
                continue
            length = None if proof.kept or proof.vacuous else len(proof.walk)
            assert Judged(bool(proof.kept), length, proof.vacuous) == brute
            shown = replay(tree, proof.walk)
            assert proof.kept is not False or not judge(promise, [shown]).kept


@pytest.mark.parametrize("kept", [0, frame.KEPT], ids=["anew", "kept"])
@pytest.mark.parametrize("promise", [EARLY, LATE], ids=lambda promise: promise.id)
@pytest.mark.parametrize("tree", [chain(90, 6), looking_back(60, 6)], ids=["chain", "road"])
def test_walks_of_many_questions_are_as_short_as_by_their_answers(
    tree: Tree, promise: Promise, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "KEPT", kept)
    exact = prove(Space(tree), promise)
    for (proof,) in proofs(tree, [promise]):
        assert (proof.kept, len(proof.walk)) == (False, len(exact.walk))
        assert proof.shortest
        assert not judge(promise, [replay(tree, proof.walk)]).kept


def straight(n: int, out: int) -> Tree:
    """Make a road without turns, with one way out to o1 on it."""
    tree, asked = chain(3, 3), {}
    for i in range(n):
        on = Option("a", "a", go=(Route(f"q{i + 1}" if i + 1 < n else "o0"),))
        leave = Option("b", "b", go=(Route("o1") if i == out else on.go[0],))
        question = replace(tree.questions["q0"], id=f"q{i}", options=(on, leave))
        asked[question.id] = replace(question, skip=replace(on, id="skip"))
    return replace(tree, questions=asked)


def test_where_a_walk_is_known_to_be_short_only_what_is_near_is_looked_at() -> None:
    promise = Promise("out", "never", target=Target(outcomes=frozenset({"o1"})))
    reach = marked(straight(30, 9), [promise], pages=False)
    close = near(reach, spread(reach, never(reach, promise, reach.diagram.none).broken))
    assert all(f"q{i}" in close for i in range(10))
    assert "o1" in close
    assert "q29" not in close
    with by_distances():
        (proof,) = prove_large(reach.tree, [promise])
    assert len(proof.walk) == 10


def test_of_answers_that_come_to_the_same_end_the_quicker_is_chosen() -> None:
    tree = chain(3, 3)
    late, soon = (Option(name, name, go=(Route(to),)) for name, to in (("a", "q1"), ("b", "o5")))
    some = Option("skip", go=(Route("o0", fact("f0")), Route("q1")))
    asked = {
        "q0": replace(tree.questions["q0"], options=(late, soon), skip=some),
        "q1": replace(tree.questions["q1"], options=(soon,), skip=replace(soon, id="skip")),
    }
    promise = Promise("bad", "never", target=Target(outcomes=frozenset({"o5"})))
    with by_distances():
        (proof,) = prove_large(replace(tree, questions=asked), [promise])
    assert [answer.question for answer in proof.walk] == ["q0"]


def ticks() -> Tree:
    """Make a question at which three may be ticked, and only all three together end badly."""
    names = ("f0", "f1", "f2")
    go = (Route("o0", Condition("all", parts=tuple(map(fact, names)))), Route("o1"))
    options = tuple(Option(name, name, learn=(name,)) for name in names)
    tree = chain(3, 3)
    asked = replace(tree.questions["q0"], options=options, choose=3, go=go)
    return replace(tree, questions={"q0": replace(asked, skip=Option("skip", go=(Route("o1"),)))})


BAD = Promise("bad", "never", after=fact("f1"), target=Target(outcomes=frozenset({"o0"})))


@pytest.mark.parametrize(
    ("limit", "tree", "promise"),
    [
        ((depths, "STATES", 8), chain(90, 6), LATE),
        ((depths, "ENTRIES", 60), chain(90, 6), LATE),
        ((depths, "HELD", 8), chain(90, 6), LATE),
        ((turns, "LISTS", 6), ticks(), BAD),
    ],
    ids=["states", "entries", "held", "lists"],
)
def test_tables_that_grow_too_large_are_left_for_a_search(
    limit: tuple[ModuleType, str, int],
    tree: Tree,
    promise: Promise,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = prove(Space(tree), promise)
    with by_distances():
        (first,) = prove_large(tree, [promise])
    monkeypatch.setattr(*limit)
    (second,) = prove_large(tree, [promise])
    assert len(first.walk) == len(second.walk) == len(exact.walk)
    assert first.shortest
    assert second.shortest
    with by_distances(), pytest.raises(AssertionError):
        list(prove_large(tree, [promise]))


def test_what_neither_tables_nor_a_search_find_is_not_called_the_shortest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "PLACES", 50)
    tree = chain(90, 6)
    with without_numpy():
        (proof,) = prove_large(tree, [LATE])
    assert not proof.shortest
    assert not judge(LATE, [replay(tree, proof.walk)]).kept


def test_a_small_pack_is_proved_without_numpy() -> None:
    program = (
        "import sys; from tests.small import check_small; from tree.reading.proved import *;"
        "print(prove_pack(check_small()).kept, 'numpy' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split()[-1] == "False"
