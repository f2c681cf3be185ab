"""A pack under review and its words: how places, answers and conditions are called on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from string import ascii_uppercase
from typing import TypeVar

from commands.drawing.chart import reading_order
from commands.reviewing.findings import NOTHING, Findings
from commands.reviewing.lists import ConditionList, condition_lists
from editor.condition_words import Labels, named_conditions
from screens.words import Words
from tree.condition import Chose, Condition, Fact
from tree.helplines import Helplines, Line
from tree.languages.wording import Texts
from tree.linking.expand import resolve_conditions
from tree.model import SKIP, Fork, Option, Outcome, Route, Tree
from tree.pack.ledger import citations
from tree.pack.pack import Pack
from tree.pack.shapes import PackShape

MANY = 3
"""More questions than this are called by their numbers alone."""


@dataclass(frozen=True)
class Book:
    """A pack under review, with its helplines and words.

    `other` holds its texts in a second language, named `spoken_name` in itself. `read_again` are
    the lines of the program, by id, that are later than the pack's own. `like` is the
    book of a later pack: whatever both have is called there as it is called here, so that one new
    word changes one place on paper.
    """

    tree: Tree
    pack: Pack
    head: PackShape
    helplines: Helplines
    words: Words
    findings: Findings = NOTHING
    language: str = ""
    spoken_name: str = ""
    other: Texts = field(default_factory=dict)
    like: Book | None = None
    read_again: Mapping[str, Line] = field(default_factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        """Fill in one template of the page."""
        return self.words(f"review.{key}", **values)

    @cached_property
    def say(self) -> Labels:
        """The renderer of conditions, with the page's templates."""
        named = named_conditions(self.pack)
        return Labels(self.words, "review.when", self.fact, self.tally, named, self.answered)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each question, in reading order."""
        own = {name: n for n, name in enumerate(self.tree.questions, 1)}
        return called_as(own, self.like.numbers) if self.like else own

    @cached_property
    def turns(self) -> Mapping[str, str]:
        """The letter of each fork, in reading order."""
        forks = [spot.id for spot in reading_order(self.tree) if isinstance(spot, Fork)]
        own = {name: _letter(n) for n, name in enumerate(forks)}
        return called_as(own, self.like.turns) if self.like else own

    @cached_property
    def lists(self) -> Mapping[str, ConditionList]:
        """The conditions and facts that are too long to say in a sentence, by name."""
        own = condition_lists(self.tree, self.named)
        if self.like is None:
            return own
        later = {name: found.number for name, found in self.like.lists.items()}
        numbers = called_as({name: found.number for name, found in own.items()}, later)
        return {name: replace(found, number=numbers[name]) for name, found in own.items()}

    @cached_property
    def note_numbers(self) -> Mapping[str, int]:
        """The number of each shared note, in the order of the pack."""
        own = {placed.shape.id: n for n, placed in enumerate(self.pack.notes, 1)}
        return called_as(own, self.like.note_numbers) if self.like else own

    @cached_property
    def answer_numbers(self) -> Mapping[str, int]:
        """The number of each shared answer, in the order of the pack."""
        own = {placed.shape.id: n for n, placed in enumerate(self.pack.answers, 1)}
        return called_as(own, self.like.answer_numbers) if self.like else own

    @cached_property
    def named(self) -> Mapping[str, Condition]:
        """The conditions that the pack gives a name."""
        return resolve_conditions(self.head)

    def fact(self, name: str) -> str:
        """Return the text of a fact, or what a name stands for: a list, or where it is learned."""
        if said := (self.later.tree.facts.get(name) or self.tree.facts.get(name)):
            return said
        if found := self.lists.get(name):
            return self(f"list-{found.kind}", n=found.number, first=self.example(found))
        named = self.named.get(name)
        return self.say.mean(named, inside=True) if named else self.any_of(self.teachers(name))

    def example(self, found: ConditionList) -> str:
        """Return what would make a list true, as one plain statement."""
        leaf = found.leaf
        if isinstance(leaf, Chose):
            return self.answered(leaf)
        inside = self.lists.get(leaf.name) if isinstance(leaf, Fact) else None
        return self.example(inside) if inside else self.say.mean(leaf)

    def teachers(self, fact: str) -> list[str]:
        """Return the answers that teach a fact, question by question."""
        found = []
        for asked in self.tree.questions.values():
            options = tuple(o.id for o in (*asked.options, asked.skip) if fact in o.learn)
            found += [self.answered(Chose(asked.id, options))] if options else []
        return found

    @property
    def later(self) -> Book:
        """The book of the later pack, or this one."""
        return self.like or self

    def tally(self, name: str) -> str:
        """Return what a tally counts."""
        return (self.later.head.tallies.get(name) or self.head.tallies[name]).says

    def answered(self, when: Chose) -> str:
        """Return a condition on the answer to a question as text."""
        found = (self._called(when.question, name) for name in when.options)
        said = self.any_of(self.option(option) for option in found if option)
        return self("when.answer", place=self.place(when.question), said=said)

    def _called(self, question: str, name: str) -> Option | None:
        """Return an option of a question, with the words of the later pack."""
        later = self.later.tree.questions.get(question)
        return (later and later.option(name)) or self.tree.questions[question].option(name)

    def option(self, option: Option) -> str:
        """Return the text of an answer, the skip included."""
        return self("quoted", said=self("skip") if option.id == SKIP else option.say)

    def any_of(self, said: Iterable[str]) -> str:
        """Join texts with commas and "or"; empty without any."""
        *most, last = list(said) or [""]
        return self("or", a=", ".join(most), b=last) if most else last

    def list(self, said: Iterable[str]) -> str:
        """Join texts with the page's separator."""
        return self("between").join(said)

    def place(self, name: str) -> str:
        """Return a node as text: a question by number and words, a fork by letter, or a page."""
        spot = self.tree.node(name)
        if isinstance(spot, Outcome):
            return self("outcome", title=self.title(spot))
        if isinstance(spot, Fork):
            return self("fork", letter=self.turns[name])
        asked = self.later.tree.questions.get(name, spot)
        return self("question", n=self.numbers[name], ask=asked.ask)

    def title(self, end: Outcome) -> str:
        """Return the title of a page, with its id where another one has the same."""
        end = self.later.tree.outcomes.get(end.id, end)
        same = [e for e in self.later.tree.outcomes.values() if e.title == end.title]
        return end.title if len(same) <= 1 else self("title-id", title=end.title, id=end.id)

    def questions(self, names: Iterable[str]) -> str:
        """Return questions as text: many of them by their numbers alone."""
        found = list(names)
        if len(found) <= MANY:
            return self.list(self.place(name) for name in found)
        return self("questions-n", n=", ".join(str(self.numbers[name]) for name in found))

    def spoken(self, *path: str | int) -> str:
        """Return a text in the second language; empty without one."""
        return self.other.get(path, "")

    def sources(self, place: str, *more: str) -> str:
        """Return the ids of the sources of a node and all in it, with those for authors."""
        cited = (n for n, at, *_ in citations(self.pack) if at.partition("/")[0] == place)
        return ", ".join(dict.fromkeys([*cited, *more]))

    def condition(self, when: Condition | None) -> str:
        """Return a condition as the start of a sentence; empty if there is none."""
        return self("if", when=self.say.say(when)) if when else ""


Called = TypeVar("Called")


def called_as(own: Mapping[str, Called], later: Mapping[str, Called]) -> Mapping[str, Called]:
    """Return what things are called, as in a later pack where that has them, too."""
    return {name: later.get(name, called) for name, called in own.items()}


def _letter(n: int) -> str:
    """Return A to Z, then AA to AZ, and so on."""
    more, last = divmod(n, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]


def is_plain(go: tuple[Route, ...]) -> bool:
    """Return whether these routes have a single target."""
    return len(go) == 1
