"""A decision that can be weighed on a page."""

from __future__ import annotations

from dataclasses import dataclass

from tree.condition import Condition


@dataclass(frozen=True, slots=True)
class WeighOption:
    """One way to decide; its condition holds where it and another one are shown."""

    id: str
    say: str
    good: str
    hard: str
    like: str
    when: Condition | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weigh:
    """A decision that can be weighed on a screen of its own."""

    situation: str
    decision: str
    options: tuple[WeighOption, ...]
