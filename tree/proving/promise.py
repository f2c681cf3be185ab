"""A promise ready to be proved, its proof, and the other findings."""

from __future__ import annotations

from dataclasses import dataclass, field

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
class Promise:
    """A safety rule in one of eight forms.

    `form` is never, always, next, before, asked, monotone, never_routes or at_most. For before,
    the `plain` questions need a plain answer, the `asked` ones any answer but a skip, and `learned`
    must hold. For asked, the walk must have come to all the `asked` questions. `names` are the
    questions of monotone or the facts of never_routes; `most` is the limit of at_most.
    """

    id: str
    form: str
    after: Condition | None = None
    target: Target = Target()
    plain: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    learned: Condition | None = None
    names: tuple[str, ...] = ()
    most: int = 0


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
