"""Find a shortest walk to one of some sites, as far as that can be decided.

The length of a path is that of the shortest path, conditions ignored, and the extra cost of each
edge that leads away from it. Few edges do, and only those are counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tree.proving.sat.form_goals import Site
from tree.proving.sat.formula import FALSE, TRUE
from tree.proving.sat.solver import Model, Solver, at_most
from tree.proving.sat.walk_formula import WalkFormula
from tree.walk import Answer

MOST_COUNTED = 20_000
"""Size of the edge counter, at most: edges times the highest number that it counts to."""
TOO_FAR = 10
"""A walk is not shortened if the counter reaches less than 1/TOO_FAR of its extra answers."""
TRIES, CONFLICTS = 40, 500
"""Attempts to find a shorter walk, at most, and solver conflicts allowed in each."""
FAR = 1 << 40


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A walk to a site, the assignment it was read from, and whether it is known to be shortest."""

    walk: tuple[Answer, ...]
    site: Site
    model: Model
    shortest: bool


def find(solver: Solver, walk: WalkFormula, sites: Sequence[Site]) -> Counterexample | None:
    """Return a walk to one of some sites; None if there is none."""
    bad = walk.formula.some([site.literal for site in sites])
    if bad == FALSE or not solver.solve([bad]):
        return None
    found, roads = read(walk, sites, solver.model()), Roads(walk, sites)
    if len(found.walk) == roads.least:
        return replace(found, shortest=True)
    turns, chosen = roads.turns()
    solver.prefer([-turn for turn in turns])
    if solver.solve([chosen]):
        found = min(found, read(walk, sites, solver.model()), key=lambda one: len(one.walk))
    return _shorter(solver, roads, found, turns, chosen)


def _shorter(
    solver: Solver, roads: Roads, found: Counterexample, turns: list[int], chosen: int
) -> Counterexample:
    """Count the edges that lead away, and lower the bound until no walk is left."""
    more = len(found.walk) - roads.least
    most = min(more, MOST_COUNTED // max(1, len(turns)))
    if not most or most * TOO_FAR < more:
        return replace(found, shortest=not more)
    clauses, digits = at_most(turns, most, roads.walk.formula)
    roads.walk.formula.clauses += clauses
    for _ in range(TRIES):
        answer = solver.solve([chosen, -digits[most - 1]], CONFLICTS)
        if not answer:
            return replace(found, shortest=answer is False and most == more)
        found = read(roads.walk, roads.sites, solver.model())
        most = more = len(found.walk) - roads.least
        if not more:
            return replace(found, shortest=True)
    return found


def read(walk: WalkFormula, sites: Sequence[Site], model: Model) -> Counterexample:
    """Read from an assignment the walk to the first of the sites that it comes to."""
    steps = [(i, Answer(walk.names[i], chosen)) for i, chosen in _chosen(walk, model)]
    site = min((s for s in sites if model.holds(s.literal)), key=lambda s: (s.copy, s.after))
    given = (answer for i, answer in steps if i < site.copy or (site.after and i == site.copy))
    return Counterexample(tuple(given), site, model, shortest=False)


def _chosen(walk: WalkFormula, model: Model) -> Iterator[tuple[int, tuple[str, ...]]]:
    for i, answers in walk.answers.items():
        if model.holds(walk.live[i]):
            chosen = tuple(a.options[0].id for a in answers if model.holds(a.literal))
            if chosen:
                yield i, chosen


class Roads:
    """The distance from each copy to a site, conditions ignored."""

    def __init__(self, walk: WalkFormula, sites: Sequence[Site]) -> None:
        """Compute all distances, from the last copy back."""
        self.walk = walk
        self.sites = sorted(sites, key=lambda site: (site.copy, site.after))
        self._far = [FAR] * len(walk.names)
        for site in sites:
            self._far[site.copy] = min(self._far[site.copy], int(site.after))
        for i in range(len(walk.names) - 1, -1, -1):
            for source, _ in walk.edges[i]:
                self._far[source] = min(self._far[source], self._cost(source) + self._far[i])
        self.least = self._far[0]

    def _cost(self, i: int) -> int:
        return int(self.walk.names[i] not in self.walk.tree.forks)

    def turns(self) -> tuple[list[int], int]:
        """Return edges that lead away, once per extra answer, and the literal of a chosen site."""
        formula = self.walk.formula
        chosen = [self._choice(site) for site in self.sites]
        turns = list[int]()
        for site, choice in zip(self.sites, chosen, strict=True):
            turns += [choice] * (int(site.after) - self._far[site.copy])
        ahead, copies = [FALSE], [site.copy for site in self.sites]
        for choice in reversed(chosen):
            ahead.append(formula.either(ahead[-1], choice))
        ends = all(site.copy in dict(self.walk.ends) for site in self.sites)
        for i, coming in enumerate(self.walk.edges):
            for source, literal in coming:
                more = self._cost(source) + self._far[i] - self._far[source]
                if 0 < more < FAR // 2:
                    still = ahead[len(copies) - bisect_right(copies, source)]
                    turns += [literal if ends else formula.both(literal, still)] * more
        return turns, ahead[-1]

    def _choice(self, site: Site) -> int:
        """Return a literal that lets a walk stop at this site; at an end it is the site's own."""
        if site.literal in (TRUE, FALSE) or site.copy in dict(self.walk.ends):
            return site.literal
        choice = self.walk.formula.new()
        self.walk.formula.add(-choice, site.literal)
        return choice
