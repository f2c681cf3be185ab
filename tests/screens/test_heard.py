"""What is said back is what led to the page; good things stand apart, and are few."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.pages.outcome import PageView, outcome
from screens.plain.run import take_plain
from screens.setting import Setting
from screens.words import Words
from tests.support import sample
from tests.support.random_trees import answers, trees
from tests.support.small import FILES, check_small, small_tree
from tests.support.visit import visit
from tree.condition import All, Condition, Fact, Not
from tree.model import Route, Tree
from tree.page import MOST_ALSO_SAID, MOST_HEARD, deciding, page, page_beside
from tree.stored_start import Ready
from tree.walk import Answer, Walk, begin, follow

GOOD = FILES["pack.yaml"].replace("tallies:", "good: [calm, both]\ntallies:")


def good_tree() -> Tree:
    """Link the small pack, in which two facts are good to say back."""
    checked = check_small(pack=GOOD)
    assert checked.faults == ()
    assert checked.tree
    return checked.tree


def end(tree: Tree, *said: str) -> Walk:
    """Walk the small pack by its options, one question after another."""
    names = ("gate", "acts", "calm", "matters")
    pairs = zip(names, said, strict=False)
    return follow(tree, [Answer(asked, tuple(options.split())) for asked, options in pairs])


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        (("no", "hit followed"), {"hit", "followed"}),
        (("unsure", "followed"), {"followed"}),
        (("no", "none", "yes", "both"), {"calm", "both"}),
        (("no", "followed", "no"), {"followed"}),
        (("no", "followed", "yes", "both"), set()),
        (("yes",), set()),
    ],
)
def test_what_the_last_route_asks_for_decided(said: tuple[str, ...], decided: set[str]) -> None:
    assert deciding(end(small_tree(), *said)) == decided


def test_a_fact_that_speaks_against_a_route_did_not_decide() -> None:
    tree = small_tree()
    fork = tree.forks["end"]
    when = All((_fact("calm"), Not(_fact("low"))))
    tree.forks["end"] = replace(fork, go=(Route("step-back", when), *fork.go))
    assert deciding(end(tree, "no", "followed", "yes", "both")) == {"calm"}
    twice = Not(Not(_fact("both")))
    tree.forks["end"] = replace(fork, go=(Route("step-back", twice), *fork.go))
    assert deciding(end(tree, "no", "followed", "yes", "both")) == {"both"}


def _fact(name: str) -> Condition:
    return Fact(name)


def test_only_what_decided_is_said_back_where_anything_did() -> None:
    tree = small_tree()
    heard = ("calm", "followed")
    tree.outcomes["step-back"] = replace(tree.outcomes["step-back"], heard=heard)
    fork = tree.forks["end"]
    tree.forks["end"] = replace(fork, go=(Route("step-back", _fact("followed")),))
    assert page(end(tree, "no", "followed", "yes", "both")).heard == ("followed",)
    tree.forks["end"] = replace(fork, go=(Route("step-back"),))
    assert page(end(tree, "no", "followed", "yes", "both")).heard == heard


def test_good_things_stand_apart() -> None:
    shown = page(end(good_tree(), "no", "followed", "yes", "both"))
    assert (shown.heard, shown.also_said) == (("followed",), ("calm", "both"))


def test_good_things_are_what_led_here_where_nothing_else_did() -> None:
    shown = page(end(good_tree(), "no", "none", "yes", "both"))
    assert (shown.outcome.id, shown.heard, shown.also_said) == ("rebuild", ("both", "calm"), ())


def test_a_fact_without_words_is_passed_over_before_counting() -> None:
    tree = small_tree()
    many = tuple(f"fact{i}" for i in range(9))
    gate = tree.questions["gate"]
    learns = tuple(replace(option, learn=many) for option in gate.options)
    tree.questions["gate"] = replace(gate, options=learns)
    tree.outcomes["danger"] = replace(tree.outcomes["danger"], heard=many[:8])
    tree.facts.update({name: "" if i < 3 else "said" for i, name in enumerate(many)})
    shown = page(end(tree, "no", "hit"))
    assert shown.heard == many[3 : 3 + MOST_HEARD]
    tree = replace(tree, good=("fact0", "hit", *many[-3:]))
    assert page(end(tree, "no", "hit")).also_said == ("hit", "fact6")[:MOST_ALSO_SAID]


def test_on_a_page_that_is_opened_beside_the_condition_for_it_decides() -> None:
    tree = small_tree()
    back = replace(tree.outcomes["step-back"], beside=(Route("rebuild", _fact("both")),))
    tree.outcomes["step-back"] = back
    walk = end(tree, "no", "followed", "yes", "both")
    assert page_beside(walk).heard == ("both",)


def test_an_unknown_good_fact_is_a_fault() -> None:
    (fault,) = check_small(pack=GOOD.replace("good: [calm", "good: [clam")).faults
    assert (fault.code, fault.values["nearest"]) == ("unknown-fact", "calm")
    assert (fault.where.file, fault.where.line) == ("pack.yaml", 16)


@given(trees(), st.data())
def test_what_decided_was_learned_and_stands_in_the_last_condition(
    tree: Tree, data: st.DataObject
) -> None:
    walk = begin(tree)
    while choices := list(answers(walk.place)):
        walk = walk.answer(*data.draw(st.sampled_from(choices)))
    assert deciding(walk) <= walk.learned.facts
    shown = page(walk)
    assert set(shown.heard) <= walk.learned.facts
    assert bool(shown.heard) == bool(set(shown.outcome.heard) & walk.learned.facts)


async def test_the_screen_and_line_mode_say_both_lists() -> None:
    tree = good_tree()
    ready = Ready(tree, sample.helplines(), sample.words())
    facts = [tree.facts[name] for name in ("followed", "calm", "both")]

    keys = "1 enter 3 enter 2 enter 1 enter 1 enter enter"
    async with visit(keys, (80, 100), ready=ready) as run:
        places = [run.text.index(fact) for fact in facts]
        assert places == sorted(places)
    write = StringIO()
    read = StringIO("\n3\n2\n1\n1\n\n\n")
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write) == 0
    text = write.getvalue().rpartition(tree.outcomes["step-back"].title)[2]
    assert [text.count(fact) for fact in facts] == [1, 1, 1]


def test_on_an_urgent_page_both_lists_wait_behind_a_key() -> None:
    tree = replace(good_tree(), good=("followed",))
    shown = page(end(tree, "no", "hit followed"))
    assert (shown.heard, shown.also_said) == (("hit",), ("followed",))
    told = PageView(shown, tree.facts, sample.helplines(), "GB", Words(sample.words()), heard=False)
    says = {row.text for row in outcome(told)}
    open_ = {row.text for row in outcome(replace(told, heard=True))}
    facts = {tree.facts["hit"], tree.facts["followed"]}
    assert facts.isdisjoint(says)
    assert facts <= open_
