"""Named conditions, put beside what they mean wherever they are read."""

from __future__ import annotations

from collections.abc import Iterable

from tree.condition import Condition, Fact, Named, parts, with_parts
from tree.model import Route
from tree.pack.shapes import PackShape, RouteShape

Conditions = dict[str, Condition]


def resolve_conditions(head: PackShape) -> Conditions:
    """Expand the named conditions, which may use one another in the order written."""
    named: Conditions = {}
    for name, condition in head.conditions.items():
        named[name] = expand(condition, named)
    return named


def expand(condition: Condition, named: Conditions) -> Condition:
    """Put what named conditions mean beside their names."""
    if isinstance(condition, Fact):
        return _meant(condition.name, named.get(condition.name, condition))
    return with_parts(condition, (expand(part, named) for part in parts(condition)))


def _meant(name: str, means: Condition) -> Condition:
    """Keep the name of a condition beside what it means, unless that is a single fact."""
    return means if isinstance(means, Fact) else Named(name, means)


def expand_when(condition: Condition | None, named: Conditions) -> Condition | None:
    """Expand a condition where there is one."""
    return None if condition is None else expand(condition, named)


def expand_routes(routes: Iterable[RouteShape] | None, named: Conditions) -> tuple[Route, ...]:
    """Link routes, their conditions expanded."""
    return tuple(Route(r.to or r.otherwise, expand_when(r.when, named)) for r in routes or ())
