"""All walks of a tree as one formula: its nodes unrolled, a literal for each answer and end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tree.model import GO_ON, Fork, Option, Outcome, Question, Route, Tree, exits
from tree.proving.sat.formula import FALSE, TRUE, Formula, NoRoomError
from tree.proving.sat.knowledge import Knowledge

MOST_COPIES = 400_000


class Copy(NamedTuple):
    """A node, with the screens passed on its cycle and the forks passed since the last screen."""

    name: str
    layer: int = 0
    turn: int = 0


Leads = dict[str, list[str]]


class Unrolled:
    """All copies reachable from the start, in topological order; cycles are unrolled."""

    def __init__(self, tree: Tree) -> None:
        """Find the cycles, and unroll them; raises NoRoomError."""
        self.tree = tree
        self._leads: Leads = {}
        self._circle = _circles(tree.start, self._leading)
        self.looping = bool(self._circle)
        self._screens: dict[int, int] = {}
        self._forks: dict[str, tuple[str, int]] = {}
        self._sizes: dict[tuple[str, int], int] = {}
        if self.looping:
            self._measure()
        self.order = _order(Copy(tree.start), self._nexts)
        self.index = {copy: i for i, copy in enumerate(self.order)}

    def _leading(self, name: str) -> list[str]:
        if name not in self._leads:
            node = self.tree.node(name)
            self._leads[name] = list(dict.fromkeys(route.to for route in exits(node)))
        return self._leads[name]

    def _measure(self) -> None:
        """Count the screens of each cycle, and the forks of each cycle of forks."""
        for name, circle in self._circle.items():
            self._screens[circle] = self._screens.get(circle, 0) + (name not in self.tree.forks)
        on = [name for name in self._circle if name in self.tree.forks]
        for name in on:
            found = _circles(name, lambda n: [t for t in self._leading(n) if t in self.tree.forks])
            self._forks |= {fork: (name, c) for fork, c in found.items() if fork in on}
        for turning in self._forks.values():
            self._sizes[turning] = self._sizes.get(turning, 0) + 1

    def step(self, copy: Copy, to: str) -> Copy | None:
        """Return the copy that a route leads to; None if a walk can only come back there."""
        circle = self._circle.get(copy.name)
        if circle is None or self._circle.get(to) != circle:
            return None if self.is_last(copy) else Copy(to)
        if self.is_last(copy):
            return None
        if copy.name not in self.tree.forks:
            return Copy(to, copy.layer + 1)
        turning = self._forks.get(copy.name)
        same = turning is not None and self._forks.get(to) == turning
        return Copy(to, copy.layer, copy.turn + 1 if same else 0)

    def is_last(self, copy: Copy) -> bool:
        """Return whether a walk can reach this copy only by coming back."""
        if copy.name in self._forks:
            return copy.turn >= self._sizes[self._forks[copy.name]]
        circle = self._circle.get(copy.name)
        if circle is None or copy.name in self.tree.forks:
            return False
        return copy.layer >= self._screens[circle]

    def is_turned(self, copy: Copy) -> bool:
        """Return whether forks alone have led back to this fork."""
        return copy.name in self._forks and self.is_last(copy)

    def _nexts(self, copy: Copy) -> Iterator[Copy]:
        for to in self._leading(copy.name):
            if (found := self.step(copy, to)) is not None:
                yield found


def _order(start: Copy, nexts: Callable[[Copy], Iterator[Copy]]) -> list[Copy]:
    """List the copies reachable from a start in topological order; raises NoRoomError."""
    seen, left = {start}, list[Copy]()
    trail = [(start, nexts(start))]
    while trail:
        copy, ahead = trail[-1]
        for to in ahead:
            if to not in seen:
                seen.add(to)
                trail.append((to, nexts(to)))
                break
        else:
            trail.pop()
            left.append(copy)
        if len(seen) > MOST_COPIES:
            raise NoRoomError
    return left[::-1]


def _circles(start: str, leading: Callable[[str], list[str]]) -> dict[str, int]:
    """Map each node on a cycle to the number of its strongly connected component (Tarjan)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack, held, found = list[str](), set[str](), dict[str, int]()
    trail = [(start, iter(leading(start)))]
    number[start] = low[start] = 0
    stack.append(start)
    held.add(start)
    while trail:
        name, ahead = trail[-1]
        for to in ahead:
            if to not in number:
                number[to] = low[to] = len(number)
                stack.append(to)
                held.add(to)
                trail.append((to, iter(leading(to))))
                break
            if to in held:
                low[name] = min(low[name], number[to])
        else:
            trail.pop()
            if trail:
                above = trail[-1][0]
                low[above] = min(low[above], low[name])
            if low[name] == number[name]:
                group = _taken(stack, name)
                held.difference_update(group)
                if len(group) > 1 or name in leading(name):
                    found |= dict.fromkeys(group, number[name])
    return found


def _taken(stack: list[str], name: str) -> list[str]:
    """Pop a stack down to a name, and return what was popped."""
    at = stack.index(name) if stack[-1] != name else len(stack) - 1
    group = stack[at:]
    del stack[at:]
    return group


Options = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Options of a question that teach and lead alike, and the literal of choosing one."""

    options: Options
    literal: int


@dataclass(frozen=True, slots=True)
class RouteTrial:
    """A route list at a copy: the walks that come to it, and those left before each route."""

    copy: int
    routes: tuple[Route, ...]
    walks: int
    left: tuple[int, ...]


class WalkFormula:
    """The walks of one tree; copies of nodes are numbered in topological order."""

    def __init__(
        self,
        tree: Tree,
        formula: Formula,
        levels: Mapping[str, int],
        exact: Iterable[str] = (),
        unrolled: Unrolled | None = None,
    ) -> None:
        """Encode a tree; in an `exact` question each option has a literal of its own."""
        self.tree, self.formula = tree, formula
        self.exact = frozenset(exact)
        self.unrolled = unrolled or Unrolled(tree)
        self.names = [copy.name for copy in self.unrolled.order]
        self.knows = Knowledge(formula, dict(levels))
        n = len(self.names)
        self.at, self.live = [FALSE] * n, [FALSE] * n
        self.edges: list[list[tuple[int, int]]] = [[] for _ in range(n)]
        """For each copy, the copies whose routes lead to it, and the literals of those routes."""
        self.answers: dict[int, list[Answered]] = {}
        self.tried: list[RouteTrial] = []
        self.ends: list[tuple[int, int]] = []
        """The copies at which walks may end, with the literal of ending there."""
        self.copies: dict[str, list[int]] = {}
        for i in range(n):
            self._encode(i)

    def _encode(self, i: int) -> None:
        """Encode who comes to a copy, and who goes on from it."""
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
            if node.id in self.exact:
                self.knows.choose(node.id, GO_ON, 2 * i + 1, on)
            self._lead(i, node.go_on, on)
            self.ends.append((i, self.formula.both(live, -on)))
        else:
            self.ends.append((i, live))

    def _first(self, i: int, node: Question | Fork | Outcome, before: list[int]) -> int:
        """Return the literal of standing at a copy of a node for the first time on a walk."""
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
        """Encode the answers to a question, what they teach, and their routes."""
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
        """Group the answers that take the same routes."""
        joined: dict[object, tuple[tuple[Route, ...], list[int]]] = {}
        for answered in singles:
            routes = answered.options[0].go
            joined.setdefault(_way(routes), (routes, []))[1].append(answered.literal)
        if len(joined) == 1:
            return [(routes, live) for routes, _ in joined.values()]
        return [(routes, self.formula.some(chosen)) for routes, chosen in joined.values()]

    def single(self, i: int, question: Question, live: int) -> list[Answered]:
        """Encode a single choice: exactly one option, or skip."""
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
        """Group the options of a single choice that teach and lead the same."""
        every = (*question.options, question.skip)
        if question.id in self.exact:
            return [(option,) for option in every]
        alike: dict[object, list[Option]] = {}
        for option in every:
            key = (option.learn, option.count, _way(option.go))
            alike.setdefault(key, []).append(option)
        return [tuple(options) for options in alike.values()]

    def listed(self, i: int, question: Question, live: int) -> tuple[list[Answered], Answered]:
        """Encode a list: up to `choose` options, or one exclusive option, or skip."""
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
        """Record what each answer teaches, and the choices that a condition may read."""
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
        """Return the literal of answering a node; a walk answers it at most once."""
        return self.formula.some([self.live[i] for i in self.copies.get(name, ())])

    def chosen(self, name: str) -> dict[str, int]:
        """Return the literal of each option of a node; merged options have that of the first."""
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
    """Return a key of where routes lead: the target if unconditional, else the list itself."""
    return routes[0].to if routes[0].when is None else id(routes)
