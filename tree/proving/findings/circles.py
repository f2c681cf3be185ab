"""Forks that routes may lead back to, conditions aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from tree.model import Tree


def fork_circles(tree: Tree) -> Iterator[set[str]]:
    """List the groups of forks that lead to each other without a question between."""
    forks = tree.forks
    return _circles({f.id: [r.to for r in f.go if r.to in forks] for f in forks.values()})


def _circles(leads: Mapping[str, Iterable[str]]) -> Iterator[set[str]]:
    try:
        TopologicalSorter(leads).prepare()
    except CycleError:
        yield from _groups(leads)


def _groups(leads: Mapping[str, Iterable[str]]) -> Iterator[set[str]]:
    import networkx as nx  # noqa: PLC0415  (a quarter of a second, and hardly any pack needs it)

    drawn: nx.DiGraph[str] = nx.DiGraph()
    drawn.add_nodes_from(leads)
    drawn.add_edges_from((name, to) for name, nexts in leads.items() for to in nexts)
    for group in nx.strongly_connected_components(drawn):
        if len(group) > 1 or any(drawn.has_edge(name, name) for name in group):
            yield group
