"""Packs too large to count: proved by a formula, and what is too large for that is said so."""

from __future__ import annotations

import gc
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from typing import NoReturn

import pytest

from bench.grown import chain, fact
from commands.reports.mutation_report import score_of
from commands.reports.proof_report import tell
from commands.reports.sentences import command_words
from commands.run import run
from tests.support.small import FILES, check_small, write_small
from tree.checking.checked import Checked, check_pack
from tree.checking.proved import prove_pack, refuse_unproved
from tree.fault import FaultyPackError
from tree.prepare import Places
from tree.proving import verdict
from tree.proving.promise import Never, Target
from tree.proving.sat import form_goals, formula, prover
from tree.proving.sets import diagram, state_count
from tree.proving.sets import reachable as reach
from tree.proving.sets.diagram import Diagram
from tree.proving.sets.gc_paused import quietly
from tree.proving.verdict import judge as judge_tree

CONTENT = Path(__file__).parents[2] / "content"


PROMISE = Never("p", Target(outcomes=frozenset({"o0"})), fact("f0"))


def test_a_pack_of_a_thousand_questions_is_proved_without_counting_its_walks() -> None:
    verdict = judge_tree(chain(999, 10), [PROMISE])
    assert [proof.kept for proof in verdict.proofs] == [True]
    assert verdict.whole
    assert verdict.walks is None
    assert verdict.longest is None


def blown_up(diagram: Diagram) -> None:
    """Ask for a set that takes more room with every two variables that must agree."""
    some, n = diagram.all, len(diagram.names) // 2
    for one, other in zip(diagram.names[:n], diagram.names[n:], strict=True):
        both = diagram.cube({one: True, other: True}) | diagram.cube({one: False, other: False})
        some = diagram.exist((), some & both)


def test_a_diagram_that_grows_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "MOST_NODES", 1 << 12)
    with pytest.raises(diagram.TooLargeError):
        blown_up(Diagram(f"x{i}" for i in range(60)))


def test_nodes_that_nothing_needs_any_more_take_no_room_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diagram, "MOST_NODES", 1 << 12)
    many = Diagram(f"x{i}" for i in range(60))
    for left, right in permutations(many.names, 2):
        cubes = (many.cube({left: True, right: False, other: True}) for other in many.names[:9])
        assert many.union(cubes) != many.none


def test_what_no_longer_fits_leaves_room_for_the_next_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diagram, "MOST_NODES", 1 << 12)
    full = Diagram(f"x{i}" for i in range(60))
    with pytest.raises(diagram.TooLargeError):
        blown_up(full)
    assert full.exist(("x1",), full.cube({"x1": True, "x2": True})) == full.cube({"x2": True})


def test_walks_that_take_too_many_nodes_are_counted_by_state_and_all_is_proved_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = chain(30, 5)
    exact = judge_tree(tree, [PROMISE])
    monkeypatch.setattr(reach, "MOST_MADE", 1 << 12)
    verdict = judge_tree(tree, [PROMISE])
    assert verdict.space is None
    assert (verdict.walks, verdict.longest) == (exact.walks, exact.longest)
    assert verdict.whole
    assert [proof.kept for proof in verdict.proofs] == [True]


@pytest.mark.parametrize("most", ["MOST_BITS", "MOST_WORK"])
def test_walks_of_too_many_states_are_not_counted_and_all_is_proved_all_the_same(
    monkeypatch: pytest.MonkeyPatch, most: str
) -> None:
    monkeypatch.setattr(reach, "MOST_MADE", 1 << 12)
    monkeypatch.setattr(state_count, most, 1 << 4)
    verdict = judge_tree(chain(30, 5), [PROMISE])
    assert verdict.walks is None
    assert verdict.longest is None
    assert verdict.whole
    assert [proof.kept for proof in verdict.proofs] == [True]


def alive() -> int:
    """Count the diagrams in memory."""
    return sum(isinstance(thing, Diagram) for thing in gc.get_objects())


def test_a_diagram_that_was_stopped_is_freed_at_once_and_not_found_as_garbage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(diagram, "MOST_NODES", 1 << 12)
    gc.collect()
    before = alive()
    with suppress(diagram.TooLargeError):
        blown_up(Diagram(f"x{i}" for i in range(60)))
    assert alive() == before


def too_large(*_: object) -> NoReturn:
    """Find no room for any step."""
    raise diagram.TooLargeError


def leave_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every image of a step be too large."""
    monkeypatch.setattr(Diagram, "exist", too_large)
    monkeypatch.setattr(Diagram, "and_exists", too_large)


def test_what_is_too_large_to_prove_is_never_called_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    leave_no_room(monkeypatch)
    monkeypatch.setattr(formula, "MOST_CLAUSES", 20)
    proved = prove_pack(check_small())
    assert proved.verdict
    assert not proved.verdict.whole
    assert [proof.kept for proof in proved.verdict.proofs] == [None]
    assert proved.kept is None
    assert proved.faults == ()
    with pytest.raises(FaultyPackError) as refused:
        refuse_unproved(check_small())
    assert {f.code for f in refused.value.faults} == {"promise-unproved", "pack-unproved"}
    said = "\n".join(tell(proved, command_words(CONTENT)))
    assert said.count("Not proved: ") == 2
    assert "kept" not in said


def test_a_promise_too_large_for_its_form_alone_is_left_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdict, "QUESTIONS", 0)
    monkeypatch.setattr(form_goals, "MOST_DIGITS", 0)
    text = """\
- {id: few, says: Few., at_most: {questions: 2, after: low}}
- {id: hit, says: Hit., after: hit, always: {tier: 0}}
"""
    proved = prove_pack(check_small(promises=text))
    assert proved.verdict
    assert {proof.promise: proof.kept for proof in proved.verdict.proofs} == {
        "few": None,
        "hit": True,
    }
    assert proved.kept is None


def test_a_tree_of_more_questions_than_a_formula_may_have_is_left_open_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdict, "QUESTIONS", 0)
    monkeypatch.setattr(prover, "MOST_QUESTIONS", 2)
    proved = prove_pack(check_small())
    assert proved.verdict
    assert not proved.verdict.whole
    assert proved.kept is None
    assert {proof.kept for proof in proved.proofs} == {None}


ROUTE, SAID = "{when: followed, to: step-back}", "ask: Is it calm?"
AFTER = "questions/after.yaml"


def changed(name: str, old: str, new: str) -> Checked:
    """Check the small pack with one change in it."""
    assert old in FILES[name]
    return check_pack(
        {n: t.encode() for n, t in {**FILES, name: FILES[name].replace(old, new)}.items()}
    )


def test_a_pack_of_which_words_have_changed_is_not_proved_again() -> None:
    before = prove_pack(check_small())
    now = changed(AFTER, SAID, "ask: Is all\n      of it calm?")
    again = prove_pack(now, before)
    assert again.judged is before.judged
    assert again.faults == prove_pack(now).faults
    assert again.checked is now


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (AFTER, ROUTE, "{when: {not: followed}, to: step-back}"),
        (AFTER, ROUTE, "{when: followed, to: rebuild}"),
        (AFTER, "learn: [calm]", "learn: [calm, both]"),
        ("pack.yaml", "questions: 30", "questions: 1"),
        ("pack.yaml", "{doubts: 2}", "{doubts: 1}"),
        ("outcomes/rebuild.yaml", "tier: 4", "tier: 3"),
        ("promises.yaml", "[danger, crisis]", "crisis"),
    ],
)
def test_whatever_else_has_changed_is_proved_again(name: str, old: str, new: str) -> None:
    before = prove_pack(check_small())
    now = changed(name, old, new)
    again, anew = prove_pack(now, before), prove_pack(now)
    assert again.verdict is not before.verdict
    assert (again.faults, again.proofs, again.numbers) == (anew.faults, anew.proofs, anew.numbers)


@pytest.mark.parametrize("limit", ["questions: 1", "plain_questions: 1, one_in: 2"])
def test_a_limit_is_looked_at_again_without_a_new_proof(limit: str) -> None:
    first = prove_pack(check_small())
    now = changed("pack.yaml", "questions: 30", limit)
    again = prove_pack(now, first)
    assert again.faults == prove_pack(now).faults != ()
    back = prove_pack(check_small(), again)
    assert back.faults == ()
    for proved in (again, back):
        assert proved.judged
        assert first.judged
        assert proved.judged.space is first.judged.space


def test_what_diagrams_have_no_room_for_is_proved_by_a_formula(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = prove_pack(check_small()).verdict
    leave_no_room(monkeypatch)
    proved = prove_pack(check_small())
    assert proved.verdict
    assert exact
    assert proved.verdict.whole
    assert proved.verdict.space is None
    assert proved.verdict.walks == exact.walks
    assert proved.kept


def test_a_large_pack_whose_answers_are_compared_is_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "- {id: worse, says: Worse., monotone: safety}\n"
    (small,) = prove_pack(check_small(promises=text)).proofs
    monkeypatch.setattr(verdict, "QUESTIONS", 0)
    (large,) = prove_pack(check_small(promises=text)).proofs
    assert small.kept is large.kept is False
    assert (len(small.walk), len(small.other)) == (len(large.walk), len(large.other))


def test_what_cannot_be_compared_for_its_size_is_said_and_nothing_is_called_strong(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write_small(tmp_path)
    places = Places(pack, CONTENT / "words", CONTENT / "helplines", tmp_path)
    leave_no_room(monkeypatch)
    assert run(["compare", str(pack), str(pack)], places) == 2
    assert run(["check", str(pack), "--mutate"], places) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 2
    assert score_of(prove_pack(check_small())) is None


def test_garbage_is_collected_again_after_a_proof() -> None:
    seen = list[bool]()

    @quietly
    def prove_and_fail() -> None:
        seen.append(gc.isenabled())
        raise diagram.TooLargeError

    assert gc.isenabled()
    with pytest.raises(diagram.TooLargeError):
        prove_and_fail()
    assert seen == [False]
    assert gc.isenabled()
