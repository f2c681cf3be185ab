"""What it is to break a promise: at which places of a walk, and of what walks it speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree.proving.promise import Promise
from tree.proving.sat.formula import FALSE
from tree.proving.sat.walk_formula import WalkFormula


@dataclass(frozen=True, slots=True)
class Site:
    """A copy at which a walk breaks a promise; `after` what is answered there, or on coming."""

    copy: int
    literal: int
    after: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """All sites of a promise, and the literal of the promise saying anything of a walk."""

    sites: tuple[Site, ...]
    touched: int


def goal_of(sites: Iterator[Site], touched: int) -> Goal:
    """Keep the sites to which a walk may come."""
    return Goal(tuple(site for site in sites if site.literal != FALSE), touched)


def newly(walk: WalkFormula, promise: Promise) -> Iterator[tuple[int, int]]:
    """List the questions whose answers may first make `after` hold, each with its literal."""
    for i, live in enumerate(walk.live):
        if live != FALSE and walk.names[i] in walk.tree.questions:
            was = walk.knows.holds(promise.after, 2 * i)
            holds = walk.knows.holds(promise.after, 2 * i + 1)
            if was != holds:
                yield i, walk.formula.every([live, -was, holds])
