"""Sets of what matters of walks: facts learned, tallies, what was answered, and nothing else.

Walks that agree in all of this are one; so packs of many thousand questions can be proved, but
their walks not counted, and not held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree.condition import Condition
from tree.model import Option, Outcome, Question, Tree, exit_routes
from tree.proving.atoms import Atoms, named
from tree.proving.circles import circles
from tree.proving.diagram import Diagram, Set
from tree.proving.needs import leaves
from tree.proving.order import asking_order_and_onward
from tree.proving.reach import Way

Chosen = tuple[Option, ...]
Changes = dict[str, Set]
Axis = tuple[str, ...]
"""A mark; or the levels of a tally, each of them made only after the one before."""

Left = tuple[frozenset[str], tuple[tuple[str, int], ...]]
"""What options leave behind: marks, and how far tallies rise."""


class Marks:
    """An alphabet of marks that answers leave: each once made stays."""

    def __init__(self, tree: Tree, read: Iterable[Condition], own: Iterable[Axis] = ()) -> None:
        """Make a mark of each leaf of what is read, and of each place that may be met again."""
        self.tree = tree
        self.order, self.is_onward = asking_order_and_onward(tree)
        self._made: dict[tuple[str, str], list[str]] = {}
        self._levels: dict[str, Axis] = {}
        self._marking: set[str] = set()
        self.first: dict[str, int] = {}
        """Where in the order each mark of the tree may first be made."""
        again = () if self.is_onward else circles(tree)
        self._again = {place for circle in again for place in circle}
        made = [*self._declare(leaves(read)), *((f"met/{place}",) for place in sorted(self._again))]
        self.axes = (*made, *own)
        self.diagram = Diagram(name for axis in self.axes for name in axis)
        self.begin = self.diagram.cube(dict.fromkeys(self.diagram.names, False))
        self.atoms = Atoms(self.diagram, self._levels)
        self._cubes: dict[tuple[str, ...], Set] = {}

    def _declare(self, read: set[Condition]) -> Iterator[Axis]:
        """Name the marks, and note which option makes which."""
        self._measure(read)
        facts = {leaf.name for leaf in read if leaf.op == "fact"}
        answers: dict[tuple[str, str], list[Condition]] = {}
        for leaf in read:
            answers.setdefault((leaf.op, leaf.name), []).append(leaf)
        for i, name in enumerate(self.order):
            if question := self.tree.questions.get(name):
                asked = answers.get(("answer", name), ())
                told = (*asked, *answers.get(("topic", question.topic), ()))
                for option in (*question.options, question.skip):
                    if told or option.learn or option.count:
                        self._note(question, option, told, facts, i)
        made = dict.fromkeys(name for names in self._made.values() for name in names)
        yield from ((name,) for name in made)
        yield from self._levels.values()

    def _note(
        self,
        question: Question,
        option: Option,
        told: Iterable[Condition],
        facts: set[str],
        at: int,
    ) -> None:
        made = [f"fact/{fact}" for fact in option.learn if fact in facts]
        made += [named(leaf) for leaf in told if leaf.op == "topic" or option.id in leaf.options]
        if made:
            self._made[question.id, option.id] = made
        risen = (name for tally, _ in option.count for name in self._levels.get(tally, ()))
        for name in (*made, *risen):
            self._marking.add(question.id)
            self.first.setdefault(name, at)

    def _measure(self, read: set[Condition]) -> None:
        """Give each tally as many levels as are asked for."""
        levels: dict[str, int] = {}
        for leaf in read:
            if leaf.op == "at_least":
                levels[leaf.name] = max(levels.get(leaf.name, 0), leaf.least)
        for tally, least in sorted(levels.items()):
            most = min(least, self.tree.tallies.get(tally, 0))
            self._levels[tally] = tuple(f"tally/{tally}/{i}" for i in range(1, most + 1))

    def atom(self, condition: Condition) -> Set:
        """Take the walks on which a fact, a tally or an answer holds."""
        return self.atoms(condition)

    def mark(self, name: str) -> Set:
        """Take the walks that have a mark."""
        return self._cube((name,))

    def repeats(self, place: str, standing: Set) -> Set:
        """Take the walks that stand where they have been before."""
        return standing & self.mark(f"met/{place}") if place in self._again else self.diagram.none

    def answer(self, question: Question, standing: Set) -> Iterator[Way]:
        """Answer a question in every way, and say which routes each way takes."""
        standing = self._meet(question.id, standing)
        if question.id not in self._marking:
            for option in unlike(question):
                yield standing, exit_routes(question, (option,))
        elif not question.choose:
            yield from self._singles(question, standing)
        else:
            yield self.teach((question.skip,), question.id, standing), question.skip.go
            yield self._lists(question, standing), question.go

    def go_on(self, outcome: Outcome, standing: Set) -> Set:
        """Go on from a passing outcome."""
        return self._meet(outcome.id, standing)

    def marks_at(self, question: Question) -> bool:
        """Say whether an answer there may leave a mark."""
        return question.id in self._marking or question.id in self._again

    def _meet(self, place: str, standing: Set) -> Set:
        if place not in self._again:
            return standing
        name = (f"met/{place}",)
        return self.diagram.exist(name, standing & ~self.mark(*name)) & self.mark(*name)

    def _singles(self, question: Question, standing: Set) -> Iterator[Way]:
        """Answer a single choice; options that leave the same marks and go the same way are one."""
        seen: set[tuple[tuple[str, ...], tuple[tuple[str, int], ...], int]] = set()
        for option in (*question.options, question.skip):
            made = tuple(self._made.get((question.id, option.id), ()))
            key = (made, option.count if self._levels else (), id(option.go))
            if key not in seen:
                seen.add(key)
                yield self.teach((option,), question.id, standing), option.go

    def _lists(self, question: Question, standing: Set) -> Set:
        """Tick up to so many options together, or one that stands alone."""
        ticked = [standing, *[self.diagram.none] * question.choose]
        for option in question.options:
            if not option.alone:
                for n in range(question.choose, 0, -1):
                    more = self.teach((option,), question.id, ticked[n - 1])
                    ticked[n] = ticked[n] | more
        alone = [self.teach((o,), question.id, standing) for o in question.options if o.alone]
        return self.diagram.union([*ticked[1:], *alone])

    def teach(self, chosen: Chosen, question: str, standing: Set) -> Set:
        """Leave the marks of options on walks."""
        for option in chosen:
            if made := tuple(self._made.get((question, option.id), ())):
                standing = self.diagram.exist(made, standing) & self._cube(made)
            for tally, n in option.count:
                standing = self.raise_(self._levels.get(tally, ()), n, standing)
        return standing

    def raise_(self, levels: tuple[str, ...], n: int, standing: Set) -> Set:
        """Let a tally of so many levels rise by n, to its last level at most."""
        if not levels or standing == self.diagram.none:
            return standing
        risen = self.diagram.none
        for i in range(len(levels) + 1):
            here = standing & self._level(levels, i)
            if here != self.diagram.none:
                there = self._level(levels, min(len(levels), i + n))
                risen = risen | self.diagram.exist(levels, here) & there
        return risen

    def _level(self, levels: tuple[str, ...], n: int) -> Set:
        return self.diagram.cube({name: i < n for i, name in enumerate(levels)})

    def _cube(self, names: tuple[str, ...]) -> Set:
        if names not in self._cubes:
            self._cubes[names] = self.diagram.cube(dict.fromkeys(names, True))
        return self._cubes[names]

    def left(self, question: Question, chosen: Chosen) -> Left:
        """Say what these options leave behind; so those that leave the same can be told."""
        made = (self._made.get((question.id, option.id), ()) for option in chosen)
        risen: dict[str, int] = {}
        for option in chosen:
            for tally, n in option.count:
                most = len(self._levels.get(tally, ()))
                risen[tally] = min(most, risen.get(tally, 0) + n)
        return frozenset(name for names in made for name in names), tuple(sorted(risen.items()))

    def changes(self, place: Question | Outcome, chosen: Chosen) -> Changes:
        """Say, of each mark that an answer changes, which walks before it have the mark after."""
        found: Changes = {}
        for option in chosen:
            made = self._made.get((place.id, option.id), ())
            found |= dict.fromkeys(made, self.diagram.all)
            for tally, n in option.count:
                lower = self._lower(self._levels.get(tally, ()), n)
                found |= {name: self.diagram.substitute(found, was) for name, was in lower.items()}
        if place.id in self._again:
            found[f"met/{place.id}"] = self.diagram.all
        return found

    def untaught(self, place: Question | Outcome, chosen: Chosen, walks: Set) -> Set:
        """Take the walks that become these by an answer."""
        before = self.diagram.substitute(self.changes(place, chosen), walks)
        return before & ~self.mark(f"met/{place.id}") if place.id in self._again else before

    def _lower(self, levels: tuple[str, ...], n: int) -> dict[str, Set]:
        """Say what each level of a tally was before it rose by n."""
        all_ = self.diagram.all
        return {name: self.mark(levels[i - n]) if i >= n else all_ for i, name in enumerate(levels)}


def unlike(question: Question) -> Iterable[Option]:
    """Choose options, skip included, one for each way to go on."""
    if question.choose:
        return question.options[0], question.skip
    found: dict[str | int, Option] = {}
    for option in (*question.options, question.skip):
        found.setdefault(option.go[0].to if len(option.go) == 1 else id(option.go), option)
    return found.values()
