"""The shape of the graph, conditions aside: what cannot be reached, and what cannot be left."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from tree.fault import Fault, Where
from tree.model import Tree, exits
from tree.pack.pack import Pack, Placed
from tree.pack.shapes import Shape


def graph(tree: Tree) -> nx.DiGraph[str]:
    """Draw the tree as a directed graph: an edge wherever some route may lead."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for name in (*tree.questions, *tree.forks, *tree.outcomes):
        drawn.add_node(name)
        drawn.add_edges_from((name, route.to) for route in exits(tree.node(name)))
    return drawn


def check_structure(tree: Tree, pack: Pack) -> Iterator[Fault]:
    """Find what no walk can reach, closed loops without a way out, and dead ends."""
    drawn = graph(tree)
    places = _places(pack)
    reached = {tree.start, *nx.descendants(drawn, tree.start)}
    for name in _first_lost(drawn, reached):
        yield _fault("unreachable", name, places)
    yield from _unanswered(tree, pack, drawn)
    ends = [name for name, outcome in tree.outcomes.items() if not outcome.go_on]
    leads_out = set(ends).union(*(nx.ancestors(drawn, end) for end in ends))
    for loop in nx.strongly_connected_components(drawn.subgraph(reached - leads_out)):
        around = _circle(drawn, loop)
        code = "closed-loop" if around else "dead-end"
        yield _fault(code, min(loop), places, around=" > ".join(around))


def _unanswered(tree: Tree, pack: Pack, drawn: nx.DiGraph[str]) -> Iterator[Fault]:
    """Find facts that some pages answer, and others to which their learners come do not."""
    for fact in dict.fromkeys(item.shape.answer for item in pack.answers):
        items = [item for item in pack.answers if item.shape.answer == fact]
        answered = {kind for item in items for kind in item.shape.kinds}
        after = set[str]().union(*(nx.descendants(drawn, q) for q in _teachers(tree, fact)))
        kinds = {tree.outcomes[name].kind for name in after & set(tree.outcomes)} - answered
        if kinds and not any(item.shape.kinds == "all" for item in items):
            values = {"name": fact, "kinds": ", ".join(sorted(kinds))}
            yield items[0].fault("unanswered", "answer", **values)


def _teachers(tree: Tree, fact: str) -> Iterator[str]:
    """List the questions at which a fact can be learned."""
    for question in tree.questions.values():
        if any(fact in option.learn for option in (*question.options, question.skip)):
            yield question.id


def _first_lost(drawn: nx.DiGraph[str], reached: set[str]) -> Iterator[str]:
    """Name of what cannot be reached only what nothing else leads to: the rest follows from it."""
    lost = drawn.subgraph(set(drawn) - reached)
    for group in nx.strongly_connected_components(lost):
        if not any(before not in group for name in group for before in lost.predecessors(name)):
            yield min(group)


def _circle(drawn: nx.DiGraph[str], loop: set[str]) -> list[str]:
    """Walk once around a loop; nothing where a single place does not lead to itself."""
    try:
        edges = nx.find_cycle(drawn.subgraph(loop))
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
