"""How many questions a walk asks: a count that is raised at each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tree.proving.promise import Promise
from tree.proving.sat.formula import FALSE, TRUE, NoRoomError
from tree.proving.sat.goal import Goal, Site, goal_of, newly
from tree.proving.sat.walk_formula import WalkFormula

MOST_DIGITS = 400_000
"""A count over so many questions, up to so many, takes a gate for each pair."""


def at_most(walk: WalkFormula, promise: Promise) -> Goal:
    """Count the questions answered since `after` came to hold; one more asked is too many.

    Nobody comes to more without having stood at exactly so many, so later places are left out.
    """
    formula, most = walk.formula, promise.most
    new = TRUE if promise.after is None else formula.some([n for _, n in newly(walk, promise)])
    if road(walk, max) <= most:
        return Goal((), new)
    fewest = _counted(walk, min) if promise.after is None else [0] * len(walk.names)
    asked = [i for i, n in enumerate(walk.names) if n in walk.tree.questions and fewest[i] <= most]
    if len(asked) * most > MOST_DIGITS:
        raise NoRoomError
    row, sites = list[int](), list[Site]()
    for i in asked:
        held = walk.knows.holds(promise.after, 2 * i)
        full = held if not most else row[-1] if len(row) == most else FALSE
        sites.append(Site(i, formula.every([walk.at[i], held, full])))
        more = [*row, FALSE][:most]
        row = formula.raised(more, formula.both(walk.live[i], held)) if most else row
    return goal_of(iter(sites), new)


def road(walk: WalkFormula, which: Callable[[Iterable[int]], int]) -> int:
    """Count the questions on the longest or shortest road, conditions aside."""
    counted = _counted(walk, which)
    asks = (name in walk.tree.questions for name in walk.names)
    return which(n + more for n, more in zip(counted, asks, strict=True))


def _counted(walk: WalkFormula, which: Callable[[Iterable[int]], int]) -> list[int]:
    """Count for each copy the questions before it on the longest or shortest road."""
    far = [0] * len(walk.names)
    for i, coming in enumerate(walk.edges):
        if coming:
            far[i] = which(far[j] + (walk.names[j] in walk.tree.questions) for j, _ in coming)
    return far
