"""What no walk uses, and what must not be, agrees with brute force over every walk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.proving import ended, every
from tests.support.proving_trees import told
from tests.support.random_trees import answers
from tests.support.small import check_small, edited
from tree.checking.proved import prove_pack
from tree.condition import Fact
from tree.model import Route, Tree
from tree.page import page, page_beside
from tree.proving.findings.route_lists import written_lists
from tree.proving.findings.uses import uses
from tree.proving.large import Large
from tree.proving.promise import Finding, FindingPlace
from tree.proving.replay import trail
from tree.proving.sat.prover import Prover
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.sets.reachable import Reachable
from tree.walk import AskedTwiceError, Walk, begin


def spaces(tree: Tree) -> list[Reachable]:
    """Find all walks both ways: each told from every other, and as literals of a formula."""
    return [ExactSpace(tree), Large(Prover(tree, ()))]


def all_uses(reach: Reachable) -> tuple[Finding, ...]:
    """List all findings, whichever way they are found."""
    return reach.findings(uses) if isinstance(reach, Large) else tuple(uses(reach))


def found(reach: Reachable, *codes: str) -> list[Finding]:
    """List the findings of some codes."""
    return [finding for finding in all_uses(reach) if finding.code in codes]


def taken(walks: list[Walk]) -> set[tuple[str, int, Route]]:
    """List the routes that some walk takes."""
    routes = set()
    for walk in walks:
        way = trail(walk.tree, {a.question: a.options for a in walk.answers})
        for fired in (*way.before, *(f for step in way.steps for f in step.fired)):
            routes.add((fired.place, fired.number, fired.route))
    return routes


def tried(walks: list[Walk]) -> set[str]:
    """List the places that some walk leaves or goes through."""
    return {place for place, _, _ in taken(walks)}


@settings(max_examples=60, deadline=None)
@given(told(most=2))
def test_a_route_is_found_idle_where_no_walk_takes_it(tree: Tree) -> None:
    walks = every(tree)
    used = taken(walks)
    for reach in spaces(tree):
        blamed = {f.spot for f in all_uses(reach)}
        for spot, routes in written_lists(tree):
            lost = [i for i, r in enumerate(routes) if (spot[1], i, r) not in used]
            if spot[1] in tried(walks) and lost and _is_met(walks, tree, spot):
                assert any(s[: len(spot)] == spot for s in blamed), (spot, lost)
        for finding in found(reach, "shadowed-route"):
            *listed, number = finding.spot
            route = dict(written_lists(tree))[tuple(listed)][int(number)]
            assert (listed[1], number, route) not in used


def _is_met(walks: list[Walk], tree: Tree, spot: FindingPlace) -> bool:
    """Say whether some walk takes this very list of a place, not only another of its lists."""
    routes = dict(written_lists(tree))[spot]
    return any(place == spot[1] and route in routes for place, _, route in taken(walks))


@settings(max_examples=60, deadline=None)
@given(told(most=2))
def test_what_a_page_shows_nobody_or_everybody_is_found(tree: Tree) -> None:
    walks = ended(every(tree))
    pages = [page(walk) for walk in walks]
    pages += [page_beside(walk) for walk, shown in zip(walks, pages, strict=True) if shown.beside]
    ends = {walk.place.id for walk in walks}
    for reach in spaces(tree):
        findings = {(f.code, f.spot[:4]) for f in found(reach, "never-shown", "always-shown")}
        for outcome in tree.outcomes.values():
            here = [p for p in pages if p.outcome.id == outcome.id]
            for i, say in enumerate(outcome.steps if outcome.id in ends else ()):
                spot = ("outcomes", outcome.id, "steps", i)
                shown = sum(say in (*p.steps, *p.more.steps) for p in here)
                assert (("never-shown", spot) in findings) == (shown == 0)
                always = say.when is not None and shown == len(here)
                assert (("always-shown", spot) in findings) == always
        for finding in found(reach, "never-heard"):
            name = finding.spot[1]
            sees = [w for w in walks if name in (w.place.id, getattr(page(w).beside, "id", ""))]
            assert sees
            assert all(finding.values["name"] not in walk.learned.facts for walk in sees)


@st.composite
def looping(draw: st.DrawFn) -> Tree:
    """Draw a tree with one route that leads back."""
    tree = draw(told(most=3))
    name = draw(st.sampled_from(list(tree.questions)))
    back = Route(draw(st.sampled_from(list(tree.questions))), Fact("a"))
    question = tree.questions[name]
    options = tuple(replace(o, go=(back, *o.go)) for o in question.options)
    tree.questions[name] = replace(question, options=options, go=(back, *question.go))
    return tree


def shortest_again(tree: Tree) -> int | None:
    """Walk every walk until one is asked something again; say after how many answers."""
    walks = [begin(tree)]
    for walk in walks:
        for options in answers(walk.place):
            try:
                further = walk.answer(*options)
            except AskedTwiceError:
                return len(walk.answers) + 1
            met = {answer.question for answer in further.answers}
            if further.place.id in met:
                return len(further.answers)
            walks.append(further)
    return None


@settings(max_examples=100, deadline=None)
@given(looping())
def test_what_is_asked_twice_is_found_with_the_shortest_walk(tree: Tree) -> None:
    for reach in spaces(tree):
        lengths = [len(finding.walk) for finding in found(reach, "asked-twice")]
        assert min(lengths, default=None) == shortest_again(tree)


def test_forks_that_send_each_other_round_are_found_with_a_walk() -> None:
    text = """\
- {id: on, go: [{when: harmed, to: danger}, {when: low, to: back}, {otherwise: calm}]}
- {id: back, go: [{when: {not: low}, to: danger}, {otherwise: on}]}
- {id: end, go: [{when: {all: [calm, both, {not: followed}]}, to: rebuild}, {otherwise: step-back}]}
"""
    proved = prove_pack(check_small(forks=text))
    circles = [shown for shown in proved.walks if shown.fault.code == "fork-circle"]
    assert len(circles) == 1
    assert [a.question for a in circles[0].walk] == ["gate", "crisis", "acts"]


SLIPS = [
    ("read-too-early", "questions/safety.yaml", "    go: on\n",
     "    go: [{when: calm, to: danger}, {otherwise: on}]\n"),
    ("never-true", "forks.yaml", "{all: [calm, both, {not: followed}]}", "{any: [hit, both]}"),
    ("contradiction", "forks.yaml", "all: [calm, both, {not: followed}]",
     "all: [calm, both, {not: both}]"),
    ("shadowed-route", "forks.yaml", "{when: harmed, to: danger}",
     "{when: harmed, to: danger}, {when: hit, to: step-back}"),
    ("always-true", "questions/after.yaml", "- {id: yes, say: \"Yes\", learn: [calm]}",
     "- {id: yes, say: \"Yes\", learn: [calm], go: [{when: calm, to: matters}, "
     "{otherwise: danger}]}"),
    ("never-shown", "outcomes/rebuild.yaml", "heard: [both, calm]",
     "heard: [both, calm]\nsteps: [{id: x, say: x, when: followed}]"),
    ("always-shown", "outcomes/rebuild.yaml", "heard: [both, calm]",
     "heard: [both, calm]\nsteps: [{id: x, say: x, when: both}]"),
    ("never-heard", "outcomes/rebuild.yaml", "heard: [both, calm]", "heard: [both, followed]"),
    ("over-limit", "pack.yaml", "questions: 30", "questions: 3"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "old", "new"), SLIPS)
def test_a_slip_in_what_is_used_has_its_own_name(code: str, name: str, old: str, new: str) -> None:
    proved = prove_pack(check_small(**edited(name, old, new)))
    assert code in {fault.code for fault in proved.faults}
    assert {fault.where.file for fault in proved.faults if fault.code == code} == {name}


PROMISES = [
    ("promise-form", "after: hit"),
    ("promise-form", "after: hit, never: {}"),
    ("promise-form", "never: {tag: call}, always: {tag: call}"),
    ("promise-form", "next: {tag: call}"),
    ("promise-form", "at_most: {questions: 1}, after: low"),
    ("promise-form", "before: {tag: together}, plain: safety, after: hit"),
    ("promise-not", "after: {not: hit}, never: {tag: call}"),
    ("promise-not", "before: {tag: call}, learned: {not: hit}"),
    ("promise-not", "at_most: {questions: 9, after: {all: [low, {not: hit}]}}"),
    ("unknown-question", "after: {answer: {crisis: [go-on]}}, never: {tag: call}"),
    ("promise-vacuous", "after: {all: [hit, calm]}, never: {tier: 0}"),
    ("promise-vacuous", "before: {tier: 1}, plain: safety"),
    ("promise-part-vacuous", "before: {kind: rebuild}, learned: {any: [calm, {all: [hit, calm]}]}"),
    ("promise-part-vacuous", "after: {any: [hit, {all: [hit, calm]}]}, always: {tier: 0}"),
    ("promise-broken", "before: {tag: together}, plain: safety, asked: [calm]"),
    ("promise-broken", "after: hit, next: {topic: after}"),
    ("promise-broken", "after: low, asked: [calm]"),
    ("promise-broken", "never: {topic: after}"),
    ("promise-broken", "monotone: [calm]"),
    ("promise-broken", "never_routes: [both]"),
    ("over-count", "at_most: {questions: 3}"),
    ("promise-broken", "at_most: {questions: 1, after: low}"),
]


@pytest.mark.parametrize(("code", "form"), PROMISES)
def test_a_promise_that_cannot_stand_says_why(code: str, form: str) -> None:
    proved = prove_pack(check_small(promises=f"- {{id: one, says: One., {form}}}\n"))
    assert [(f.code, f.where.file) for f in proved.faults] == [(code, "promises.yaml")]


KEPT = [
    "after: hit, next: {kind: danger}",
    "after: hit, asked: [acts]",
    'after: {answer: {gate: ["yes"]}}, next: {outcome: crisis}',
    "after: {at_least: {doubts: 2}}, always: {helpline: [emergency, crisis]}",
    "before: {tag: together}, asked: [calm, matters]",
    "never_routes: [low]",
    "at_most: {questions: 4}",
    "at_most: {questions: 3, after: low}",
]


@pytest.mark.parametrize("form", KEPT)
def test_a_promise_of_each_form_can_be_kept(form: str) -> None:
    proved = prove_pack(check_small(promises=f"- {{id: one, says: One., {form}}}\n"))
    assert proved.faults == ()
    assert proved.kept


@pytest.mark.parametrize("n", ["0", "-1"])
def test_a_tally_only_ever_rises(n: str) -> None:
    slip = edited("questions/safety.yaml", "count: {doubts: 2}", f"count: {{doubts: {n}}}")
    assert [fault.code for fault in check_small(**slip).faults] == ["too-small"]
