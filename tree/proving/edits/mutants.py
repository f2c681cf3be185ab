"""Every small slip that an author could make: something sent elsewhere, forgotten or turned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from tree.condition import Condition
from tree.model import SKIP, Option, Outcome, Route, Tree, exits
from tree.proving.edits.rewrite import with_conditions, with_option, with_routes
from tree.proving.edits.swaps import drops, redefined, swaps
from tree.proving.finding import FindingPlace
from tree.proving.findings.dead_conditions import names_in
from tree.proving.findings.route_lists import written_lists
from tree.proving.promise import Promise


@dataclass(frozen=True, slots=True)
class Mutant:
    """A tree with one slip, and the promises as they would read after it.

    `kind` is redirect, forget, uncount, swap or drop; `name` is what the slip is about.
    """

    kind: str
    spot: FindingPlace
    name: str
    tree: Tree
    promises: tuple[Promise, ...]


def mutants(tree: Tree, promises: Iterable[Promise]) -> Iterator[Mutant]:
    """Make every slip in turn."""
    kept = tuple(promises)
    yield from _redirected(tree, kept)
    yield from _forgotten(tree, kept)
    yield from _turned(tree, kept)
    yield from _redefined(tree, kept)


def _redirected(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Send each route to where its neighbour goes, past its target, or to the gentlest page."""
    for spot, routes in written_lists(tree):
        for i, route in enumerate(routes):
            for to in _elsewhere(tree, routes, i):
                new = (*routes[:i], Route(to, route.when), *routes[i + 1 :])
                changed = with_routes(tree, spot, new)
                yield Mutant("redirect", (*spot, i), to, changed, promises)


def _elsewhere(tree: Tree, routes: tuple[Route, ...], at: int) -> list[str]:
    near = [routes[i].to for i in (at + 1, at - 1) if 0 <= i < len(routes)][:1]
    past = [route.to for route in list(exits(tree.node(routes[at].to)))[-1:]]
    gentlest = max(tree.outcomes.values(), key=_gentleness).id
    found = dict.fromkeys([*(near or past), gentlest])
    return [to for to in found if to != routes[at].to]


def _gentleness(outcome: Outcome) -> int:
    return outcome.tier


def _forgotten(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Forget each fact and each count that an option teaches."""
    for question in tree.questions.values():
        for i, option in enumerate((*question.options, question.skip)):
            spot: FindingPlace = ("questions", question.id, *(_spot(i, option)))
            for kind, name, less in _less(option):
                changed = with_option(tree, question, less)
                yield Mutant(kind, spot, name, changed, promises)


def _spot(number: int, option: Option) -> FindingPlace:
    return (SKIP,) if option.id == SKIP else ("options", number)


def _less(option: Option) -> Iterator[tuple[str, str, Option]]:
    for fact in option.learn:
        yield "forget", fact, replace(option, learn=tuple(f for f in option.learn if f != fact))
    for tally, n in option.count:
        left = tuple(c for c in option.count if c != (tally, n))
        yield "uncount", tally, replace(option, count=left)


def _turned(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Turn round, or leave out, each part of each condition of a route."""
    for spot, routes in written_lists(tree):
        for i, route in enumerate(routes):
            for kind, when in _others(route.when):
                new = (*routes[:i], Route(route.to, when), *routes[i + 1 :])
                changed = with_routes(tree, spot, new)
                yield Mutant(kind, (*spot, i, "when"), route.to, changed, promises)


def _others(when: Condition | None) -> Iterator[tuple[str, Condition]]:
    if when:
        yield from (("swap", other) for other in swaps(when))
        yield from (("drop", other) for other in drops(when))


def _redefined(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[Mutant]:
    """Turn round each part of each named condition, for all that use it."""
    for name, means in _named(tree).items():
        for kind, other in _others(means):
            changed = with_conditions(tree, partial(redefined, name=name, means=other))
            anew = tuple(_anew(promise, name, other) for promise in promises)
            yield Mutant(kind, ("conditions", name), name, changed, anew)


def _anew(promise: Promise, name: str, means: Condition) -> Promise:
    after, learned = promise.after, promise.learned
    return replace(
        promise,
        after=redefined(after, name, means) if after else None,
        learned=redefined(learned, name, means) if learned else None,
    )


def _named(tree: Tree) -> dict[str, Condition]:
    """List the named conditions that routes read."""
    whens = (r.when for _, routes in written_lists(tree) for r in routes if r.when)
    return {named.name: named.means for when in whens for named in names_in(when)}
