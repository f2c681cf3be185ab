"""Routes, facts and tallies of a tree as XPath expressions over answers.

A node is relevant if an edge to it is taken. Each node with conditional edges has a hidden value
`next_…`, the node that it leads to; each fact and tally that is read has one, too. A node reads
only answers given before it or at it, so no value depends on itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

import networkx as nx

from commands.drawing.chart import groups
from tree.checking.structure import graph
from tree.condition import (
    All,
    AnyOf,
    AtLeast,
    Chose,
    Condition,
    Fact,
    InTopic,
    Named,
    Not,
    parts,
)
from tree.model import GO_ON, SKIP, Fork, Option, Outcome, Question, Route, Tree

NEVER, NONE, TICKED = "false()", "''", "count-selected(.)"


@dataclass
class Logic:
    """Writes the expressions of one tree, and collects the hidden values that they use."""

    tree: Tree
    hidden: dict[str, str] = field(default_factory=dict)
    _taught: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Build the graph of the tree."""
        self.drawn: nx.DiGraph[str] = graph(self.tree)

    def asked_when(self, name: str) -> str:
        """Return when a node is reached; empty if always."""
        if name == self.tree.start:
            return ""
        ways = [self._leads(before, name) for before in self.drawn.predecessors(name)]
        return " or ".join(ways) or NEVER

    def _leads(self, before: str, name: str) -> str:
        place = self.tree.node(before)
        if isinstance(place, Outcome):
            return f"${{go_on_{before}}} = '{GO_ON}'"
        if isinstance(place, Question) and self.drawn.out_degree(before) == 1:
            return f"${{{before}}} != {NONE}"
        return f"${{next_{before}}} = '{name}'"

    def follow(self, place: Question | Fork) -> None:
        """Add the hidden value for where a node leads, if it has more than one target."""
        if isinstance(place, Fork):
            here = self.asked_when(place.id)
            along = self._along(place.go, place.id)
            self.hidden[f"next_{place.id}"] = f"if({here}, {along}, {NONE})" if here else along
        elif self.drawn.out_degree(place.id) > 1:
            self.hidden[f"next_{place.id}"] = self._answered(place)

    def _answered(self, place: Question) -> str:
        """Return where each answer leads; the last group of answers is the default."""
        *parts, (last, _) = groups(place).items()
        said = self._along(last, place.id)
        for go, options in reversed(parts):
            chosen = " or ".join(_chosen(place.id, option) for option in options)
            said = f"if({chosen}, {self._along(go, place.id)}, {said})"
        return f"if(${{{place.id}}} = {NONE}, {NONE}, {said})"

    def _along(self, go: Iterable[Route], place: str) -> str:
        *guarded, last = go
        said = f"'{last.to}'"
        for route in reversed(guarded):
            said = f"if({self.holds(route.when, place)}, '{route.to}', {said})"
        return said

    def holds(self, when: Condition | None, place: str) -> str:
        """Return a condition as read at a node; empty if there is none."""
        match when:
            case None:
                return ""
            case Fact(name):
                return self.fact(name, place)
            case AtLeast():
                return self._counted(when, place)
            case Not(part):
                return f"not({self.holds(part, place)})"
            case All() | Named():
                return "(" + " and ".join(self.holds(p, place) for p in parts(when)) + ")"
            case AnyOf():
                return "(" + " or ".join(self.holds(p, place) for p in when.parts) + ")"
            case Chose() | InTopic():
                raise ValueError(when.op)
            case _:
                assert_never(when)

    def fact(self, name: str, place: str) -> str:
        """Return that a fact was learned before a node or at it."""
        taught = [(asked, option) for asked, option in self._before(place) if name in option.learn]
        if not taught:
            return NEVER
        said = " or ".join(_chosen(asked, option) for asked, option in taught)
        return f"${{{self._hide('fact', name, taught, f'if({said}, 1, 0)')}}} = 1"

    def _counted(self, when: AtLeast, place: str) -> str:
        counts = [
            (asked, option, n)
            for asked, option in self._before(place)
            for tally, n in option.count
            if tally == when.tally
        ]
        if not counts or when.least > self.tree.tallies[when.tally]:
            return NEVER
        said = " + ".join(f"if({_chosen(asked, option)}, {n}, 0)" for asked, option, n in counts)
        taught = [(asked, option) for asked, option, _ in counts]
        return f"${{{self._hide('tally', when.tally, taught, said)}}} >= {when.least}"

    def _hide(self, kind: str, name: str, taught: list[tuple[str, Option]], said: str) -> str:
        """Add a hidden value, or find it, and return its name.

        The same fact has another value where other answers can have taught it.
        """
        key = (f"{kind}_{name}", frozenset(asked for asked, _ in taught))
        if key not in self._taught:
            same = sum(known[0] == key[0] for known in self._taught)
            self._taught[key] = f"{key[0]}_{same}" if same else key[0]
            self.hidden[self._taught[key]] = said
        return self._taught[key]

    def _before(self, place: str) -> Iterator[tuple[str, Option]]:
        """Yield the answers that can be given before a node or at it."""
        there = {place, *nx.ancestors(self.drawn, place)}
        for asked in self.tree.questions.values():
            if asked.id in there:
                yield from ((asked.id, option) for option in (*asked.options, asked.skip))


def _chosen(question: str, option: Option) -> str:
    return f"selected(${{{question}}}, '{option.id}')"


def limits(asked: Question) -> str:
    """Return the constraint on which answers may be combined."""
    if not asked.choose:
        return ""
    alone = [o.id for o in asked.options if o.alone] + [SKIP]
    said = [f"not(selected(., '{name}') and {TICKED} > 1)" for name in alone]
    if asked.choose < len(asked.options) - len(alone) + 1:
        said.append(f"{TICKED} <= {asked.choose}")
    return " and ".join(said)


def in_order(tree: Tree) -> list[str]:
    """Sort nodes topologically; raises nx.NetworkXUnfeasible if there is a cycle."""
    drawn = graph(tree)
    order = {name: float(i) for i, name in enumerate(tree.questions)}
    last = float(len(order))
    for end in tree.outcomes.values():
        before = [order.get(name, last) for name in drawn.predecessors(end.id)]
        order[end.id] = max(before, default=last) + 0.5 if end.go_on else last + 1 + end.tier
    return list(nx.lexicographical_topological_sort(drawn, key=lambda name: order.get(name, -1.0)))


def loops(tree: Tree) -> list[str]:
    """Return the nodes of a cycle; empty if there is none."""
    try:
        return [edge[0] for edge in nx.find_cycle(graph(tree))]
    except nx.NetworkXNoCycle:
        return []
