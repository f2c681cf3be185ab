"""Certificates of kept promises: another program can check them, and none is given for nothing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.called import LEAK, run, write
from tests.support.proving import every, judge
from tests.support.proving_trees import promises, told
from tests.support.rup import clauses_of, is_refuted
from tests.support.small import check_small
from tree.model import Tree
from tree.proving.sat.drat import Certificate, certificates

FORMS = """\
- {id: never, says: x, after: hit, never: {tag: together}}
- {id: always, says: x, after: hit, always: {kind: [danger, crisis]}}
- {id: next, says: x, after: hit, next: {kind: danger}}
- {id: before, says: x, before: {tag: together}, asked: [calm, matters]}
- {id: asked, says: x, after: hit, asked: [acts]}
- {id: at-most, says: x, at_most: {questions: 3, after: low}}
- {id: never-routes, says: x, never_routes: [low]}
"""
FORM_NAMES = ("never", "always", "next", "before", "asked", "at-most", "never-routes")


@cache
def made() -> dict[str, Certificate]:
    """Certify a promise of each form but monotone about the small pack."""
    checked = check_small(promises=FORMS)
    assert checked.tree
    assert len(checked.promises) == 7, checked.faults
    return {made.promise: made for made in certificates(checked.tree, checked.promises)}


@pytest.mark.parametrize("form", FORM_NAMES)
def test_a_proof_of_each_form_is_accepted_by_a_checker_of_its_own(form: str) -> None:
    certificate = made()[form]
    assert is_refuted(certificate.formula, certificate.proof)


@pytest.mark.parametrize("form", ["always", "before"])
def test_without_the_promise_the_formula_can_hold_and_no_proof_fits(form: str) -> None:
    head, *body = made()[form].formula.rstrip().splitlines()
    lines = [head, *body]
    at = next(i for i, line in enumerate(lines) if line.startswith("p cnf"))
    _, _, variables, count = lines[at].split()
    lines[at] = f"p cnf {variables} {int(count) - 1}"
    without = "\n".join(lines[:-1])
    assert len(clauses_of(made()[form].formula)) == len(clauses_of(without)) + 1
    assert not is_refuted(without, made()[form].proof)


@settings(max_examples=60, deadline=None)
@given(told(most=3), st.data())
def test_what_a_walk_breaks_has_no_certificate_and_all_else_has_a_good_one(
    tree: Tree, data: st.DataObject
) -> None:
    only = data.draw(st.sampled_from(["", "monotone"]))
    promise = data.draw(promises(tree).filter(lambda p: only in ("", p.form)))
    judged = judge(promise, every(tree))
    found = list(certificates(tree, [promise]))
    assert bool(found) == (judged.kept or judged.vacuous)
    for certificate in found:
        assert is_refuted(certificate.formula, certificate.proof)


def test_a_certificate_holds_all_kept_promises_and_is_the_same_each_time(tmp_path: Path) -> None:
    pack, one, two = write(tmp_path / "kept"), tmp_path / "one.zip", tmp_path / "two.zip"
    for file in (one, two):
        assert run("check", str(pack), "--certificate", str(file)).returncode == 0
    assert one.read_bytes() == two.read_bytes()
    with ZipFile(one) as archive:
        names = set(archive.namelist())
        assert names == {"hit-danger.cnf", "hit-danger.drat", "promises.json"}
        assert json.loads(archive.read("promises.json"))["promises"] == ["hit-danger"]
        formula, proof = (archive.read(f"hit-danger.{kind}").decode() for kind in ("cnf", "drat"))
    assert is_refuted(formula, proof)


def test_a_broken_promise_is_in_no_certificate(tmp_path: Path) -> None:
    pack, file = write(tmp_path / "broken", forks=LEAK), tmp_path / "some.zip"
    assert run("check", str(pack), "--certificate", str(file)).returncode == 1
    with ZipFile(file) as archive:
        assert archive.namelist() == ["promises.json"]
        assert json.loads(archive.read("promises.json"))["promises"] == []
