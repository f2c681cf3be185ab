"""The shortest walk among marks: a layer an answer, then back through the layers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from tree.model import GO_ON, Fork, Outcome, Question, Route, exit_routes, exits
from tree.proving.diagram import Set
from tree.proving.marked import Marked
from tree.proving.marks import Chosen
from tree.proving.reach import Places

Sheet = dict[str, tuple[str, ...]]
Node = Question | Fork | Outcome
Step = tuple[str, tuple[str, ...], Set]
"""A place, what was chosen there, and the walks before that."""
PLACES, FEW, LARGE = 400_000, 30_000, 8
"""So many places are gone through, layer by layer, in search of the shortest walk; few before it
is asked whether that will do. So many nodes of a set count as one place more."""

Edges = tuple[tuple[str, Set], ...]


def search(reach: Marked, wanted: Places, known: int = 0) -> Sheet | None:
    """Find what to answer so as to stand where it is wanted; None where that takes too long.

    Where a walk of some length is `known`, it is seen early that one as long is out of reach.
    """
    layers: list[Places] = []
    edges: dict[str, Edges | None] = {}
    front = _arrive(reach, reach.words.begin, (Route(reach.tree.start),))
    seen: Places = {}
    gone = 0
    while front and not _is_too_far(gone, len(layers), known):
        layers.append(front)
        gone += sum(1 + reach.diagram.node_count(walks) // LARGE for walks in front.values())
        for name, walks in front.items():
            if name in wanted and reach.diagram.intersects(walks, wanted[name]):
                return _back(reach, layers, name, walks & wanted[name])
            seen[name] = seen[name] | walks if name in seen else walks
        front = _further(reach, front, seen, edges)
    return None


def _is_too_far(gone: int, layers: int, known: int) -> bool:
    """Say whether too many places were gone through, or will have been after so many layers."""
    return gone >= PLACES or (gone >= FEW and gone * known >= PLACES * layers)


def _arrive(reach: Marked, walks: Set, routes: Iterable[Route]) -> Places:
    """Share walks out among all places that they come to next, forks on the way included."""
    places: Places = {}
    todo = list(reach.split(walks, routes))
    while todo:
        some, route = todo.pop()
        known = places.get(route.to, reach.diagram.none)
        if (joined := known | some) != known:
            places[route.to] = joined
            node = reach.tree.node(route.to)
            todo += reach.split(some, node.go) if isinstance(node, Fork) else ()
    return places


def _further(reach: Marked, front: Places, seen: Places, edges: dict[str, Edges | None]) -> Places:
    """Answer one question more, wherever that comes to something new."""
    found: Places = {}
    for name, walks in front.items():
        if name not in edges:
            edges[name] = _edges(reach, name)
        for to, there in _nexts(reach, name, walks, edges[name]):
            new = there & ~seen[to] if to in seen else there
            if new != reach.diagram.none:
                found[to] = found[to] | new if to in found else new
    return found


def _nexts(reach: Marked, name: str, walks: Set, known: Edges | None) -> Iterator[tuple[str, Set]]:
    """Say where an answer leads whom; known of places that leave no mark."""
    if known is not None:
        yield from ((to, walks & who) for to, who in known)
        return
    for some, routes in reach.step(reach.tree.node(name), walks):
        yield from _arrive(reach, some, routes).items()


def _edges(reach: Marked, name: str) -> Edges | None:
    """Say of everybody at a place where an answer leads them; None where it leaves a mark."""
    node = reach.tree.node(name)
    if isinstance(node, Fork):
        return ()
    if isinstance(node, Outcome) or reach.words.marks_at(node):
        return None
    found: Places = {}
    lists = [node.go] if node.choose else [option.go for option in node.options]
    for routes in (*lists, node.skip.go):
        for to, who in _arrive(reach, reach.diagram.all, routes).items():
            found[to] = found.get(to, reach.diagram.none) | who
    return tuple(found.items())


def _back(reach: Marked, layers: list[Places], place: str, walks: Set) -> Sheet:
    """Find, layer by layer, an answer that led here."""
    sheet: Sheet = {}
    for layer in reversed(layers[:-1]):
        near = ((name, there) for name, there in layer.items() if _leads(reach, name, place))
        place, chosen, walks = next(_answers(reach, near, place, walks))
        sheet[place] = chosen
    return sheet


def _leads(reach: Marked, name: str, to: str) -> bool:
    """Say whether a route, through forks or not, leads from a screen to a place."""
    seen, todo = set[str](), [route.to for route in exits(reach.tree.node(name))]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            fork = reach.tree.forks.get(here)
            todo += [route.to for route in fork.go] if fork else []
    return to in seen


def _answers(
    reach: Marked, near: Iterable[tuple[str, Set]], place: str, walks: Set
) -> Iterator[Step]:
    """List the answers by which some of these walks came to a place, and the walks before."""
    for name, there in near:
        node = reach.tree.node(name)
        if isinstance(node, Fork):
            continue
        for chosen, routes in ways(node):
            after = _arrive(reach, reach.diagram.all, routes).get(place, reach.diagram.none) & walks
            before = there & reach.words.untaught(node, chosen, after)
            if before != reach.diagram.none:
                yield name, named(node, chosen), before


def named(node: Node, chosen: Chosen) -> tuple[str, ...]:
    """Name an answer; a fork has none."""
    if isinstance(node, Outcome):
        return (GO_ON,)
    return tuple(option.id for option in chosen)


def ways(node: Node) -> Iterator[tuple[Chosen, tuple[Route, ...]]]:
    """List every answer to a place, with the routes that it takes."""
    if isinstance(node, Outcome):
        yield (), (Route(node.go_on),)
    elif isinstance(node, Fork):
        yield (), node.go
    else:
        yield from ((chosen, exit_routes(node, chosen)) for chosen in choices(node))


def choices(question: Question) -> Iterator[Chosen]:
    """List every answer that a question allows, skip last."""
    rest = [option for option in question.options if not option.alone]
    for n in range(1, max(1, question.choose) + 1):
        yield from combinations(rest, n)
    yield from ((option,) for option in question.options if option.alone)
    yield (question.skip,)
