"""The structure of the graph, conditions ignored: unreachable nodes, loops and dead ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from tree.fault import Fault, Where
from tree.model import Tree, exits
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import Shape

if TYPE_CHECKING:
    import networkx as nx

GRAPH = {"unreachable", "closed-loop", "dead-end"}
"""Faults of the graph that may cause many others."""
CAUSES = {
    "missing-quote", "duplicate-id", "duplicate-key",
    "asked-twice", "fork-circle", "closed-loop", "dead-end",
}  # fmt: skip
"""Faults that cause others; what is broken, unused or unanswered often only follows from them."""

Arrows = dict[str, list[str]]
"""Where each node may lead, or what may lead to it."""


def graph(tree: Tree) -> nx.DiGraph[str]:
    """Return the tree as a directed graph, with an edge for every route."""
    import networkx as nx  # noqa: PLC0415  (takes 0.25 s; only faults need it)

    drawn: nx.DiGraph[str] = nx.DiGraph()
    for name, nexts in _leads(tree).items():
        drawn.add_node(name)
        drawn.add_edges_from((name, to) for to in nexts)
    return drawn


def _leads(tree: Tree) -> Arrows:
    names = (*tree.questions, *tree.forks, *tree.outcomes)
    return {name: [route.to for route in exits(tree.node(name))] for name in names}


def _back(leads: Arrows) -> Arrows:
    """Return the edges reversed."""
    back: Arrows = {name: [] for name in leads}
    for name, nexts in leads.items():
        for to in nexts:
            back[to].append(name)
    return back


def _beyond(leads: Mapping[str, Iterable[str]], start: Iterable[str]) -> set[str]:
    """Return all nodes reachable from some nodes."""
    found, todo = set[str](), list(start)
    while todo:
        nexts = set(leads[todo.pop()]) - found
        found |= nexts
        todo += nexts
    return found


def check_structure(tree: Tree, pack: Pack) -> Iterator[Fault]:
    """Find unreachable nodes, loops without an exit, and dead ends."""
    leads, places = _leads(tree), _places(pack)
    reached = {tree.start} | _beyond(leads, [tree.start])
    for name in _first_lost(tree, set(leads) - reached):
        yield _fault("unreachable", name, places)
    yield from _unanswered(tree, pack, leads)
    ends = {name for name, outcome in tree.outcomes.items() if not outcome.go_on}
    for loop in _groups(tree, reached - ends - _beyond(_back(leads), ends)):
        around = _circle(tree, loop)
        code = "closed-loop" if around else "dead-end"
        yield _fault(code, min(loop), places, around=" > ".join(around))


def _unanswered(tree: Tree, pack: Pack, leads: Arrows) -> Iterator[Fault]:
    """Find facts that have an answer on some pages, but not on others that their learners reach."""
    for fact in dict.fromkeys(item.shape.answer for item in pack.answers):
        items = [item for item in pack.answers if item.shape.answer == fact]
        answered = {kind for item in items for kind in item.shape.kinds}
        after = _beyond(leads, _teachers(tree, fact))
        kinds = {tree.outcomes[name].kind for name in after & set(tree.outcomes)} - answered
        if kinds and not any(item.shape.kinds == "all" for item in items):
            values = {"name": fact, "kinds": ", ".join(sorted(kinds))}
            yield items[0].fault("unanswered", "answer", **values)


def _teachers(tree: Tree, fact: str) -> Iterator[str]:
    """List the questions at which a fact can be learned."""
    for question in tree.questions.values():
        if any(fact in option.learn for option in (*question.options, question.skip)):
            yield question.id


def _groups(tree: Tree, places: set[str]) -> Iterator[set[str]]:
    """Yield the strongly connected components of some nodes; networkx is loaded only if needed."""
    if places:
        import networkx as nx  # noqa: PLC0415  (as above)

        yield from nx.strongly_connected_components(graph(tree).subgraph(places))


def _first_lost(tree: Tree, lost: set[str]) -> Iterator[str]:
    """Yield the root causes: unreachable components that nothing else leads to, by one node."""
    back = _back(_leads(tree))
    for group in _groups(tree, lost):
        if all(before in group for name in group for before in back[name]):
            yield min(group)


def _circle(tree: Tree, loop: set[str]) -> list[str]:
    """Return a cycle in a loop; empty for a single node without an edge to itself."""
    import networkx as nx  # noqa: PLC0415  (as above)

    try:
        edges = nx.find_cycle(graph(tree).subgraph(loop))
    except nx.NetworkXNoCycle:
        return []
    around = [edge[0] for edge in edges]
    return [*around, around[0]]


def _places(pack: Pack) -> dict[str, Placed[Shape]]:
    places: dict[str, Placed[Shape]] = {q.shape.id: q for _, q in pack.questions}
    places |= {fork.shape.id: fork for fork in pack.forks}
    return places | dict(pack.outcomes)


def _fault(code: str, name: str, places: dict[str, Placed[Shape]], **values: str) -> Fault:
    item = places.get(name)
    if item is None:
        return Fault(code, Where("pack.yaml"), {"name": name, **values})
    return item.fault(code, "id", name=name, **values)
