"""Random trees with pages worth promising about, and random promises about them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tests.random_trees import FACTS, TALLY, conditions, trees
from tree.condition import Condition
from tree.model import SKIP, Outcome, Question, Say, Topic, Tree
from tree.proving.promise import Promise, Target

TAGS = ("red", "blue", "line:far")
FORMS = ("never", "always", "next", "before", "asked", "at_most", "never_routes", "monotone")


@st.composite
def told(draw: st.DrawFn, most: int = 3) -> Tree:
    """Draw a tree whose pages show steps for some, and whose questions have topics."""
    tree = draw(trees(most=most))
    tree.topics["other"] = Topic("other", "other")
    for name, outcome in tree.outcomes.items():
        tree.outcomes[name] = draw(_page(outcome))
    for name, question in tree.questions.items():
        tree.questions[name] = draw(_marked(question))
    return tree


@st.composite
def _page(draw: st.DrawFn, outcome: Outcome) -> Outcome:
    said = st.builds(
        Say,
        id=st.just("step"),
        say=st.just("step"),
        when=st.none() | conditions(),
        tags=st.sampled_from(TAGS[:2]).map(lambda tag: (tag,)),
        helplines=st.sampled_from([(), ("far",)]),
    )
    return replace(
        outcome,
        tags=draw(st.sampled_from([(), (), ("red",)])),
        helplines=draw(st.sampled_from([(), (), ("far",)])),
        steps=tuple(draw(st.lists(said, max_size=2))),
        also=tuple(draw(st.lists(said, max_size=1))),
    )


@st.composite
def _marked(draw: st.DrawFn, question: Question) -> Question:
    last = question.options[-1]
    options = (*question.options[:-1], replace(last, plain=draw(st.booleans())))
    return replace(question, options=options, topic=draw(st.sampled_from(["topic", "other"])))


@st.composite
def _atom(draw: st.DrawFn, tree: Tree) -> Condition:
    kind = draw(st.sampled_from(["fact", "fact", "at_least", "answer"]))
    if kind == "fact":
        return Condition("fact", draw(st.sampled_from(FACTS)))
    if kind == "at_least":
        return Condition("at_least", TALLY, least=draw(st.integers(1, 4)))
    question = draw(st.sampled_from(list(tree.questions.values())))
    names = [*(option.id for option in question.options), SKIP]
    picked = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    return Condition("answer", question.id, options=tuple(picked))


def _after(tree: Tree) -> st.SearchStrategy[Condition]:
    """Draw what a promise may rest on: nothing that an answer could take back."""
    return st.recursive(
        _atom(tree),
        lambda inner: st.builds(
            lambda op, parts: Condition(op, parts=tuple(parts)),
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=2),
        ),
        max_leaves=3,
    )


def _targets(tree: Tree) -> st.SearchStrategy[Target]:
    def one(names: list[str]) -> st.SearchStrategy[frozenset[str]]:
        return st.frozensets(st.sampled_from(names), max_size=1)

    return st.builds(
        Target,
        tags=one(list(TAGS)),
        outcomes=one(list(tree.outcomes)),
        kinds=one(["kind0", "kind1"]),
        tiers=st.frozensets(st.integers(0, 4), max_size=1),
        topics=one(["topic", "other"]),
    )


@st.composite
def promises(draw: st.DrawFn, tree: Tree) -> Promise:
    """Draw a promise of any form about a tree."""
    form = draw(st.sampled_from(FORMS))
    asked = st.lists(st.sampled_from(list(tree.questions)), min_size=1, max_size=2, unique=True)
    needs = form in ("next", "asked")
    may = form in ("never", "always", "at_most")
    names = asked if form == "monotone" else st.just(draw(st.permutations(FACTS))[:1])
    return Promise(
        id="promise",
        form=form,
        after=draw(_after(tree) if needs else st.none() | _after(tree)) if needs or may else None,
        target=draw(_targets(tree)),
        plain=tuple(draw(asked)) if form == "before" else (),
        asked=tuple(draw(asked)) if form in ("before", "asked") and draw(st.booleans()) else (),
        learned=draw(st.none() | _after(tree)) if form == "before" else None,
        names=tuple(draw(names)),
        most=draw(st.integers(1, 3)),
    )
