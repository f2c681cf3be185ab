"""Small random trees for hypothesis: forks, tallies, tick lists, passing outcomes, no loops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from tree.condition import All, AnyOf, AtLeast, Condition, Fact, Not
from tree.model import GO_ON, SKIP, Fork, Option, Outcome, Question, Route, Say, Topic, Tree

FACTS = ("a", "b", "c", "d")
TALLY = "t"
LARGEST = (1 << 32) - 1

T = TypeVar("T")

_ATOMS: tuple[Condition, ...] = (
    *(Fact(name) for name in FACTS),
    *(AtLeast(TALLY, n) for n in (1, 2, 3)),
)
_NEST = ("", "", "all", "any", "not")
_FEW = (1, 2)
_COIN = (False, True)
_CHOOSE = (0, 0, 1, 2, 3)
_OPTIONS = (2, 3)
_GUARDS = (0, 1, 2)
_TIER = range(5)


class Dice:
    """Draws all of one part, such as a question, from one seed.

    Hypothesis draws how many parts there are, and a seed of each: to draw what is in them, too,
    takes it longer than it takes to prove the tree.
    """

    def __init__(self, seed: int) -> None:
        """Start from a seed."""
        self._random = Random(seed)  # noqa: S311  (no secret)

    def __call__(self, what: Sequence[T]) -> T:
        """Draw one of these."""
        return self._random.choice(what)

    def some(self, what: Sequence[T], least: int, most: int) -> tuple[T, ...]:
        """Draw so many of these, none twice."""
        many = self._random.randint(least, min(most, len(what)))
        return tuple(self._random.sample(what, many))


DICE = st.integers(0, LARGEST).map(Dice)


def nested(dice: Dice, atoms: Sequence[Condition], deep: int = 2) -> Condition:
    """Draw a condition over these, nested a little."""
    op = dice(_NEST) if deep else ""
    if not op:
        return dice(atoms)
    many = 1 if op == Not.op else dice(_FEW)
    inside = tuple(nested(dice, atoms, deep - 1) for _ in range(many))
    if op == Not.op:
        return Not(*inside)
    return All(inside) if op == All.op else AnyOf(inside)


def condition(dice: Dice) -> Condition:
    """Draw a condition over the facts and the tally, nested a little."""
    return nested(dice, _ATOMS)


def conditions() -> st.SearchStrategy[Condition]:
    """Draw such conditions."""
    return DICE.map(condition)


def routes(dice: Dice, later: tuple[str, ...]) -> tuple[Route, ...]:
    """Draw a route list to later places, ending in an otherwise."""
    guarded = [Route(dice(later), condition(dice)) for _ in range(dice(_GUARDS))]
    return (*guarded, Route(dice(later)))


def option(dice: Dice, name: str, later: tuple[str, ...], go: tuple[Route, ...] = ()) -> Option:
    """Draw an option that may teach, count, and go its own way."""
    return Option(
        id=name,
        say=name,
        learn=dice.some(FACTS, 0, 2),
        count=((TALLY, dice(_FEW)),) if dice(_COIN) else (),
        alone=bool(go) and name == "z" and dice(_COIN),
        go=go or routes(dice, later),
    )


def question(dice: Dice, name: str, later: tuple[str, ...]) -> Question:
    """Draw a single choice or a tick list that leads to later places."""
    choose = dice(_CHOOSE)
    go = routes(dice, later) if choose else ()
    names = ("x", "y", "z")[: dice(_OPTIONS)]
    return Question(
        id=name,
        topic="topic",
        ask=name,
        why=name,
        options=tuple(option(dice, each, later, go) for each in names),
        skip=option(dice, SKIP, later),
        choose=choose,
        go=go,
    )


def _order(dice: Dice, questions: int) -> list[str]:
    """Draw in which order places follow each other, a question first."""
    order = [f"q{i}" for i in range(questions)]
    for i in range(dice(_GUARDS)):
        order.insert(dice(range(1, len(order) + 1)), f"f{i}")
    if dice(_COIN):
        order.insert(dice(range(1, len(order) + 1)), "pass")
    return order


@st.composite
def trees(draw: st.DrawFn, most: int = 5) -> Tree:
    """Draw a tree whose places lead only to later ones, so that every walk ends."""
    ends = ("end1", "end2", "end3")
    order = _order(draw(DICE), draw(st.integers(1, most)))
    asked, forks, outcomes = {}, {}, {name: outcome(name, draw(DICE)) for name in ends}
    for i, name in enumerate(order):
        later, dice = (*order[i + 1 :], *ends), draw(DICE)
        if name.startswith("q"):
            asked[name] = question(dice, name, later)
        elif name.startswith("f"):
            forks[name] = Fork(name, routes(dice, later))
        else:
            outcomes[name] = outcome(name, dice, dice(later))
    return Tree(
        id="random", version="1", language="en", title="random", start="q0",
        topics={"topic": Topic("topic", "topic")}, facts=dict.fromkeys(FACTS, "said"),
        tallies={TALLY: 3}, questions=asked, forks=forks, outcomes=outcomes,
    )  # fmt: skip


def outcome(name: str, dice: Dice, go_on: str = "") -> Outcome:
    """Draw an outcome of some tier; with `go_on` it is a passing one."""
    tier = 0 if go_on else dice(_TIER)
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
