"""Boolean encoding of answers and of what they teach: a set of walks is a BDD over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from tree.condition import AtLeast, Chose, Fact, InTopic, Leaf
from tree.model import GO_ON, SKIP, Option, Outcome, Question, Tree
from tree.proving.sets.diagram import Diagram, Set
from tree.proving.sets.order import asking_order
from tree.proving.sets.reachable import Transition

Taught = tuple[str, Option]
"""The id of a question, and one of its options."""


class Lessons:
    """The options that teach each fact and add to each tally of a tree."""

    def __init__(self, tree: Tree) -> None:
        """Collect the options that teach each fact and those that add to each tally."""
        self.facts: dict[str, list[Taught]] = {}
        self.tallies: dict[str, list[tuple[str, Option, int]]] = {}
        for question, option in options(tree):
            for fact in option.learn:
                self.facts.setdefault(fact, []).append((question, option))
            for tally, n in option.count:
                self.tallies.setdefault(tally, []).append((question, option, n))

    def alike(self, other: Lessons) -> bool:
        """Return whether the same options teach the same as in another tree; routes may differ."""
        return self._said() == other._said()

    def _said(self) -> tuple[object, object]:
        facts = {name: [(q, o.id) for q, o in taught] for name, taught in self.facts.items()}
        return facts, {t: [(q, o.id, n) for q, o, n in told] for t, told in self.tallies.items()}

    def questions(self, fact: str) -> set[str]:
        """Return the ids of the questions that teach a fact."""
        return {question for question, _ in self.facts.get(fact, ())}


def options(tree: Tree) -> Iterator[Taught]:
    """List every option of a tree with the id of its question, skips included."""
    for question in tree.questions.values():
        for option in (*question.options, question.skip):
            yield question.id, option


@dataclass(frozen=True, slots=True)
class AnswerBits:
    """The encoding of the answer at one node; all bits false means that it was not answered."""

    place: str
    names: tuple[str, ...]
    many: bool = False
    bits: tuple[str, ...] = field(init=False)
    """The variables, most significant first."""

    def __post_init__(self) -> None:
        """Name the variables."""
        n = len(self.names) if self.many else len(self.names).bit_length()
        object.__setattr__(self, "bits", tuple(f"{self.place}/{i}" for i in range(n)))

    def write(self, chosen: Iterable[str]) -> dict[str, bool]:
        """Return the values of all bits for an answer; an empty answer means not answered."""
        picked = set(chosen)
        if self.many:
            return {bit: name in picked for bit, name in zip(self.bits, self.names, strict=True)}
        number = next((i for i, name in enumerate(self.names, 1) if name in picked), 0)
        top = len(self.bits) - 1
        return {bit: bool(number >> (top - i) & 1) for i, bit in enumerate(self.bits)}

    def read(self, values: Mapping[str, bool]) -> tuple[str, ...]:
        """Return the options chosen; bits without a value are false."""
        said = [bool(values.get(bit)) for bit in self.bits]
        if self.many:
            return tuple(name for name, yes in zip(self.names, said, strict=True) if yes)
        number = sum(yes << i for i, yes in enumerate(reversed(said)))
        return (self.names[number - 1],) if number else ()


def letters(tree: Tree, order: Iterable[str]) -> tuple[AnswerBits, ...]:
    """Return the encodings of the questions and passing outcomes, in this order."""
    return tuple(letter for name in order if (letter := _letter(tree, name)))


def _letter(tree: Tree, name: str) -> AnswerBits | None:
    if question := tree.questions.get(name):
        return AnswerBits(name, option_names(question), bool(question.choose))
    outcome = tree.outcomes.get(name)
    return AnswerBits(name, (GO_ON,)) if outcome and outcome.go_on else None


def option_names(question: Question) -> tuple[str, ...]:
    """List the ids of all options of a question, skip last."""
    return (*(option.id for option in question.options), SKIP)


class ExactEncoding:
    """Encodes whole walks, each distinct from every other; a condition is a set of these walks."""

    def __init__(
        self, tree: Tree, written: Iterable[AnswerBits] = (), diagram: Diagram | None = None
    ) -> None:
        """Encode one tree, or share letters and diagram with other trees."""
        self.tree = tree
        self.order = asking_order(tree)
        self.letters = {w.place: w for w in written or letters(tree, self.order)}
        if diagram is None:
            diagram = Diagram(bit for letter in self.letters.values() for bit in letter.bits)
        self.diagram = diagram
        bits = (bit for letter in self.letters.values() for bit in letter.bits)
        self.begin = self.diagram.cube(dict.fromkeys(bits, False))
        self._blank: dict[str, Set] = {}
        self._chosen: dict[tuple[str, str], Set] = {}
        self._ways: dict[str, list[Transition]] = {}
        self._lessons = Lessons(tree)
        self._atoms: dict[Leaf, Set] = {}

    def changed(self, tree: Tree) -> ExactEncoding:
        """Return the encoding of another tree over the same variables; reuse unchanged parts."""
        new = ExactEncoding(tree, self.letters.values(), self.diagram)
        same = {name for name, asked in tree.questions.items() if asked is self._asked(name)}
        new._blank, new._chosen = self._blank, self._chosen
        new._ways = {name: ways for name, ways in self._ways.items() if name in same}
        if new._lessons.alike(self._lessons):
            new._atoms = self._atoms
        return new

    def teaches_as(self, other: ExactEncoding) -> bool:
        """Return whether the options teach the same as in another tree."""
        return self._atoms is other._atoms

    def _asked(self, name: str) -> Question | None:
        return self.tree.questions.get(name)

    def _pattern(self, place: str, chosen: Iterable[str]) -> Set:
        return self.diagram.cube(self.letters[place].write(chosen))

    def blank(self, place: str) -> Set:
        """Return the walks on which this node was not answered."""
        if place not in self._blank:
            self._blank[place] = self._pattern(place, ())
        return self._blank[place]

    def chose(self, place: str, option: str) -> Set:
        """Return the walks on which this option was chosen, perhaps with others."""
        key = (place, option)
        if key not in self._chosen:
            letter = self.letters[place]
            here = letter.write((option,))
            self._chosen[key] = self.diagram.cube(
                {bit: True for bit, yes in here.items() if yes} if letter.many else here
            )
        return self._chosen[key]

    def teaching(self, leaf: Leaf) -> set[str]:
        """Return the ids of the questions whose answers decide a fact, a tally or an answer."""
        match leaf:
            case Fact(name):
                return self._lessons.questions(name)
            case AtLeast(tally):
                return {question for question, *_ in self._lessons.tallies.get(tally, ())}
            case Chose(question):
                return {question}
            case InTopic(topic):
                return {q.id for q in self.tree.questions.values() if q.topic == topic}
            case _:
                assert_never(leaf)

    def taught(self, fact: str) -> list[Taught]:
        """Return the options that teach a fact, each with the id of its question."""
        return self._lessons.facts.get(fact, [])

    def atom(self, leaf: Leaf) -> Set:
        """Return the walks on which a fact, a tally or an answer holds."""
        if leaf not in self._atoms:
            self._atoms[leaf] = self._atom(leaf)
        return self._atoms[leaf]

    def _atom(self, leaf: Leaf) -> Set:
        match leaf:
            case Fact(name):
                return self._fact(name)
            case AtLeast(tally, least):
                return self._least(tally, least)
            case Chose(question, options):
                return self.diagram.union(self.chose(question, option) for option in options)
            case InTopic(topic):
                asked = (q.id for q in self.tree.questions.values() if q.topic == topic)
                return self.diagram.union(map(self.asked, asked))
            case _:
                assert_never(leaf)

    def _fact(self, name: str) -> Set:
        taught = self._lessons.facts.get(name, ())
        return self.diagram.union(self.chose(q, option.id) for q, option in reversed(taught))

    def _least(self, tally: str, least: int) -> Set:
        """Return the walks on which a tally is at least `least`; a tally stops at its limit."""
        none, all_ = self.diagram.none, self.diagram.all
        if least > self.tree.tallies.get(tally, 0):
            return none
        reached = [all_] + [none] * least
        for question, option, n in reversed(self._lessons.tallies.get(tally, [])):
            chosen = self.chose(question, option.id)
            for i in range(least, 0, -1):
                reached[i] = reached[i] | chosen & reached[max(0, i - n)]
        return reached[least]

    def shadows(
        self, walks: Set, letters: tuple[AnswerBits, ...] = ()
    ) -> Iterator[tuple[str, Set]]:
        """Yield each node with the projection of the walks to its answer, by divide and conquer."""
        letters = letters or tuple(self.letters.values())
        half = len(letters) // 2
        if not half:
            yield letters[0].place, walks
            return
        for mine, others in ((letters[:half], letters[half:]), (letters[half:], letters[:half])):
            bits = tuple(bit for letter in others for bit in letter.bits)
            yield from self.shadows(self.diagram.exist(bits, walks), mine)

    def asked(self, place: str) -> Set:
        """Return the walks on which a question was answered or skipped."""
        return ~self.blank(place)

    def repeats(self, place: str, standing: Set) -> Set:
        """Return the walks that stand at a node which they answered before."""
        return standing & ~self.blank(place) if place in self.letters else self.diagram.none

    def answer(self, question: Question, standing: Set) -> Iterator[Transition]:
        """Yield each group of answers to a question with its routes, for walks that stand there."""
        free = self._unsaid(question.id, standing)
        for pattern, routes in self.ways(question):
            yield free & pattern, routes

    def go_on(self, outcome: Outcome, standing: Set) -> Set:
        """Return the walks that went on from a passing outcome."""
        return self._unsaid(outcome.id, standing) & self.chose(outcome.id, GO_ON)

    def _unsaid(self, place: str, standing: Set) -> Set:
        return self.diagram.exist(self.letters[place].bits, standing & self.blank(place))

    def ways(self, question: Question) -> list[Transition]:
        """Group the answers to a question that take the same routes."""
        if question.id not in self._ways:
            joined: dict[int, Transition] = {}
            for pattern, routes in self._each(question):
                before = joined.get(id(routes), (self.diagram.none, routes))[0]
                joined[id(routes)] = (before | pattern, routes)
            self._ways[question.id] = list(joined.values())
        return self._ways[question.id]

    def _each(self, question: Question) -> Iterator[Transition]:
        yield self._pattern(question.id, (SKIP,)), question.skip.go
        if question.choose:
            yield self._lists(question), question.go
            return
        for option in question.options:
            yield self._pattern(question.id, (option.id,)), option.go

    def legal(self, question: Question) -> Set:
        """Return all answers that a question allows, skip included."""
        return self.diagram.union(pattern for pattern, _ in self.ways(question))

    def _lists(self, question: Question) -> Set:
        """Return the lists that may be ticked: one exclusive option, or up to `choose` others."""
        alone = [self._pattern(question.id, (o.id,)) for o in question.options if o.alone]
        rest = [o for o in question.options if not o.alone]
        return self.diagram.union([*alone, self._some(question, rest)])

    def _some(self, question: Question, options: list[Option]) -> Set:
        together = {o.id for o in options}
        letter = self.letters[question.id]
        others = {bit: False for bit, n in zip(letter.bits, letter.names, strict=True)
                  if n not in together}  # fmt: skip
        ticked = [self.diagram.cube(others), *[self.diagram.none] * question.choose]
        for name in sorted(together):
            bit = self.chose(question.id, name)
            fewer = [self.diagram.none, *ticked]
            ticked = [n & ~bit | less & bit for n, less in zip(ticked, fewer, strict=False)]
        return self.diagram.union(ticked[1:])
