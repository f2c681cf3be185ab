"""What the walks of many faults have in common: the answer or route that all of them pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from commands.reports.transcript import Teller
from tree.checking.proved import Proved, Shown
from tree.proving.decisive import decides, last_decisive, steps
from tree.proving.promise import Monotone, OfOneWalk

FEWEST = 0.5
"""A cause is passed by at least this share of the faults that have a walk."""
TRIED = 8
"""Places, and walks through each, that are tried with another answer."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A place that the walks of faults pass, how many of them do, and what is chosen there."""

    at: str
    says: str
    passed: int
    edited: bool = False


def find_cause(proved: Proved, teller: Teller, edited: Collection[str]) -> Cause | None:
    """Return where most faults with a walk take the same of many ways; None if nowhere.

    Lines that were `edited` since the last commit come first.
    """
    held = [_passed(teller, seen) for seen in proved.walks]
    if len(held) < 2:  # noqa: PLR2004  (one fault has no common cause)
        return None
    counts = Counter(at for places in held for at in places)
    ways = {at: n for places in held for at, (_, n) in places.items()}
    scores = {at: n * (1 - 1 / ways[at]) for at, n in counts.items() if n >= FEWEST * len(held)}
    fit = sorted(scores, key=lambda at: (at in edited, scores[at]), reverse=True)
    fit = [at for at in fit if at in edited or ways[at] > 1]
    best = next((at for at in fit[:TRIED] if _matters(proved, teller, at)), "")
    if not best:
        return None
    says = next(places[best][0] for places in held if best in places)
    return Cause(best, says, counts[best], best in edited)


def _passed(teller: Teller, seen: Shown) -> dict[str, tuple[str, int]]:
    """Return the places that the walks of a fault pass: what each is, and one of how many ways."""
    return {
        at: (says, ways)
        for walk in (seen.walk, seen.other)
        for step in steps(teller.tree, walk)
        for at, says, ways in teller.places(step)
    }


def deciding(proved: Proved, teller: Teller, seen: Shown) -> str:
    """Return the place of the last answer without which a walk breaks its promise no more."""
    promise = _promise(proved, seen)
    space = proved.verdict.space if proved.verdict else None
    step = last_decisive(teller.tree, promise, seen.walk, space) if promise else None
    return teller.answered_at(step) if step else ""


def _promise(proved: Proved, seen: Shown) -> OfOneWalk | None:
    """Return the promise that a walk breaks by itself; None if it takes two walks, or none."""
    if seen.promise:
        return seen.promise
    id_ = seen.fault.values.get("id", "")
    promise = next((one for one in proved.checked.promises if one.id == id_), None)
    return None if isinstance(promise, Monotone) else promise


def _matters(proved: Proved, teller: Teller, at: str) -> bool:
    """Return whether this is a route, or an answer without which most walks break nothing.

    A counterexample answers what does not matter in any way, often always in the same.
    """
    tried: list[bool] = []
    for seen in proved.walks:
        promise = _promise(proved, seen)
        step = next((s for s in steps(teller.tree, seen.walk) if teller.answered_at(s) == at), None)
        if step and promise and len(tried) < TRIED:
            tried.append(decides(teller.tree, promise, seen.walk, step.answer))
    return not tried or sum(tried) * 2 > len(tried)
