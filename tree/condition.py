"""Conditions over facts and tallies: routes, steps and notes depend on nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, assert_never


@dataclass(frozen=True, slots=True, repr=False)
class Learned:
    """What the answers so far have taught: facts, and the value of each tally."""

    facts: frozenset[str] = frozenset()
    tallies: tuple[tuple[str, int], ...] = ()

    def tally(self, name: str) -> int:
        """Return the value of a tally; 0 if nothing was counted."""
        return next((n for tally, n in self.tallies if tally == name), 0)


@dataclass(frozen=True, slots=True, repr=False)
class Fact:
    """A fact was learned; in a pack as written, the name may also be that of a condition."""

    op: ClassVar = "fact"
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class AtLeast:
    """A tally is at least `least`."""

    op: ClassVar = "at_least"
    tally: str
    least: int


@dataclass(frozen=True, slots=True, repr=False)
class Chose:
    """One of these options was chosen at a question; only proofs read this."""

    op: ClassVar = "answer"
    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class InTopic:
    """A question of a topic was answered or skipped; only proofs read this."""

    op: ClassVar = "topic"
    topic: str


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """A condition that pack.yaml gives a name."""

    op: ClassVar = "all"
    name: str
    means: Condition


@dataclass(frozen=True, slots=True, repr=False)
class All:
    """All parts hold."""

    op: ClassVar = "all"
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, repr=False)
class AnyOf:
    """At least one part holds."""

    op: ClassVar = "any"
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Not:
    """The part does not hold."""

    op: ClassVar = "not"
    part: Condition


Leaf = Fact | AtLeast | Chose | InTopic
Condition = Leaf | Named | All | AnyOf | Not
"""`op` is the keyword in a pack, and the key of the words for it."""


def holds(condition: Condition | None, learned: Learned) -> bool:
    """Return whether a condition holds; None does. Raises ValueError for Chose and InTopic."""
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
    """Return the parts of a condition; a leaf has none."""
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
    """Return a condition of the same kind with other parts, as many as before."""
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
    """List the leaves of a condition: facts, tallies, answers and topics."""
    if isinstance(condition, Leaf):
        yield condition
        return
    for part in parts(condition):
        yield from leaves(part)


def called(condition: Condition) -> str:
    """Return the name of a leaf or of a named condition, else the keyword."""
    match condition:
        case Fact(name) | AtLeast(name) | Chose(name) | InTopic(name) | Named(name):
            return name
        case All() | AnyOf() | Not():
            return condition.op
        case _:
            assert_never(condition)


def reads(condition: Condition) -> frozenset[tuple[str, str]]:
    """Return what a condition reads, each name with its kind, such as `(Fact.op, "afraid")`."""
    return frozenset((leaf.op, called(leaf)) for leaf in leaves(condition))
