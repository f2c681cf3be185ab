"""The ways out of a place: which answers lead where, and on what condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree.condition import Condition
from tree.model import Fork, Option, Outcome, Question, Route


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """One route: for which answers (none named where for all), and whether it is an otherwise.

    `rest` marks the answers that have no way of their own, where others have one.
    """

    to: str
    options: tuple[Option, ...] = ()
    when: Condition | None = None
    last: bool = False
    rest: bool = False
    passing: bool = False


def ways(place: Question | Fork | Outcome) -> Iterator[DrawnEdge]:
    """List the ways out of a place; answers that share their routes share the way."""
    if isinstance(place, Outcome):
        yield from [DrawnEdge(place.go_on, passing=True)] if place.go_on else []
        return
    if isinstance(place, Fork):
        yield from _along(place.go)
        return
    shared = groups(place)
    for go, options in shared.items():
        every = len(shared) == 1
        rest = not every and go == place.go and len(options) > 1
        yield from _along(go, () if every else options, rest)


def groups(place: Question) -> dict[tuple[Route, ...], tuple[Option, ...]]:
    """List the answers of a question, the skip last, by the routes that they share."""
    shared: dict[tuple[Route, ...], tuple[Option, ...]] = {}
    for option in place.options:
        go = place.go if place.choose else option.go
        shared[go] = (*shared.get(go, ()), option)
    shared[place.skip.go] = (*shared.get(place.skip.go, ()), place.skip)
    return shared


def _along(
    go: tuple[Route, ...], options: tuple[Option, ...] = (), rest: bool = False
) -> Iterator[DrawnEdge]:
    for route in go:
        yield DrawnEdge(route.to, options, route.when, route.when is None and len(go) > 1, rest)
