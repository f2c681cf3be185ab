"""Sets of what matters of walks: facts learned, tallies, what was answered, and nothing else.

Walks that agree in all of this are one; so packs of many thousand questions can be proved, but
their walks not counted, and not held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tree.condition import Condition
from tree.model import Option, Outcome, Question, Tree
from tree.proving.circles import circles
from tree.proving.diagram import Diagram, Set
from tree.proving.needs import leaves
from tree.proving.order import asking_order
from tree.proving.reach import Way

Chosen = tuple[Option, ...]


class Marks:
    """An alphabet of marks that answers leave: each once made stays."""

    def __init__(
        self, tree: Tree, read: Iterable[Condition], own: Iterable[str] = (), *, pure: bool = False
    ) -> None:
        """Make a mark of each leaf of what is read, and of each place that may be met again."""
        self.tree = tree
        self.order = asking_order(tree)
        self._made: dict[tuple[str, str], list[str]] = {}
        self._levels: dict[str, tuple[str, ...]] = {}
        self._again = {place for circle in circles(tree, self.order) for place in circle}
        names = [*self._declare(leaves(read)), *(f"met/{place}" for place in sorted(self._again))]
        self.diagram = Diagram([*names, *own], pure=pure)
        self.begin = self.diagram.cube(dict.fromkeys(self.diagram.names, False))
        self.atoms = Atoms(self.diagram, self._levels)
        self._cubes: dict[tuple[str, ...], Set] = {}

    def _declare(self, read: set[Condition]) -> Iterator[str]:
        """Name the marks, and note which option makes which."""
        found: dict[str, int] = {}
        place = {name: i for i, name in enumerate(self.order)}
        levels: dict[str, int] = {}
        facts = {leaf.name for leaf in read if leaf.op == "fact"}
        answers = [leaf for leaf in read if leaf.op in ("answer", "topic")]
        for leaf in read:
            if leaf.op == "at_least":
                levels[leaf.name] = max(levels.get(leaf.name, 0), leaf.least)
        for question in self.tree.questions.values():
            for option in (*question.options, question.skip):
                made = [f"fact/{fact}" for fact in option.learn if fact in facts]
                made += [_name(leaf) for leaf in answers if _fits(leaf, question, option.id)]
                if made:
                    self._made[question.id, option.id] = made
                    found.update({name: place[question.id] for name in made if name not in found})
        yield from sorted(found, key=found.__getitem__)
        for tally, least in sorted(levels.items()):
            most = min(least, self.tree.tallies.get(tally, 0))
            self._levels[tally] = tuple(f"tally/{tally}/{i}" for i in range(1, most + 1))
            yield from self._levels[tally]

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
        if not question.choose:
            yield from self._singles(question, standing)
            return
        yield self.teach((question.skip,), question.id, standing), question.skip.go
        yield self._lists(question, standing), question.go

    def go_on(self, outcome: Outcome, standing: Set) -> Set:
        """Go on from a passing outcome."""
        return self._meet(outcome.id, standing)

    def marks_at(self, question: Question) -> bool:
        """Say whether an answer there may leave a mark."""
        options = (*question.options, question.skip)
        return question.id in self._again or any(
            (question.id, option.id) in self._made or option.count for option in options
        )

    def _meet(self, place: str, standing: Set) -> Set:
        if place not in self._again:
            return standing
        name = (f"met/{place}",)
        return self.diagram.forget(name, standing & ~self.mark(*name)) & self.mark(*name)

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
                standing = self.diagram.forget(made, standing) & self._cube(made)
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
                risen = risen | self.diagram.forget(levels, here) & there
        return risen

    def _level(self, levels: tuple[str, ...], n: int) -> Set:
        return self.diagram.cube({name: i < n for i, name in enumerate(levels)})

    def _cube(self, names: tuple[str, ...]) -> Set:
        if names not in self._cubes:
            self._cubes[names] = self.diagram.cube(dict.fromkeys(names, True))
        return self._cubes[names]

    def untaught(self, chosen: Chosen, place: str, walks: Set) -> Set:
        """Take the walks that have these marks once they have chosen these options at a place."""
        for option in chosen:
            made = dict.fromkeys(self._made.get((place, option.id), ()), self.diagram.all)
            walks = self.diagram.put(made, walks)
            for tally, n in option.count:
                walks = self.diagram.put(self._lower(self._levels.get(tally, ()), n), walks)
        if place in self._again:
            met = f"met/{place}"
            walks = self.diagram.put({met: self.diagram.all}, walks) & ~self.mark(met)
        return walks

    def not_gone_on(self, outcome: Outcome, walks: Set) -> Set:
        """Take the walks that have these marks once they go on from a passing outcome."""
        return self.untaught((), outcome.id, walks)

    def _lower(self, levels: tuple[str, ...], n: int) -> dict[str, Set]:
        """Say what each level of a tally was before it rose by n."""
        all_ = self.diagram.all
        return {name: self.mark(levels[i - n]) if i >= n else all_ for i, name in enumerate(levels)}


class Atoms:
    """From a leaf of a condition to the walks that have its mark; none has one never made."""

    def __init__(self, diagram: Diagram, levels: Mapping[str, tuple[str, ...]]) -> None:
        """Remember which marks there are."""
        self._diagram = diagram
        self._known = frozenset(diagram.names)
        self._levels = levels

    def __call__(self, leaf: Condition) -> Set:
        """Take the walks on which a fact, a tally or an answer holds."""
        name = _name(leaf)
        if leaf.op == "at_least":
            levels = self._levels.get(leaf.name, ())
            name = levels[leaf.least - 1] if leaf.least <= len(levels) else ""
        return self._diagram.cube({name: True}) if name in self._known else self._diagram.none


def _name(leaf: Condition) -> str:
    return "/".join((leaf.op, leaf.name, *leaf.options))


def _fits(leaf: Condition, question: Question, option: str) -> bool:
    if leaf.op == "topic":
        return question.topic == leaf.name
    return leaf.name == question.id and option in leaf.options
