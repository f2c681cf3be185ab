"""All walks of a tree as one formula: a literal for each place, answer and end of a walk.

A walk asks nothing twice, so each answer is a variable once, and a place is a disjunction of the
routes that lead to it. Options that teach the same and go the same way are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tree.model import GO_ON, Fork, Option, Outcome, Question, Route, Tree
from tree.proving.sat.formula import FALSE, TRUE, Formula
from tree.proving.sat.knowledge import Knowledge
from tree.proving.sat.unrolled import Unrolled

Options = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Options of a question that are alike, and the literal of choosing one of them."""

    options: Options
    literal: int


@dataclass(frozen=True, slots=True)
class RouteTrial:
    """A list of routes at a copy: who comes to it, and who is left before each route."""

    copy: int
    routes: tuple[Route, ...]
    walks: int
    left: tuple[int, ...]


class WalkFormula:
    """The walks of one tree. Copies of places are numbered in an order that walks keep to."""

    def __init__(
        self,
        tree: Tree,
        formula: Formula,
        levels: Mapping[str, int],
        exact: Iterable[str] = (),
        unrolled: Unrolled | None = None,
    ) -> None:
        """Encode; every option of an `exact` question is told from the others."""
        self.tree, self.formula = tree, formula
        self.exact = frozenset(exact)
        self.unrolled = unrolled or Unrolled(tree)
        self.names = [copy.name for copy in self.unrolled.order]
        self.knows = Knowledge(formula, dict(levels))
        n = len(self.names)
        self.at, self.live = [FALSE] * n, [FALSE] * n
        self.edges: list[list[tuple[int, int]]] = [[] for _ in range(n)]
        """For each copy, from which others routes lead to it, and by which literal."""
        self.answers: dict[int, list[Answered]] = {}
        self.tried: list[RouteTrial] = []
        self.ends: list[tuple[int, int]] = []
        """The copies at which walks may end, with the literal of ending there."""
        self.copies: dict[str, list[int]] = {}
        for i in range(n):
            self._encode(i)

    def _encode(self, i: int) -> None:
        """Say who comes to a copy, and who goes on from it."""
        coming = self.edges[i]
        if len(coming) > 1:
            self.at[i] = self.formula.some([literal for _, literal in coming])
        else:
            self.at[i] = coming[0][1] if coming else FALSE
        if i == 0:
            self.at[i] = TRUE
        before = self.copies.setdefault(self.names[i], [])
        node = self.tree.node(self.names[i])
        self.live[i] = live = self._first(i, node, before)
        before.append(i)
        if live == FALSE:
            return
        if isinstance(node, Question):
            self._ask(i, node, live)
        elif isinstance(node, Fork):
            self._route(i, live, node.go)
        elif node.go_on:
            on = self.passing(i, live)
            self._lead(i, node.go_on, on)
            self.ends.append((i, self.formula.both(live, -on)))
        else:
            self.ends.append((i, live))

    def _first(self, i: int, node: Question | Fork | Outcome, before: list[int]) -> int:
        """Return the literal of standing at a copy of a place where the walk was never before."""
        if self.unrolled.looping and self.unrolled.is_last(self.unrolled.order[i]):
            return FALSE
        if not before or isinstance(node, Fork):
            return self.at[i]
        been = self.formula.some([self.at[j] for j in before])
        return self.formula.both(self.at[i], -been)

    def passing(self, i: int, live: int) -> int:
        """Return the literal of going on from a passing outcome."""
        on = self.formula.new()
        self.formula.add(-on, live)
        self.answers[i] = [Answered((Option(GO_ON),), on)]
        return on

    def _ask(self, i: int, question: Question, live: int) -> None:
        """Answer a question in every way, learn, and follow the routes of each answer."""
        if question.choose:
            ticked, skipped = self.listed(i, question, live)
            self._learn(i, question, [*ticked, skipped])
            lists = [(question.go, self.formula.both(live, -skipped.literal))]
            lists.append((question.skip.go, skipped.literal))
        else:
            singles = self.single(i, question, live)
            self._learn(i, question, singles)
            lists = self._lists(singles, live)
        for routes, literal in lists:
            self._route(i, literal, routes)

    def _lists(self, singles: list[Answered], live: int) -> list[tuple[tuple[Route, ...], int]]:
        """Join the answers that go the same way."""
        joined: dict[object, tuple[tuple[Route, ...], list[int]]] = {}
        for answered in singles:
            routes = answered.options[0].go
            joined.setdefault(_way(routes), (routes, []))[1].append(answered.literal)
        if len(joined) == 1:
            return [(routes, live) for routes, _ in joined.values()]
        return [(routes, self.formula.some(chosen)) for routes, chosen in joined.values()]

    def single(self, i: int, question: Question, live: int) -> list[Answered]:
        """Choose one option, or skip: who stands here does one of these."""
        groups = self.groups(question)
        if len(groups) == 1:
            self.answers[i] = [Answered(groups[0], live)]
            return self.answers[i]
        formula, chosen = self.formula, list[int]()
        for _ in groups[1:]:
            chosen.append(one := formula.new())
            formula.add(-one, live)
        formula.at_most_one(chosen)
        chosen.append(formula.every([live, *(-one for one in chosen)]))
        found = [Answered(*pair) for pair in zip(groups, chosen, strict=True)]
        self.answers[i] = found
        return found

    def groups(self, question: Question) -> list[Options]:
        """Group the options of a single choice that nothing tells apart."""
        every = (*question.options, question.skip)
        if question.id in self.exact:
            return [(option,) for option in every]
        alike: dict[object, list[Option]] = {}
        for option in every:
            key = (option.learn, option.count, _way(option.go))
            alike.setdefault(key, []).append(option)
        return [tuple(options) for options in alike.values()]

    def listed(self, i: int, question: Question, live: int) -> tuple[list[Answered], Answered]:
        """Tick up to so many options together, or one that stands alone, or skip."""
        formula = self.formula
        ticked = [Answered((option,), formula.new()) for option in question.options]
        skipped = Answered((question.skip,), formula.new())
        boxes = [box.literal for box in ticked]
        for literal in (*boxes, skipped.literal):
            formula.add(-literal, live)
        formula.add(-live, skipped.literal, *boxes)
        for box in ticked:
            formula.add(-skipped.literal, -box.literal)
            for other in boxes if box.options[0].alone else ():
                if other != box.literal:
                    formula.add(-box.literal, -other)
        together = [box.literal for box in ticked if not box.options[0].alone]
        if question.choose < len(together):
            row = [FALSE] * (question.choose + 1)
            for literal in together:
                row = formula.raised(row, literal)
            formula.add(-row[-1])
        self.answers[i] = [*ticked, skipped]
        return ticked, skipped

    def _learn(self, i: int, question: Question, answers: list[Answered]) -> None:
        """Note what each answer teaches, and what was chosen where a condition may ask."""
        time, taught = 2 * i + 1, dict[str, list[int]]()
        for answered in answers:
            for fact in answered.options[0].learn:
                taught.setdefault(fact, []).append(answered.literal)
            for tally, by in answered.options[0].count:
                self.knows.count(tally, time, answered.literal, by)
            if question.id in self.exact:
                self.knows.choose(question.id, answered.options[0].id, time, answered.literal)
        for fact, literals in taught.items():
            self.knows.learn(fact, time, self.formula.some(literals))

    def _route(self, i: int, walks: int, routes: tuple[Route, ...]) -> None:
        """Follow the first route whose condition holds."""
        formula, left, before = self.formula, walks, list[int]()
        for route in routes:
            before.append(left)
            if route.when is None:
                self._lead(i, route.to, left)
                break
            holds = self.knows.holds(route.when, 2 * i + 1)
            self._lead(i, route.to, formula.both(left, holds))
            left = formula.both(left, -holds)
        if routes[0].when is not None:
            self.tried.append(RouteTrial(i, routes, walks, tuple(before)))

    def standing(self, name: str) -> int:
        """Return the literal of answering a place; a walk that comes back does so no more."""
        return self.formula.some([self.live[i] for i in self.copies.get(name, ())])

    def chosen(self, name: str) -> dict[str, int]:
        """Return for each option of a place, or first of some alike, the literal of choosing it."""
        found: dict[str, list[int]] = {}
        for i in self.copies.get(name, ()):
            for answered in self.answers.get(i, ()):
                found.setdefault(answered.options[0].id, []).append(answered.literal)
        return {option: self.formula.some(literals) for option, literals in found.items()}

    def _lead(self, i: int, to: str, literal: int) -> None:
        if literal == FALSE:
            return
        copy = self.unrolled.step(self.unrolled.order[i], to)
        if copy is not None:
            self.edges[self.unrolled.index[copy]].append((i, literal))


def _way(routes: tuple[Route, ...]) -> object:
    """Tell apart where routes lead: one without a condition by its place, others by themselves."""
    return routes[0].to if routes[0].when is None else id(routes)
