"""A promise ready to be proved, its proof, and the other findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, assert_never

from tree.condition import Condition
from tree.walk import Answer

FindingPlace = tuple[str | int, ...]
"""A path in a tree: a kind of thing, its id, then keys inside it as written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A code, its place, the values for its sentence, and a walk that shows it, if any.

    In very large packs a shorter walk may exist; then `shortest` is False.
    """

    code: str
    spot: FindingPlace
    values: dict[str, str] = field(default_factory=dict)
    walk: tuple[Answer, ...] = ()
    shortest: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """What a promise is about: any of these shown, or a question of a topic asked.

    A helpline category is a tag, `line:` and its name.
    """

    tags: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tiers: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Never:
    """On no finished walk on which `after` holds has the target been shown or asked."""

    form: ClassVar = "never"
    id: str
    target: Target
    after: Condition | None = None


@dataclass(frozen=True, slots=True)
class Always:
    """Every finished walk on which `after` holds shows the target, or was asked it."""

    form: ClassVar = "always"
    id: str
    target: Target
    after: Condition | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The screen after the answer that first makes `after` hold is the target."""

    form: ClassVar = "next"
    id: str
    target: Target
    after: Condition


@dataclass(frozen=True, slots=True)
class Before:
    """Before the target, questions have `plain` answers or were `asked`, or `learned` holds."""

    form: ClassVar = "before"
    id: str
    target: Target
    plain: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    learned: Condition | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Every finished walk on which `after` holds has met these questions."""

    form: ClassVar = "asked"
    id: str
    asked: tuple[str, ...]
    after: Condition


@dataclass(frozen=True, slots=True)
class Monotone:
    """A worse answer to one of these questions never ends at a gentler tier."""

    form: ClassVar = "monotone"
    id: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeverRoutes:
    """No walk comes to a route that reads one of these facts."""

    form: ClassVar = "never_routes"
    id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtMost:
    """No walk asks more questions than this, once `after` holds."""

    form: ClassVar = "at_most"
    id: str
    most: int
    after: Condition | None = None

    @property
    def is_limit(self) -> bool:
        """Return whether it only counts the questions of a walk: a limit that may be raised.

        After something was learned, help must come soon: that is a promise of safety.
        """
        return self.after is None


OfOneWalk = Never | Always | Next | Before | Asked | NeverRoutes | AtMost
Promise = OfOneWalk | Monotone
"""A safety rule; `form` is its name for authors. All but Monotone are broken by a single walk."""


def condition_of(promise: Promise) -> Condition | None:
    """Return the condition that a promise rests on, if any."""
    match promise:
        case Never() | Always() | Next() | Asked() | AtMost():
            return promise.after
        case Before():
            return promise.learned
        case NeverRoutes() | Monotone():
            return None
        case _:
            assert_never(promise)


def with_condition(promise: Promise, condition: Condition) -> Promise:
    """Return a promise that rests on another condition."""
    match promise:
        case Never() | Always() | Next() | Asked() | AtMost():
            return replace(promise, after=condition)
        case Before():
            return replace(promise, learned=condition)
        case NeverRoutes() | Monotone():
            return promise
        case _:
            assert_never(promise)


@dataclass(frozen=True, slots=True)
class Proof:
    """The result for one promise: kept, broken by the shortest walk, or open (`kept` is None).

    `other` is the better answer's walk where two walks break a promise together. A promise that no
    walk touches is `vacuous`, and never kept. In very large packs a shorter walk may exist; then
    `shortest` is False. `beside` means that a page which the walk can open breaks the promise.
    """

    promise: str
    kept: bool | None
    vacuous: bool = False
    walk: tuple[Answer, ...] = ()
    other: tuple[Answer, ...] = ()
    shortest: bool = True
    beside: bool = False
