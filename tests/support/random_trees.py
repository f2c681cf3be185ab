"""Small random trees for hypothesis: forks, tallies, tick lists, passing outcomes, no loops."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from hypothesis import strategies as st

from tree.condition import All, AnyOf, AtLeast, Condition, Fact, Not
from tree.model import GO_ON, SKIP, Fork, Option, Outcome, Question, Route, Say, Topic, Tree

FACTS = ("a", "b", "c", "d")
TALLY = "t"


_ATOMS: st.SearchStrategy[Condition] = st.sampled_from(
    [
        *(Fact(name) for name in FACTS),
        *(AtLeast(TALLY, n) for n in (1, 2, 3)),
    ]
)
_NEST = st.sampled_from(["", "", "all", "any", "not"])
_FEW = st.integers(1, 2)
_COIN = st.booleans()
_LEARN = st.lists(st.sampled_from(FACTS), max_size=2, unique=True).map(tuple)
_CHOOSE = st.sampled_from([0, 0, 1, 2, 3])
_OPTIONS = st.integers(2, 3)
_GUARDS = st.integers(0, 2)
_TIER = st.integers(0, 4)


@cache
def one_of(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Draw one of these; what is drawn from is made once, for that costs more than to draw."""
    return st.sampled_from(names)


def nested(draw: st.DrawFn, atoms: st.SearchStrategy[Condition], deep: int = 2) -> Condition:
    """Draw a condition over these, nested a little."""
    op = draw(_NEST) if deep else ""
    if not op:
        return draw(atoms)
    many = 1 if op == Not.op else draw(_FEW)
    inside = tuple(nested(draw, atoms, deep - 1) for _ in range(many))
    if op == Not.op:
        return Not(*inside)
    return All(inside) if op == All.op else AnyOf(inside)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """Draw conditions over the facts and the tally, nested a little."""
    return nested(draw, _ATOMS)


def routes(draw: st.DrawFn, later: tuple[str, ...]) -> tuple[Route, ...]:
    """Draw a route list to later places, ending in an otherwise."""
    to = one_of(later)
    guarded = [Route(draw(to), nested(draw, _ATOMS)) for _ in range(draw(_GUARDS))]
    return (*guarded, Route(draw(to)))


def option(
    draw: st.DrawFn, name: str, later: tuple[str, ...], go: tuple[Route, ...] = ()
) -> Option:
    """Draw an option that may teach, count, and go its own way."""
    return Option(
        id=name,
        say=name,
        learn=draw(_LEARN),
        count=((TALLY, draw(_FEW)),) if draw(_COIN) else (),
        alone=bool(go) and name == "z" and draw(_COIN),
        go=go or routes(draw, later),
    )


def question(draw: st.DrawFn, name: str, later: tuple[str, ...]) -> Question:
    """Draw a single choice or a tick list that leads to later places."""
    choose = draw(_CHOOSE)
    go = routes(draw, later) if choose else ()
    names = ("x", "y", "z")[: draw(_OPTIONS)]
    return Question(
        id=name,
        topic="topic",
        ask=name,
        why=name,
        options=tuple(option(draw, each, later, go) for each in names),
        skip=option(draw, SKIP, later),
        choose=choose,
        go=go,
    )


@st.composite
def trees(draw: st.DrawFn, most: int = 5) -> Tree:
    """Draw a tree whose places lead only to later ones, so that every walk ends."""
    ends = ("end1", "end2", "end3")
    order = [f"q{i}" for i in range(draw(st.integers(1, most)))]
    for i in range(draw(_GUARDS)):
        order.insert(draw(st.integers(1, len(order))), f"f{i}")
    if draw(_COIN):
        order.insert(draw(st.integers(1, len(order))), "pass")
    asked, forks, outcomes = {}, {}, {name: outcome(name, draw) for name in ends}
    for i, name in enumerate(order):
        later = (*order[i + 1 :], *ends)
        if name.startswith("q"):
            asked[name] = question(draw, name, later)
        elif name.startswith("f"):
            forks[name] = Fork(name, routes(draw, later))
        else:
            outcomes[name] = outcome(name, draw, draw(one_of(later)))
    return Tree(
        id="random", version="1", language="en", title="random", start="q0",
        topics={"topic": Topic("topic", "topic")}, facts=dict.fromkeys(FACTS, "said"),
        tallies={TALLY: 3}, questions=asked, forks=forks, outcomes=outcomes,
    )  # fmt: skip


def outcome(name: str, draw: st.DrawFn, go_on: str = "") -> Outcome:
    """Draw an outcome of some tier; with `go_on` it is a passing one."""
    tier = 0 if go_on else draw(_TIER)
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
