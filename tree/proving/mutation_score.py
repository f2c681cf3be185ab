"""Mutation score: the share of mutants that some promise notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree.model import Tree
from tree.proving.mutants import Mutant, mutants
from tree.proving.promise import Monotone, Promise
from tree.proving.promises.prove import is_kept
from tree.proving.sets.exact_space import ExactSpace

SAFETY = 2
"""Walks that end at this tier or a more urgent one are about safety."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant, the most urgent tier that it makes gentler, and the promise that notices it.

    `tier` is None if no walk ends at a gentler tier; then no promise is asked. `promise` is empty
    if none notices.
    """

    mutant: Mutant
    tier: int | None
    promise: str


@dataclass(frozen=True, slots=True)
class Score:
    """All mutants that were tried."""

    tried: tuple[Tried, ...]

    def worse(self, most: int = 4) -> tuple[Tried, ...]:
        """List the mutants that let a walk of this tier, or a more urgent one, end gentler."""
        return tuple(t for t in self.tried if t.tier is not None and t.tier <= most)

    def by_tier(self) -> dict[int, tuple[Tried, ...]]:
        """Group these mutants by the most urgent tier from which they let a walk end gentler."""
        found: dict[int, tuple[Tried, ...]] = {}
        for tried in sorted(self.worse(), key=lambda slip: slip.tier or 0):
            found[tried.tier or 0] = (*found.get(tried.tier or 0, ()), tried)
        return found

    def unnoticed(self, most: int = 4) -> tuple[Tried, ...]:
        """List those of them that no promise notices."""
        return tuple(tried for tried in self.worse(most) if not tried.promise)


def mutate(tree: Tree, promises: Iterable[Promise]) -> Score:
    """Try every mutant of a tree whose promises are kept."""
    kept = tuple(promises)
    before = ExactSpace(tree)
    return Score(tuple(_try_all(before, mutants(tree, kept))))


def _try_all(before: ExactSpace, slips: Iterable[Mutant]) -> Iterator[Tried]:
    lately: list[str] = []
    for slip in slips:
        space = before.changed(slip.tree)
        tier = _gentler(before, space)
        yield Tried(slip, tier, "" if tier is None else _noticed(space, slip, lately))


def _noticed(space: ExactSpace, slip: Mutant, lately: list[str]) -> str:
    """Return a promise that is broken, or ""; recently broken ones come first, costly ones last."""
    order = {name: i for i, name in enumerate(lately)}
    last = len(order)
    first = sorted(slip.promises, key=lambda p: (order.get(p.id, last), isinstance(p, Monotone)))
    found = next((promise.id for promise in first if not is_kept(space, promise)), "")
    if found:
        lately[:] = [found, *(name for name in lately if name != found)]
    return found


def _gentler(before: ExactSpace, after: ExactSpace) -> int | None:
    """Return the most urgent tier from which some completion now ends gentler, or None."""
    if after.ends == before.ends:
        return None
    found = after.ladder & ~before.ladder
    if found == before.diagram.none:
        return None
    tiers = sorted({outcome.tier for outcome in before.tree.outcomes.values()})
    beyond = [*(before.gentler[tier] for tier in tiers[1:]), before.diagram.none]
    return next(
        t for t, g in zip(tiers, beyond, strict=True) if before.diagram.intersects(found, ~g)
    )
