"""Limits that only count: they keep nobody from harm, so an author may raise them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil

from tree.proving.findings.statistics import Statistics
from tree.proving.promise import AtMost, Promise
from tree.proving.verdict import Verdict

COUNTED = ("questions", "plain_questions", "one_in")
"""Limits of a pack that only count; the others hold a pack to something, or fold pages."""
LIMIT_OF = {
    "over-limit": "questions",
    "over-plain-limit": "plain_questions",
    "seldom-reached": "one_in",
}
"""The limit that each of these faults is about."""


def ceilings(promises: Iterable[Promise]) -> dict[str, AtMost]:
    """Return the promises that only count, by id."""
    return {p.id: p for p in promises if isinstance(p, AtMost) and p.is_limit}


def smallest(limit: str, verdict: Verdict, numbers: Statistics | None) -> int | None:
    """Return the smallest value of a limit that holds for all walks; None if it is not known.

    A promise that only counts goes by the same number as `questions`.
    """
    of: dict[str, Callable[[Statistics], int]] = {
        "plain_questions": lambda found: found.longest_plain,
        "one_in": _rarest,
    }
    if limit in of:
        return of[limit](numbers) if numbers else None
    return verdict.longest


def _rarest(numbers: Statistics) -> int:
    """Return one in how many walks come to the page that is reached least often."""
    return max((ceil(1 / r.most) for r in numbers.reached.values() if r.walks), default=1)


def held(limit: str, most: str, verdict: Verdict, numbers: Statistics | None) -> dict[str, str]:
    """Return what a fault says of the limit that is exceeded: its name, and what would hold."""
    holds = smallest(limit, verdict, numbers)
    known = {"holds": str(holds)} if holds is not None else {}
    return {"held": limit, "limit": most, **known}
