"""Large packs: the same analyses over a formula, as their walks cannot be enumerated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from tree.condition import Condition
from tree.model import Fork, Outcome, Question, Route, exit_routes
from tree.proving.formula_sets import Held, Queries, Sets, as_set
from tree.proving.promise import Finding
from tree.proving.replay import Trail, trail
from tree.proving.sat.form_goals import Site
from tree.proving.sat.knowledge import END
from tree.proving.sat.prover import Prover
from tree.proving.sat.shortest_walk import find
from tree.proving.sets.condition_sets import Meanings
from tree.proving.sets.diagram import Diagram, Set
from tree.proving.sets.reachable import NodeSets, Reachable, Transition


class Large(Reachable):
    """The walks that come to each node of a tree, as literals of its formula."""

    def __init__(self, prover: Prover) -> None:
        """Take a prover with its encoding; no query is made yet."""
        self.prover, self.tree = prover, prover.tree
        self.walk = prover.walk
        self.queries = Queries(self.walk, prover.solver)
        self._walks_lack = False
        sets = Sets(self.queries)
        self.diagram = cast("Diagram", sets)
        self.meaning = _Meanings(self.diagram, self._holding)
        self.order = tuple(dict.fromkeys(self.walk.names))
        self.at = {n: self._at(n, self.walk.at.__getitem__) for n in self.tree_names()}
        ends: dict[str, dict[int, int]] = {name: {} for name in self.tree.outcomes}
        for i, end in self.walk.ends:
            ends[self.walk.names[i]][2 * i] = end
        self.ends = {name: self._set(known) for name, known in ends.items()}

    def tree_names(self) -> Iterator[str]:
        """List all nodes, even those that no route leads to."""
        yield from self.tree.questions
        yield from self.tree.forks
        yield from self.tree.outcomes

    def findings(self, look: Callable[[Reachable], Iterable[Finding]]) -> tuple[Finding, ...]:
        """Repeat an analysis until all its queries are answered as it took them to be."""
        while True:
            self._walks_lack = False
            found = tuple(look(self))
            if self.queries.is_settled or (self.queries.settle() and not self._walks_lack):
                return found

    def _set(self, known: dict[int, int]) -> Set:
        return as_set(Held(self.queries, lambda time: known.get(time, -1), tuple(known)))

    def _at(self, name: str, literal: Callable[[int], int]) -> Set:
        """Return the walks at all copies of a node."""
        return self._set({2 * i: literal(i) for i in self.walk.copies.get(name, ())})

    def _holding(self, condition: Condition) -> Set:
        return as_set(Held(self.queries, lambda time: self.walk.knows.holds(condition, time), None))

    def repeats(self, name: str) -> Set:
        """Return the walks that come back to a node."""
        if name in self.tree.forks or not self.walk.unrolled.looping:
            return self.diagram.none
        both, walk = self.walk.formula.both, self.walk
        return self._at(name, lambda i: both(walk.at[i], -walk.live[i]))

    def some(self, condition: Condition | None) -> bool:
        """Return whether a condition holds on some walk, as far as known."""
        formula = self.walk.formula
        ended = formula.some([end for _, end in self.walk.ends])
        holds = self.walk.knows.holds(condition, END)
        return self.queries.can_hold(formula.both(ended, holds))

    def step(self, place: Question | Fork | Outcome, standing: Set) -> Iterable[Transition]:
        """Yield the answers to a question with their routes; other nodes have one way or none."""
        if isinstance(place, Fork):
            return ((standing, place.go),)
        return self._answered(place) if isinstance(place, Question) else ()

    def _answered(self, question: Question) -> Iterator[Transition]:
        found: dict[tuple[Route, ...], dict[int, list[int]]] = {}
        for i in self.walk.copies.get(question.id, ()):
            for answered in self.walk.answers.get(i, ()):
                routes = exit_routes(question, answered.options)
                times = found.setdefault(routes, {})
                times.setdefault(2 * i + 1, []).append(answered.literal)
        some = self.walk.formula.some
        for routes, times in found.items():
            yield self._set({time: some(literals) for time, literals in times.items()}), routes

    def way(self, wanted: NodeSets) -> tuple[Trail, bool]:
        """Return a wanted walk, or an empty one while it is not known whether there is any."""
        nowhere = Trail((), (), self.tree.start)
        if not self.queries.is_settled:
            self._walks_lack = True
            return nowhere, True
        times = (
            (time, walks) for walks in wanted.values() for time in cast("Held", walks).times or ()
        )
        sites = [Site(time // 2, cast("Held", walks).at(time)) for time, walks in times]
        found = find(self.prover.solver, self.walk, sites)
        if found is None:
            return nowhere, True
        chosen = {answer.question: answer.options for answer in found.walk}
        return trail(self.tree, chosen), found.shortest

    def circling(self) -> NodeSets:
        """Return for each fork the walks that other forks alone have led back to it."""
        found: dict[str, dict[int, int]] = {}
        unrolled = self.walk.unrolled
        for i, copy in enumerate(unrolled.order if unrolled.looping else ()):
            if unrolled.is_turned(copy):
                found.setdefault(copy.name, {})[2 * i] = self.walk.at[i]
        return {name: self._set(known) for name, known in found.items()}


class _Meanings(Meanings):
    """Conditions as literals at any time."""

    def __init__(self, diagram: Diagram, holding: Callable[[Condition], Set]) -> None:
        """Take the function that returns the set of a condition."""
        super().__init__(diagram, holding)
        self._holding = holding

    def _mean(self, condition: Condition) -> Set:
        return self._holding(condition)
