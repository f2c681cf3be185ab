"""Two provers that share nothing: they agree, and where one is made wrong that is seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.grown import chain
from tests.proving.test_planted_defects import FAULTS, LOOPS, PROMISES, Defect, plant
from tests.proving.test_proving_uses import looping, shortest_again
from tests.support.called import ROOT, run, write
from tests.support.proving_trees import promises, told
from tests.support.small import check_small
from tree.checking import twice
from tree.checking.proved import prove_pack
from tree.checking.twice import by_sat, prove_twice
from tree.fault import UnusableError
from tree.model import Tree
from tree.proving import verdict
from tree.proving.mutants import mutants
from tree.proving.pages_beside import joined, opened
from tree.proving.promise import Monotone, Promise, Proof
from tree.proving.promises.forms import always
from tree.proving.promises.prove import prove
from tree.proving.sat import prover, walk_formula
from tree.proving.sat.form_goals import Site
from tree.proving.sat.shortest_walk import find
from tree.proving.sat.solver import Solver
from tree.proving.sets.exact_space import ExactSpace


def by_diagrams(tree: Tree, promise: Promise) -> Proof:
    """Prove a promise by diagrams, for pages that are opened beside others as well."""
    shown, other = prove(ExactSpace(tree), promise), opened(tree)
    return joined([shown], [prove(ExactSpace(other), promise)])[0] if other else shown


def said(proof: Proof) -> tuple[object, ...]:
    """List what both must say."""
    return proof.kept, proof.vacuous, proof.beside, len(proof.walk)


@settings(max_examples=60, deadline=None)
@given(told(most=3), st.data())
def test_both_say_the_same_of_random_trees_and_of_slips_in_them(
    tree: Tree, data: st.DataObject
) -> None:
    promise = data.draw(promises(tree))
    slips = [*islice(mutants(tree, (promise,)), data.draw(st.integers(0, 30)), None)][:4]
    for each, asked in ((tree, promise), *((slip.tree, slip.promises[0]) for slip in slips)):
        (second,) = by_sat(each, (asked,))
        assert said(second) == said(by_diagrams(each, asked))


@settings(max_examples=100, deadline=None)
@given(looping(), st.data())
def test_both_say_the_same_where_routes_lead_back_and_no_walk_does(
    tree: Tree, data: st.DataObject
) -> None:
    assume(shortest_again(tree) is None)
    promise = data.draw(promises(tree))
    (second,) = by_sat(tree, (promise,))
    assert said(second) == said(by_diagrams(tree, promise))


PLANTED = [defect for defect in (*FAULTS, *LOOPS, *PROMISES) if defect.base == "small"]


@pytest.mark.parametrize("defect", PLANTED, ids=lambda defect: defect.name)
def test_what_is_planted_in_a_pack_is_no_fault_of_the_provers(defect: Defect) -> None:
    found = prove_twice(plant(defect))
    assert "provers-disagree" not in {fault.code for fault in found.faults}
    assert found.kept is False


def test_both_say_the_same_of_the_shipped_pack() -> None:
    ran = run("check", "--twice", "--json")
    assert ran.returncode == 0, ran.stdout
    assert '"twice": true' in ran.stdout


Wrong = Callable[[pytest.MonkeyPatch], None]


def forgetful(patch: pytest.MonkeyPatch) -> None:
    """Let the second prover learn nothing."""
    patch.setattr(walk_formula.WalkFormula, "_learn", lambda *_: None)


def hasty(patch: pytest.MonkeyPatch) -> None:
    """Let the second prover call everything kept."""
    patch.setattr(prover, "find", lambda *_: None)


def credulous(patch: pytest.MonkeyPatch) -> None:
    """Let the first prover see nothing wrong on any page."""

    def blind(of: Callable[..., Any], *given: object) -> object:
        found = of(*given)
        return replace(found, broken={})

    patch.setattr("tree.proving.promises.prove.always", partial(blind, always))


def talkative(patch: pytest.MonkeyPatch) -> None:
    """Let the second prover show a walk that breaks nothing."""

    def mumble(solver: Solver, walk: walk_formula.WalkFormula, sites: Sequence[Site]) -> object:
        found = find(solver, walk, sites)
        return found and replace(found, walk=())

    patch.setattr(prover, "find", mumble)


BROKEN = "- {id: hit-danger, says: Hit., after: followed, always: {kind: danger}}\n"
KEPT = "- {id: hit-danger, says: Hit., after: hit, always: {kind: [danger, crisis]}}\n"


@pytest.mark.parametrize(
    ("wrong", "text"),
    [(forgetful, KEPT), (hasty, BROKEN), (credulous, BROKEN), (talkative, BROKEN)],
)
def test_a_fault_planted_in_either_prover_stops_everything(
    wrong: Wrong, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = prove_twice(prove_pack(check_small(promises=text)))
    assert "provers-disagree" not in {fault.code for fault in honest.faults}
    wrong(monkeypatch)
    found = prove_twice(prove_pack(check_small(promises=text)))
    assert [f.where.file for f in found.faults if f.code == "provers-disagree"] == ["promises.yaml"]
    assert found.kept is False


def test_a_large_pack_whose_walk_is_not_confirmed_is_never_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdict, "QUESTIONS", 0)
    talkative(monkeypatch)
    found = prove_pack(check_small(promises=BROKEN))
    assert [fault.code for fault in found.faults] == ["provers-disagree"]
    assert found.kept is False


def test_what_the_second_leaves_open_is_not_called_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        twice, "prove", lambda _, asked: tuple(Proof(p.id, kept=None) for p in asked)
    )
    found = prove_twice(prove_pack(check_small()))
    assert found.kept is None
    assert found.faults == ()


def test_a_pack_that_only_one_can_prove_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "QUESTIONS", 0)
    with pytest.raises(UnusableError) as refused:
        prove_twice(prove_pack(check_small()))
    assert refused.value.code == "too-large"


WITHOUT = """\
import sys
sys.modules["pysat"] = sys.modules["pysat.solvers"] = None
sys.argv = ["evenground", *sys.argv[1:]]
import evenground
sys.exit(evenground.main())
"""


def without_solver(*argv: str) -> subprocess.CompletedProcess[str]:
    """Run the program where the library of the second prover is missing."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *argv],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_without_the_solver_a_small_pack_is_proved_and_only_the_second_opinion_missing(
    tmp_path: Path,
) -> None:
    pack = str(write(tmp_path / "kept"))
    assert without_solver("check", pack).returncode == 0
    for flag in (["--twice"], ["--certificate", str(tmp_path / "c.zip")]):
        ran = without_solver("check", pack, *flag)
        assert ran.returncode == 2
        assert "python-sat" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert not (tmp_path / "c.zip").exists()


def test_a_start_that_needs_no_second_prover_does_not_load_it(tmp_path: Path) -> None:
    program = (
        "import sys; from tests.support.small import check_small;"
        "from tree.checking.proved import prove_pack;"
        "print(prove_pack(check_small()).kept, 'pysat' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "False"]


def test_large_packs_compare_answers_too() -> None:
    tree = chain(600, 8)
    kept, worse = by_sat(
        tree,
        (
            Monotone("kept", ("q599",)),
            Monotone("worse", ("q3",)),
        ),
    )
    assert kept.kept is not None
    assert worse.kept is not None
