"""Small random trees for hypothesis: forks, tallies, tick lists, passing outcomes, no loops."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import strategies as st

from tree.condition import Condition
from tree.model import GO_ON, SKIP, Fork, Option, Outcome, Question, Route, Say, Topic, Tree

FACTS = ("a", "b", "c", "d")
TALLY = "t"


def _fact() -> st.SearchStrategy[Condition]:
    return st.sampled_from(FACTS).map(lambda name: Condition("fact", name))


def _least() -> st.SearchStrategy[Condition]:
    return st.integers(1, 3).map(lambda n: Condition("at_least", TALLY, least=n))


def conditions() -> st.SearchStrategy[Condition]:
    """Draw conditions over the facts and the tally, nested a little."""
    return st.recursive(
        st.one_of(_fact(), _least()),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=2).map(lambda p: Condition("all", parts=tuple(p))),
            st.lists(inner, min_size=1, max_size=2).map(lambda p: Condition("any", parts=tuple(p))),
            inner.map(lambda part: Condition("not", parts=(part,))),
        ),
        max_leaves=3,
    )


@st.composite
def routes(draw: st.DrawFn, later: tuple[str, ...]) -> tuple[Route, ...]:
    """Draw a route list to later places, ending in an otherwise."""
    guarded = draw(st.lists(st.tuples(st.sampled_from(later), conditions()), max_size=2))
    return (*(Route(to, when) for to, when in guarded), Route(draw(st.sampled_from(later))))


@st.composite
def options(draw: st.DrawFn, name: str, later: tuple[str, ...], go: tuple[Route, ...]) -> Option:
    """Draw an option that may teach, count, and go its own way."""
    own = go or draw(routes(later))
    return Option(
        id=name,
        say=name,
        learn=tuple(draw(st.lists(st.sampled_from(FACTS), max_size=2, unique=True))),
        count=((TALLY, draw(st.integers(1, 2))),) if draw(st.booleans()) else (),
        alone=bool(go) and name == "z" and draw(st.booleans()),
        go=own,
    )


@st.composite
def questions(draw: st.DrawFn, name: str, later: tuple[str, ...]) -> Question:
    """Draw a single choice or a tick list that leads to later places."""
    choose = draw(st.sampled_from([0, 0, 1, 2, 3]))
    go = draw(routes(later)) if choose else ()
    names = ("x", "y", "z")[: draw(st.integers(2, 3))]
    return Question(
        id=name,
        topic="topic",
        ask=name,
        why=name,
        options=tuple(draw(options(option, later, go)) for option in names),
        skip=draw(options(SKIP, later, ())),
        choose=choose,
        go=go,
    )


@st.composite
def trees(draw: st.DrawFn, most: int = 5) -> Tree:
    """Draw a tree whose places lead only to later ones, so that every walk ends."""
    ends = ("end1", "end2", "end3")
    order = [f"q{i}" for i in range(draw(st.integers(1, most)))]
    for i in range(draw(st.integers(0, 2))):
        order.insert(draw(st.integers(1, len(order))), f"f{i}")
    if draw(st.booleans()):
        order.insert(draw(st.integers(1, len(order))), "pass")
    asked, forks, outcomes = {}, {}, {name: outcome(name, draw) for name in ends}
    for i, name in enumerate(order):
        later = (*order[i + 1 :], *ends)
        if name.startswith("q"):
            asked[name] = draw(questions(name, later))
        elif name.startswith("f"):
            forks[name] = Fork(name, draw(routes(later)))
        else:
            outcomes[name] = outcome(name, draw, draw(st.sampled_from(later)))
    return Tree(
        id="random", version="1", language="en", title="random", start="q0",
        topics={"topic": Topic("topic", "topic")}, facts=dict.fromkeys(FACTS, "said"),
        tallies={TALLY: 3}, questions=asked, forks=forks, outcomes=outcomes,
    )  # fmt: skip


def outcome(name: str, draw: st.DrawFn, go_on: str = "") -> Outcome:
    """Draw an outcome of some tier; with `go_on` it is a passing one."""
    tier = 0 if go_on else draw(st.integers(0, 4))
    return Outcome(name, f"kind{tier}", tier, name, (Say("", name),), heard=FACTS, go_on=go_on)


def answers(place: Question | Outcome) -> Iterator[tuple[str, ...]]:
    """List every answer that a place allows; going on is the only one of a passing outcome."""
    if isinstance(place, Outcome):
        yield from [(GO_ON,)] if place.go_on else []
        return
    yield (SKIP,)
    together = [option.id for option in place.options if not option.alone]
    for n in range(1, max(1, place.choose) + 1):
        yield from combinations(together, n)
    yield from ((option.id,) for option in place.options if option.alone)
