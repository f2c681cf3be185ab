"""Random trees with pages worth promising about, and random promises about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from tests.support.random_trees import DICE, FACTS, TALLY, Dice, condition, trees
from tree.condition import All, AnyOf, AtLeast, Chose, Condition, Fact, Not
from tree.model import SKIP, Outcome, Question, Room, Route, Say, Topic, Tree, Weigh, WeighOption
from tree.proving.promise import (
    Always,
    Asked,
    AtMost,
    Before,
    Monotone,
    Never,
    NeverRoutes,
    Next,
    Promise,
    Target,
)

TAGS = ("red", "blue", "line:far")
FORMS = (Never, Always, Next, Before, Asked, AtMost, NeverRoutes, Monotone)

_TAGGED = [(tag,) for tag in TAGS[:2]]
_HELPLINES: tuple[tuple[str, ...], ...] = ((), ("far",))
_FEW_TAGS: tuple[tuple[str, ...], ...] = ((), (), ("red",))
_FEW_LINES: tuple[tuple[str, ...], ...] = ((), (), ("far",))
_UP_TO_TWO = (0, 1, 2)
_FEW_ANSWERS = (0, 0, 1, 2)
_SELDOM = (False, False, True)
_ROOM = (Room(), Room(steps=1, also=1), Room(steps=2, also=2))
_COIN = (False, True)
_TOPICS = ("topic", "other")
_NEST = ("", "", "all", "any")
_FEW = (1, 2)
_MOST = (1, 1, 2, 3)


@st.composite
def told(draw: st.DrawFn, most: int = 4) -> Tree:
    """Draw a tree whose pages show steps for some, and whose questions have topics."""
    tree = draw(trees(most=most))
    tree.topics["other"] = Topic("other", "other")
    for name, outcome in tree.outcomes.items():
        tree.outcomes[name] = _page(draw(DICE), outcome)
    dice = draw(DICE)
    for name, outcome in tree.outcomes.items():
        if dice(_SELDOM) and not outcome.go_on:
            tree.outcomes[name] = replace(outcome, beside=(_beside(dice, tree),))
    for name, question in tree.questions.items():
        tree.questions[name] = _marked(dice, question)
    return tree


def _said(dice: Dice, *, note: bool = False) -> Say:
    when = condition(dice) if dice(_COIN) else None
    tags, lines = dice(_TAGGED), dice(_HELPLINES)
    return Say("step", "step", when, tags, lines, first=dice(_SELDOM), top=note and dice(_SELDOM))


def _weigh(dice: Dice) -> Weigh:
    """Draw a decision; here an option may be shown alone."""
    whens = [condition(dice) if dice(_COIN) else None for _ in range(2)]
    options = (WeighOption("o", "o", "", "", "", when, dice(_TAGGED)) for when in whens)
    return Weigh("", "", tuple(options))


def _beside(dice: Dice, tree: Tree) -> Route:
    """Draw a page to open beside another; the tiers and pages here are any."""
    ends = tuple(name for name, end in tree.outcomes.items() if not end.go_on)
    return Route(dice(ends), condition(dice))


def _answers(dice: Dice) -> Iterator[Say]:
    """Draw answers of which no two fit."""
    before: list[Condition] = []
    for _ in range(dice(_FEW_ANSWERS)):
        own = condition(dice)
        when = All((own, *(Not(b) for b in before)))
        yield Say("answer", "answer", when, dice(_TAGGED), dice(_HELPLINES))
        before.append(own)


def _page(dice: Dice, outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        tags=dice(_FEW_TAGS),
        helplines=dice(_FEW_LINES),
        answers=tuple(_answers(dice)),
        weigh=_weigh(dice) if dice(_SELDOM) else None,
        steps=tuple(_said(dice) for _ in range(dice(_UP_TO_TWO))),
        also=tuple(_said(dice, note=True) for _ in range(dice(_UP_TO_TWO))),
        room=dice(_ROOM),
    )


def _marked(dice: Dice, question: Question) -> Question:
    last = question.options[-1]
    options = (*question.options[:-1], replace(last, plain=dice(_COIN)))
    return replace(question, options=options, topic=dice(_TOPICS))


def _atom(dice: Dice, tree: Tree) -> Condition:
    """Draw one thing that a promise may say of a tree."""
    kind = dice((Fact.op, Fact.op, AtLeast.op, *tree.questions))
    if kind == Fact.op:
        return Fact(dice(FACTS))
    if kind == AtLeast.op:
        return AtLeast(TALLY, dice((1, 2, 3, 4)))
    options = tuple(option.id for option in tree.questions[kind].options)
    return Chose(kind, dice.some((*options, SKIP), 1, 2))


def _after(dice: Dice, tree: Tree, deep: int = 2) -> Condition:
    """Draw what a promise may rest on: nothing that an answer could take back."""
    op = dice(_NEST) if deep else ""
    if not op:
        return _atom(dice, tree)
    inside = tuple(_after(dice, tree, deep - 1) for _ in range(dice(_FEW)))
    return All(inside) if op == All.op else AnyOf(inside)


def _target(dice: Dice, tree: Tree) -> Target:
    return Target(
        tags=frozenset(dice.some(TAGS, 0, 1)),
        outcomes=frozenset(dice.some(tuple(tree.outcomes), 0, 1)),
        kinds=frozenset(dice.some(("kind0", "kind1"), 0, 1)),
        tiers=frozenset(dice.some(range(5), 0, 1)),
        topics=frozenset(dice.some(_TOPICS, 0, 1)),
    )


@st.composite
def promises(draw: st.DrawFn, tree: Tree) -> Promise:
    """Draw a promise of any form about a tree."""
    return _promise(draw(st.sampled_from(FORMS)), draw(DICE), tree)


def _promise(form: type[Promise], dice: Dice, tree: Tree) -> Promise:
    questions = tuple(tree.questions)
    if form is Monotone or form is Asked:
        names = dice.some(questions, 1, 2)
        return Monotone("p", names) if form is Monotone else Asked("p", names, _after(dice, tree))
    if form is NeverRoutes:
        return NeverRoutes("p", (dice(FACTS),))
    if form is Before:
        plain, given = (dice.some(questions, 1, 2) if dice(_COIN) else () for _ in range(2))
        learned = _after(dice, tree) if dice(_COIN) else None
        return Before("p", _target(dice, tree), plain, given, learned)
    if form is Next:
        return Next("p", _target(dice, tree), _after(dice, tree))
    after = _after(dice, tree) if dice(_COIN) else None
    if form is AtMost:
        return AtMost("p", dice(_MOST), after)
    return (Never if form is Never else Always)("p", _target(dice, tree), after)
