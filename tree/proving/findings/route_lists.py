"""The route lists of a tree: where each is written, and which walks come to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree.model import SKIP, Fork, Outcome, Question, Route, Tree
from tree.proving.promise import FindingPlace
from tree.proving.sets.diagram import Set
from tree.proving.sets.reachable import Reachable
from tree.proving.sets.sample import Sampled


@dataclass(frozen=True, slots=True)
class RouteList:
    """The routes written in one place, and all walks that try them."""

    spot: FindingPlace
    routes: tuple[Route, ...]
    walks: Set
    sampled: Sampled


def route_lists(reach: Reachable) -> Iterator[RouteList]:
    """List the route lists of all nodes with a choice of routes."""
    for name in reach.order:
        place = reach.tree.node(name)
        if not isinstance(place, Outcome) and not _has_choice(place):
            continue
        if isinstance(place, Fork):
            sampled = reach.sampled_trying(name, place.go)
            yield RouteList(("forks", name, "go"), place.go, reach.at[name], sampled)
        elif isinstance(place, Question):
            yield from _of_question(reach, place)


def _has_choice(place: Question | Fork) -> bool:
    """Return whether some walk that leaves a node may have to choose between routes."""
    options = (*place.options, place.skip) if isinstance(place, Question) else ()
    return any(len(go) > 1 for go in (place.go, *(option.go for option in options)))


def written_lists(tree: Tree) -> Iterator[tuple[FindingPlace, tuple[Route, ...]]]:
    """List all route lists with the place where each is written, once each."""
    for fork in tree.forks.values():
        yield ("forks", fork.id, "go"), fork.go
    for question in tree.questions.values():
        own = [o.go for o in (question.skip, *(question.options if not question.choose else ()))]
        found = {_spot(question, routes): routes for routes in (question.go, *own) if routes}
        yield from found.items()


def _of_question(reach: Reachable, question: Question) -> Iterator[RouteList]:
    """Join the answers that share a route list, which is written once, at the question."""
    joined: dict[FindingPlace, RouteList] = {}
    for walks, routes in reach.step(question, reach.at[question.id]):
        spot = _spot(question, routes)
        before = joined[spot].walks if spot in joined else reach.diagram.none
        sampled = reach.sampled_trying(question.id, routes)
        joined[spot] = RouteList(spot, routes, before | walks, sampled)
    yield from joined.values()


def _spot(question: Question, routes: tuple[Route, ...]) -> FindingPlace:
    """Return where these routes of a question are written."""
    if routes == question.go:
        return ("questions", question.id, "go")
    for i, option in enumerate(question.options):
        if option.go == routes:
            return ("questions", question.id, "options", i, "go")
    return ("questions", question.id, SKIP, "go")


def spot_of_route(tree: Tree, place: str, number: int, route: Route) -> FindingPlace:
    """Return where a route that was followed is written."""
    node = tree.node(place)
    if isinstance(node, Outcome):
        return ("outcomes", place, "go_on")
    if isinstance(node, Fork):
        return ("forks", place, "go", number)
    lists = (node.go, *(option.go for option in (*node.options, node.skip)))
    routes = next(go for go in lists if len(go) > number and go[number] is route)
    return (*_spot(node, routes), number)
