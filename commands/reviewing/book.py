"""What all parts of the review page use: the pack, its words, and how its places are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from commands.drawing.chart import ChartNode
from commands.drawing.labels import Labels, named_conditions
from screens.words import Words
from tree.condition import Chose, Condition
from tree.helplines import Helplines
from tree.model import SKIP, Fork, Option, Outcome, Route, Tree
from tree.pack.ledger import citations
from tree.pack.pack import Pack
from tree.pack.shapes import PackShape


@dataclass(frozen=True)
class Book:
    """A pack that is to be reviewed, with the numbers that can be called."""

    tree: Tree
    pack: Pack
    head: PackShape
    helplines: Helplines
    words: Words

    def __call__(self, key: str, **values: object) -> str:
        """Fill in one template of the page."""
        return self.words(f"review.{key}", **values)

    @cached_property
    def say(self) -> Labels:
        """Say conditions with the words for facts."""
        named = named_conditions(self.pack)
        return Labels(self.words, "review.when", self.fact, self.tally, named, self.answered)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number the questions in reading order."""
        return {name: n for n, name in enumerate(self.tree.questions, 1)}

    def fact(self, name: str) -> str:
        """Say a fact in its words; one without words, and a named condition, by name."""
        return self.tree.facts.get(name) or self("when.name", name=name)

    def tally(self, name: str) -> str:
        """Say what a tally counts."""
        return self.head.tallies[name].says

    def answered(self, when: Chose) -> str:
        """Say that a question was answered in one of some ways."""
        asked = self.tree.questions[when.question]
        options = (option for name in when.options if (option := asked.option(name)))
        said = self.any_of(self.option(option) for option in options)
        return self("when.answer", place=self.place(when.question), said=said)

    def option(self, option: Option) -> str:
        """Say an answer, the skip included."""
        return self("quoted", said=self("skip") if option.id == SKIP else option.say)

    def any_of(self, said: Iterable[str]) -> str:
        """Join what is said with or."""
        *most, last = said
        return self("or", a=", ".join(most), b=last) if most else last

    def list(self, said: Iterable[str]) -> str:
        """Join what is said without more."""
        return self("between").join(said)

    def place(self, name: str) -> str:
        """Say a question by its number, a fork or an outcome by its name."""
        spot = self.tree.node(name)
        if isinstance(spot, Outcome):
            return self("outcome", id=name, title=spot.title)
        if isinstance(spot, Fork):
            return self("fork", id=name)
        return self("question", id=name, n=self.numbers[name])

    def sources(self, place: str, *more: str) -> str:
        """List what a place and all that stands in it rest on, those for authors included."""
        cited = (n for n, at, *_ in citations(self.pack) if at.partition("/")[0] == place)
        return ", ".join(dict.fromkeys([*cited, *more]))

    def condition(self, when: Condition | None) -> str:
        """Say a condition as the beginning of a sentence; nothing where there is none."""
        return self("if", when=self.say.say(when)) if when else ""


def anchor(spot: ChartNode | str) -> str:
    """Name the place on the page where a question, fork or outcome stands."""
    return f"place-{spot if isinstance(spot, str) else spot.id}"


def is_plain(go: tuple[Route, ...]) -> bool:
    """Say whether routes lead to one place whatever was learned."""
    return len(go) == 1
