"""A page that may fit as well can be opened beside another, and every promise holds there too."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.grown import chain, fact
from commands.review import page as review_page
from screens.full.outcome import BesidePage, OutcomePage
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.commands.test_review import book
from tests.support import proving, sample
from tests.support.called import run as called
from tests.support.proving import ended, every
from tests.support.proving_trees import promises, told
from tests.support.small import FILES, check_small
from tests.support.visit import visit
from tree.checking.checked import Checked
from tree.checking.proved import prove_pack
from tree.condition import Condition, Fact, Not
from tree.model import Route, Tree
from tree.page import page, page_beside
from tree.proving.findings.uses import uses
from tree.proving.large import Large
from tree.proving.pages_beside import leads_on, opened
from tree.proving.promise import Always, Before, Monotone, Never, Promise, Target
from tree.proving.promises.prove import is_kept
from tree.proving.sat.prover import Prover
from tree.proving.sets.completions import SHOWN, Completions
from tree.proving.sets.diagram import RUNGS, rung
from tree.proving.sets.exact_space import ExactSpace
from tree.proving.verdict import is_countable, judge
from tree.stored_start import Ready
from tree.walk import Answer, Walk, follow

NEAR = """\
kind: near
tier: 3
title: Talk again
opening: It may be time to talk.
heard: [both]
tags: [together]
steps: [{id: ask, say: Ask when it suits., tags: [call]}]
"""
LAST = "    - {otherwise: step-back}"
ROUTE = "    - {when: {all: [calm, low, {not: followed}]}, to: near}"
FORKS = FILES["forks.yaml"].replace(LAST, f"{ROUTE}\n{LAST}")
BESIDE = "beside:\n  - {when: {all: [both, calm]}, to: near}\n"
STEP_BACK = FILES["outcomes/step-back.yaml"] + BESIDE
SAID = (("gate", "no"), ("acts", "followed"), ("calm", "yes"), ("matters", "both"))


def check(step_back: str = STEP_BACK, near: str = NEAR, **changes: str) -> Checked:
    """Check the small pack with one page that can be opened beside another."""
    pages = {"outcomes__step_back": step_back, "outcomes__near": near}
    return check_small(forks=FORKS, **pages, **changes)


def tree() -> Tree:
    """Link it."""
    checked = check()
    assert checked.faults == ()
    assert checked.tree
    return checked.tree


def end(*said: tuple[str, str]) -> Walk:
    """Walk to the page beside which another can be opened."""
    return follow(tree(), [Answer(asked, (option,)) for asked, option in said or SAID])


def test_the_first_page_that_fits_can_be_opened_and_shows_the_same_walk() -> None:
    shown, other = page(end()), page_beside(end())
    assert (shown.outcome.id, shown.beside and shown.beside.id) == ("step-back", "near")
    assert (other.outcome.id, other.beside) == ("near", None)
    assert {"together", "call"} <= set(other.tags)
    assert set(shown.tags).isdisjoint(other.tags)


def test_there_is_none_where_no_condition_holds() -> None:
    walk = end(*SAID[:3], ("matters", "rest"))
    assert page(walk).beside is None
    with pytest.raises(LookupError):
        page_beside(walk)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("to: near", "to: nera", "unknown-outcome"),
        ("to: near", "to: calm", "unknown-outcome"),
        ("to: near", "to: step-back", "beside-itself"),
        ("to: near", "to: crisis", "beside-urgent"),
        ("to: near", "to: danger", "beside-urgent"),
        ("to: near", "to: rebuild", "beside-too-gentle"),
        ("[both, calm]", "[both, clam]", "unknown-fact"),
        (", to: near", "", "missing"),
    ],
)
def test_a_slip_is_found_in_its_place(old: str, new: str, code: str) -> None:
    assert STEP_BACK.count(old) == 1
    faults = check(STEP_BACK.replace(old, new)).faults
    assert {(fault.where.file, fault.where.line) for fault in faults} == {
        ("outcomes/step-back.yaml", 11)
    }
    assert [fault.code for fault in faults] == [code]


def test_neither_page_may_be_passed_or_urgent() -> None:
    passing = [f.code for f in check(near=NEAR + "go_on: step-back\n").faults]
    urgent = [f.code for f in check(STEP_BACK.replace("tier: 2", "tier: 1")).faults]
    assert ("beside-passing" in passing, urgent) == (True, ["beside-urgent"])


def test_a_page_that_no_walk_can_open_is_found() -> None:
    never = STEP_BACK.replace("[both, calm]", "[both, hit]")
    checked = check(never)
    assert checked.tree
    both = (uses(ExactSpace(checked.tree)), Large(Prover(checked.tree, ())).findings(uses))
    for findings in both:
        spots = {finding.spot for finding in findings if finding.code == "never-shown"}
        assert ("outcomes", "step-back", "beside", 0) in spots


def test_what_only_those_see_who_open_a_page_is_no_fault() -> None:
    near = NEAR + "also: [{id: away, when: followed, say: Keep away if you are followed.}]\n"
    assert prove_pack(check(near=near)).faults == ()
    hit = near.replace("when: followed", "when: hit")
    assert {fault.code for fault in prove_pack(check(near=hit)).faults} == {"never-shown"}


def promise(form: str, **target: frozenset[str]) -> Promise:
    """Promise something of whoever was followed."""
    aim = Target(**target)  # type: ignore[arg-type] # sets of names only
    if form == "before":
        return Before("p", aim, learned=Fact("low"))
    return (Never if form == "never" else Always)("p", aim, Fact("followed"))


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (False, promise("never", tags=frozenset({"together"}))),
        (False, promise("never", tags=frozenset({"together"}), kinds=frozenset({"rebuild"}))),
        (False, promise("never", kinds=frozenset({"near"}))),
        (False, promise("always", kinds=frozenset({"step-back", "danger", "crisis"}))),
        (True, promise("always", kinds=frozenset({"step-back", "danger", "crisis", "near"}))),
        (False, promise("before", outcomes=frozenset({"near"}))),
        (True, promise("never", outcomes=frozenset({"rebuild"}))),
    ],
)
def test_promises_hold_for_what_is_opened_as_for_what_is_shown(kept: bool, said: Promise) -> None:
    without = replace(tree())
    without.outcomes["step-back"] = replace(without.outcomes["step-back"], beside=())
    verdict = judge(tree(), [said])
    (proof,) = verdict.proofs
    assert (proof.kept, proof.beside) == (kept, not kept)
    (alone,) = judge(without, [said]).proofs
    assert alone.kept or alone.vacuous
    assert judge(without, []).walks == verdict.walks


@settings(max_examples=150, deadline=None)
@given(told(most=3), st.data())
def test_verdicts_are_those_of_all_walks_on_both_trees(whole: Tree, data: st.DataObject) -> None:
    said, other = data.draw(promises(whole)), opened(whole)
    (proof,) = judge(whole, [said]).proofs
    judged = [proving.judge(said, every(one)) for one in (whole, *([other] if other else []))]
    broken = [not one.kept and not one.vacuous for one in judged]
    assert (proof.kept is False and not proof.vacuous) == any(broken)
    assert bool(proof.kept) == (not any(broken) and any(one.kept for one in judged))
    assert proof.beside == (not broken[0] and any(broken))


@settings(max_examples=150, deadline=None)
@given(told(most=3))
def test_walks_completed_for_two_tiers_at_once_are_those_completed_for_each(whole: Tree) -> None:
    other = opened(whole)
    if other is None or leads_on(whole):
        return
    space = ExactSpace(whole)
    beside = space.beside(other)
    alone = (Completions(one.tree, one.encoding, one.ends, ()) for one in (space, beside))
    assert [space.gentler, beside.gentler] == [one.gentler(SHOWN) for one in alone]


@settings(max_examples=60, deadline=None)
@given(told(most=3))
def test_answers_are_compared_beside_as_if_those_of_the_pages_shown_were_not(whole: Tree) -> None:
    other = opened(whole)
    if other is None or leads_on(whole):
        return
    space = ExactSpace(whole)
    beside, afresh = space.beside(other), ExactSpace(other)
    for name in whole.questions:
        promise = Monotone("worse", (name,))
        if is_kept(space, promise):
            assert is_kept(beside, promise) == is_kept(afresh, promise)


@settings(max_examples=100, deadline=None)
@given(told(most=3))
def test_the_second_tree_leads_to_what_can_be_opened_and_every_walk_ends(whole: Tree) -> None:
    other = opened(whole)
    if other is None:
        return
    for walk in ended(every(whole)):
        shown = page(walk)
        again = follow(other, walk.answers)
        assert again.place.id == (shown.beside or shown.outcome).id
        assert again.learned == walk.learned
        assert page(again).tags == (page_beside(walk) if shown.beside else shown).tags


@pytest.mark.parametrize(
    ("when", "kept"),
    [
        (Fact("f1"), False),
        (Not(Fact("f0")), True),
    ],
)
def test_in_a_large_pack_promises_hold_for_what_is_opened_as_well(
    when: Condition, kept: bool
) -> None:
    large = chain(450, 4)
    assert not is_countable(large)
    near = replace(large.outcomes["o7"], kind="near")
    far = replace(large.outcomes["o5"], beside=(Route("o7", when),))
    large.outcomes.update(o5=far, o7=near)
    said = Never("p", Target(kinds=frozenset({"near"})), fact("f0"))
    (proof,) = judge(large, [said]).proofs
    assert (proof.kept, proof.beside) == (kept, not kept)
    large.outcomes.update(o5=replace(far, beside=()))
    assert judge(large, [said]).proofs[0].kept


def test_check_says_that_the_page_beside_breaks_the_promise(tmp_path: Path) -> None:
    rule = "- {id: kept, says: Apart., because: [B1], after: followed, never: {tag: together}}\n"
    found = prove_pack(check(promises=rule)).faults
    assert [fault.code for fault in found] == ["promise-broken-beside"]
    for name, text in {
        **FILES, "forks.yaml": FORKS, "outcomes/near.yaml": NEAR,
        "outcomes/step-back.yaml": STEP_BACK, "promises.yaml": rule,
    }.items():  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    told_ = called("check", str(tmp_path)).stdout
    assert "promises.yaml:1:3: promise-broken-beside" in told_
    assert "ends at step-back" in told_
    assert "near" in told_.rpartition("ends at step-back")[2]
    data = json.loads(called("check", str(tmp_path), "--json").stdout)
    assert data["promises"][0]["kept"] is False


def test_review_lists_which_pages_can_be_opened_and_when() -> None:
    without = STEP_BACK.removesuffix(BESIDE)
    one, other = (review_page(book(check(text))) for text in (STEP_BACK, without))
    assert one.count("Talk again") == other.count("Talk again") + 1


KEYS = "1 enter 3 enter 2 enter 1 enter 1 enter enter"


@pytest.mark.parametrize("back", ["b", "escape"])
async def test_the_page_opens_over_the_first_and_a_key_goes_back(back: str) -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())
    opening = page_beside(end()).opening

    async with visit(KEYS, (80, 100), ready=ready) as run:
        first = run.text
        assert page(run.app.walk).outcome.id == "step-back"
        assert opening not in first
        await run.press("f")
        assert isinstance(run.app.screen, BesidePage)
        assert opening in run.text
        assert "beside" not in {row.pick for row in run.app.screen.choices.rows}
        await run.press(back)
        assert type(run.app.screen) is OutcomePage
        assert "beside" in {row.pick for row in run.app.screen.choices.rows}
        assert all(row.text in first for row in run.app.screen.choices.rows[:3])


async def test_answers_can_be_looked_over_and_forgotten_from_the_opened_page() -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())

    async with visit(f"{KEYS} f l", (80, 100), ready=ready) as run:
        assert run.top == "LookOver"
    async with visit(f"{KEYS} f end", (80, 100), ready=ready) as run:
        screen = run.app.screen
        assert isinstance(screen, BesidePage)
        screen.chosen("again")
        await run.press("b")
        assert (run.app.screen, screen.sure) == (screen, False)
        for _ in range(2):
            BesidePage.chosen(screen, "again")
        await run.press("home")
        assert (run.top, run.app.walk.answers) == ("Welcome", ())


def lines(*typed: str) -> str:
    """Type these lines, and take all that line mode says."""
    ready = Ready(tree(), sample.helplines(), sample.words())
    write = StringIO()
    read = StringIO("".join(f"{line}\n" for line in ("", "3", "2", "1", "1", "", "", *typed)))
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write) == 0
    return " ".join(write.getvalue().split())


def test_line_mode_opens_it_by_a_letter_and_goes_back() -> None:
    first, other = page(end()), page_beside(end())
    before, opened_, again, back = lines(), lines("f"), lines("f", ""), lines("f", "b")
    assert other.opening not in before
    assert other.outcome.title in before
    assert opened_.count(other.opening) == 1
    assert again.count(other.opening) == 2
    assert (back.count(other.opening), back.count(first.opening)) == (1, 2)
    assert opened_.count(first.opening) == 1


def test_a_number_beyond_those_that_can_be_told_apart_is_refused() -> None:
    last = (1 << len(RUNGS)) - 1
    assert len({tuple(rung(n).values()) for n in range(last + 1)}) == last + 1
    with pytest.raises(ValueError, match=str(last + 1)):
        rung(last + 1)
