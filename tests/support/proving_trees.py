"""Random trees with pages worth promising about, and random promises about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

from hypothesis import strategies as st

from tests.support.random_trees import FACTS, TALLY, conditions, one_of, trees
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


_TAGGED = st.sampled_from([(tag,) for tag in TAGS[:2]])
_HELPLINES = st.sampled_from([(), ("far",)])
_FEW_TAGS = st.sampled_from([(), (), ("red",)])
_FEW_LINES = st.sampled_from([(), (), ("far",)])
_STEPS, _ALSO = st.integers(0, 2), st.integers(0, 2)
_FEW_ANSWERS = st.sampled_from([0, 0, 1, 2])
_SELDOM = st.sampled_from([False, False, True])
_ROOM = st.sampled_from([Room(), Room(steps=1, also=1), Room(steps=2, also=2)])
_COIN = st.booleans()
_TOPIC = one_of(("topic", "other"))
_NEST = st.sampled_from(["", "", "all", "any"])
_FEW = st.integers(1, 2)
_FORM = st.sampled_from(FORMS)
_ORDER = st.permutations(FACTS)
_MOST = st.sampled_from([1, 1, 2, 3])
_KINDS = st.frozensets(one_of(("kind0", "kind1")), max_size=1)
_TIERS = st.frozensets(st.integers(0, 4), max_size=1)
_TOPICS = st.frozensets(_TOPIC, max_size=1)


@st.composite
def told(draw: st.DrawFn, most: int = 4) -> Tree:
    """Draw a tree whose pages show steps for some, and whose questions have topics."""
    tree = draw(trees(most=most))
    tree.topics["other"] = Topic("other", "other")
    for name, outcome in tree.outcomes.items():
        tree.outcomes[name] = _page(draw, outcome)
    for name, outcome in tree.outcomes.items():
        if draw(_SELDOM) and not outcome.go_on:
            tree.outcomes[name] = replace(outcome, beside=(_beside(draw, tree),))
    for name, question in tree.questions.items():
        tree.questions[name] = _marked(draw, question)
    return tree


def _said(draw: st.DrawFn, *, note: bool = False) -> Say:
    when = draw(conditions()) if draw(_COIN) else None
    tags, lines = draw(_TAGGED), draw(_HELPLINES)
    return Say("step", "step", when, tags, lines, first=draw(_SELDOM), top=note and draw(_SELDOM))


def _weigh(draw: st.DrawFn) -> Weigh:
    """Draw a decision; here an option may be shown alone."""
    whens = [draw(conditions()) if draw(_COIN) else None for _ in range(2)]
    options = (WeighOption("o", "o", "", "", "", when, draw(_TAGGED)) for when in whens)
    return Weigh("", "", tuple(options))


def _beside(draw: st.DrawFn, tree: Tree) -> Route:
    """Draw a page to open beside another; the tiers and pages here are any."""
    ends = tuple(name for name, end in tree.outcomes.items() if not end.go_on)
    return Route(draw(one_of(ends)), draw(conditions()))


def _answers(draw: st.DrawFn) -> Iterator[Say]:
    """Draw answers of which no two fit."""
    before: list[Condition] = []
    for _ in range(draw(_FEW_ANSWERS)):
        own = draw(conditions())
        when = All((own, *(Not(b) for b in before)))
        yield Say("answer", "answer", when, draw(_TAGGED), draw(_HELPLINES))
        before.append(own)


def _page(draw: st.DrawFn, outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        tags=draw(_FEW_TAGS),
        helplines=draw(_FEW_LINES),
        answers=tuple(_answers(draw)),
        weigh=_weigh(draw) if draw(_SELDOM) else None,
        steps=tuple(_said(draw) for _ in range(draw(_STEPS))),
        also=tuple(_said(draw, note=True) for _ in range(draw(_ALSO))),
        room=draw(_ROOM),
    )


def _marked(draw: st.DrawFn, question: Question) -> Question:
    last = question.options[-1]
    options = (*question.options[:-1], replace(last, plain=draw(_COIN)))
    return replace(question, options=options, topic=draw(_TOPIC))


@cache
def _some(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)


@cache
def _one(names: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), max_size=1)


@cache
def _atoms(questions: tuple[tuple[str, tuple[str, ...]], ...]) -> st.SearchStrategy[Condition]:
    """Draw what a promise may say of questions with these options."""
    answers = [_some((*options, SKIP)).map(partial(_answered, name)) for name, options in questions]
    facts, counts = (
        st.sampled_from([Fact(name) for name in FACTS]),
        st.sampled_from([AtLeast(TALLY, n) for n in (1, 2, 3, 4)]),
    )
    return st.one_of(facts, facts, counts, st.one_of(answers))


def _answered(question: str, options: list[str]) -> Condition:
    return Chose(question, tuple(options))


def _after(draw: st.DrawFn, tree: Tree, deep: int = 2) -> Condition:
    """Draw what a promise may rest on: nothing that an answer could take back."""
    named = tuple((q.id, tuple(o.id for o in q.options)) for q in tree.questions.values())
    op = draw(_NEST) if deep else ""
    if not op:
        return draw(_atoms(named))
    inside = tuple(_after(draw, tree, deep - 1) for _ in range(draw(_FEW)))
    return All(inside) if op == All.op else AnyOf(inside)


def _target(draw: st.DrawFn, tree: Tree) -> Target:
    return Target(
        tags=draw(_one(TAGS)),
        outcomes=draw(_one(tuple(tree.outcomes))),
        kinds=draw(_KINDS),
        tiers=draw(_TIERS),
        topics=draw(_TOPICS),
    )


@st.composite
def promises(draw: st.DrawFn, tree: Tree) -> Promise:
    """Draw a promise of any form about a tree."""
    form, asked = draw(_FORM), _some(tuple(tree.questions))
    if form is Monotone or form is Asked:
        names = tuple(draw(asked))
        return Monotone("p", names) if form is Monotone else Asked("p", names, _after(draw, tree))
    if form is NeverRoutes:
        return NeverRoutes("p", tuple(draw(_ORDER)[:1]))
    if form is Before:
        plain, given = (tuple(draw(asked)) if draw(_COIN) else () for _ in range(2))
        learned = _after(draw, tree) if draw(_COIN) else None
        return Before("p", _target(draw, tree), plain, given, learned)
    if form is Next:
        return Next("p", _target(draw, tree), _after(draw, tree))
    after = _after(draw, tree) if draw(_COIN) else None
    if form is AtMost:
        return AtMost("p", draw(_MOST), after)
    return (Never if form is Never else Always)("p", _target(draw, tree), after)
