"""Expand named conditions: keep each name, with its meaning attached."""

from __future__ import annotations

from collections.abc import Iterable

from tree.condition import Condition, Fact, Named, parts, with_parts
from tree.model import Route
from tree.pack.shapes import PackShape, RouteShape
from tree.remembered import remembered

Conditions = dict[str, Condition]


@remembered
def resolve_conditions(head: PackShape) -> Conditions:
    """Expand the named conditions; each may use those written before it."""
    named: Conditions = {}
    for name, condition in head.conditions.items():
        named[name] = expand(condition, named)
    return named


def expand(condition: Condition, named: Conditions) -> Condition:
    """Replace names by named conditions with their meaning."""
    if isinstance(condition, Fact):
        return _meant(condition.name, named.get(condition.name, condition))
    return with_parts(condition, (expand(part, named) for part in parts(condition)))


def _meant(name: str, means: Condition) -> Condition:
    """Return a named condition; for a single fact, just that fact."""
    return means if isinstance(means, Fact) else Named(name, means)


def expand_when(condition: Condition | None, named: Conditions) -> Condition | None:
    """Expand a condition, if there is one."""
    return None if condition is None else expand(condition, named)


def expand_routes(routes: Iterable[RouteShape] | None, named: Conditions) -> tuple[Route, ...]:
    """Link routes, with their conditions expanded."""
    return tuple(Route(r.to or r.otherwise, expand_when(r.when, named)) for r in routes or ())
