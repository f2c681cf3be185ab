"""Conditions over what was learned: the only thing that routes, steps and notes may depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, assert_never


@dataclass(frozen=True, slots=True)
class Learned:
    """What the answers so far have taught: facts, and how far each tally has come."""

    facts: frozenset[str] = frozenset()
    tallies: tuple[tuple[str, int], ...] = ()

    def tally(self, name: str) -> int:
        """Return how far the tally of this name has come; 0 where nothing was counted."""
        return next((n for tally, n in self.tallies if tally == name), 0)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact was learned; as an author writes it, this may be the name of a condition, too."""

    op: ClassVar = "fact"
    name: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A tally has come so far."""

    op: ClassVar = "at_least"
    tally: str
    least: int


@dataclass(frozen=True, slots=True)
class Chose:
    """One of these options was chosen at a question: only proofs read this."""

    op: ClassVar = "answer"
    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InTopic:
    """A question of a topic was answered or skipped: only proofs read this."""

    op: ClassVar = "topic"
    topic: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a name of pack.yaml means holds."""

    op: ClassVar = "all"
    name: str
    means: Condition


@dataclass(frozen=True, slots=True)
class All:
    """All of these hold."""

    op: ClassVar = "all"
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these holds, or more."""

    op: ClassVar = "any"
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    op: ClassVar = "not"
    part: Condition


Leaf = Fact | AtLeast | Chose | InTopic
Condition = Leaf | Named | All | AnyOf | Not
"""`op` is how an author writes a condition, and how words for it are found."""


def holds(condition: Condition | None, learned: Learned) -> bool:
    """Return whether a condition is met; none always is. Raises ValueError for what proofs read."""
    match condition:
        case None:
            return True
        case Fact():
            return condition.name in learned.facts
        case All() | Named():
            return all(holds(part, learned) for part in parts(condition))
        case AnyOf():
            return any(holds(part, learned) for part in condition.parts)
        case Not():
            return not holds(condition.part, learned)
        case AtLeast():
            return learned.tally(condition.tally) >= condition.least
        case Chose() | InTopic():
            raise ValueError(condition.op)
        case _:
            assert_never(condition)


def parts(condition: Condition) -> tuple[Condition, ...]:
    """List what a condition is made of."""
    match condition:
        case All(inside) | AnyOf(inside):
            return inside
        case Not(part) | Named(_, part):
            return (part,)
        case Fact() | AtLeast() | Chose() | InTopic():
            return ()
        case _:
            assert_never(condition)


def with_parts(condition: Condition, new: Iterable[Condition]) -> Condition:
    """Return a condition of the same kind, made of as many other parts."""
    match condition:
        case All() | AnyOf():
            return type(condition)(tuple(new))
        case Not():
            return Not(*new)
        case Named(name):
            return Named(name, *new)
        case Fact() | AtLeast() | Chose() | InTopic():
            return condition
        case _:
            assert_never(condition)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """List the facts, tallies and answers inside a condition."""
    if isinstance(condition, Leaf):
        yield condition
        return
    for part in parts(condition):
        yield from leaves(part)


def called(condition: Condition) -> str:
    """Return the name of what a condition reads, its own name, or that of its kind."""
    match condition:
        case Fact(name) | AtLeast(name) | Chose(name) | InTopic(name) | Named(name):
            return name
        case All() | AnyOf() | Not():
            return condition.op
        case _:
            assert_never(condition)


def reads(condition: Condition) -> frozenset[tuple[str, str]]:
    """List what a condition reads, each with its kind: `(Fact.op, "afraid")`."""
    return frozenset((leaf.op, called(leaf)) for leaf in leaves(condition))
