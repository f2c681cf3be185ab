"""Parts of a promise that no walk can touch: they would be switched off unseen."""

from __future__ import annotations

from collections.abc import Iterator

from tree.condition import Chose, Condition, called, parts
from tree.proving.finding import Finding
from tree.proving.promise import Promise
from tree.proving.sets.reachable import Reachable


def dead_parts(reach: Reachable, promise: Promise) -> Iterator[Finding]:
    """Find the least parts of `after` or `learned` that hold on no walk, unless nothing does."""
    for condition in (promise.after, promise.learned):
        for name in _dead(reach, condition) if condition and reach.some(condition) else ():
            values = {"id": promise.id, "name": name}
            yield Finding("promise-part-vacuous", ("promises", promise.id), values)


def _dead(reach: Reachable, condition: Condition) -> Iterator[str]:
    if isinstance(condition, Chose):
        asked = condition.question
        options = (o for o in condition.options if not reach.is_chosen(asked, o))
        yield from (f"{asked}: {option}" for option in options)
        return
    inside = [name for part in parts(condition) for name in _dead(reach, part)]
    yield from inside
    if not inside and not reach.some(condition):
        yield called(condition)
