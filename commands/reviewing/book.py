"""What all sections of the review page share: the pack, its words, and HTML helpers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element, tostring

from commands.drawing.chart import ChartNode
from commands.drawing.elements import add
from editor.condition_words import Labels, named_conditions
from screens.words import Words
from tree.condition import Chose, Condition
from tree.helplines import Helplines
from tree.model import SKIP, Fork, Option, Outcome, Route, Tree
from tree.pack.ledger import citations
from tree.pack.pack import Pack
from tree.pack.shapes import PackShape


def sheet(language: str, title: str, style: str) -> tuple[Element, Element]:
    """Start a page; returns it and its main element."""
    page = Element("html", {"lang": language})
    head = add(page, "head")
    add(head, "meta", charset="utf-8")
    add(head, "meta", name="viewport", content="width=device-width,initial-scale=1")
    add(head, "title", title)
    add(head, "style", style)
    return page, add(add(page, "body"), "main")


def written(page: Element) -> str:
    """Return a page as HTML."""
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n"


def section(parent: Element, level: int, title: str, name: str = "", looks: str = "") -> Element:
    """Add a section with a heading."""
    values = {"id": name} if name else {}
    part = add(parent, "section", class_=looks or f"level{level}", **values)
    add(part, f"h{level}", title)
    return part


def facts(parent: Element, pairs: Iterable[tuple[str, str]]) -> None:
    """Add a list of names and texts; empty texts are left out."""
    said = [(name, text) for name, text in pairs if text]
    if said:
        found = add(parent, "dl")
        for name, text in said:
            line = add(found, "div")
            add(line, "dt", name)
            add(line, "dd", text)


def items(parent: Element, lines: Sequence[str], ordered: bool = False) -> None:
    """Add a list; a single line becomes a paragraph."""
    if len(lines) == 1:
        add(parent, "p", lines[0])
    elif lines:
        found = add(parent, "ol" if ordered else "ul")
        for line in lines:
            add(found, "li", line)


def table(parent: Element, heads: Sequence[str], looks: str = "") -> Element:
    """Start a table; returns its body."""
    found = add(parent, "table", class_=looks or "plain")
    row = add(add(found, "thead"), "tr")
    for head in heads:
        add(row, "th", head, scope="col")
    return add(found, "tbody")


def row(body: Element, first: str, *cells: Sequence[str]) -> None:
    """Add a row: its heading, then cells of one or more lines."""
    found = add(body, "tr")
    add(found, "th", first, scope="row")
    for cell in cells:
        items(add(found, "td"), [line for line in cell if line])


@dataclass(frozen=True)
class Book:
    """A pack under review, with its helplines and words."""

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
        """The renderer of conditions, with the page's templates."""
        named = named_conditions(self.pack)
        return Labels(self.words, "review.when", self.fact, self.tally, named, self.answered)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question, in reading order."""
        return {name: n for n, name in enumerate(self.tree.questions, 1)}

    def fact(self, name: str) -> str:
        """Return the text of a fact; without one, or for a named condition, the name."""
        return self.tree.facts.get(name) or self("when.name", name=name)

    def tally(self, name: str) -> str:
        """Return what a tally counts."""
        return self.head.tallies[name].says

    def answered(self, when: Chose) -> str:
        """Return a condition on the answer to a question as text."""
        asked = self.tree.questions[when.question]
        options = (option for name in when.options if (option := asked.option(name)))
        said = self.any_of(self.option(option) for option in options)
        return self("when.answer", place=self.place(when.question), said=said)

    def option(self, option: Option) -> str:
        """Return the text of an answer, the skip included."""
        return self("quoted", said=self("skip") if option.id == SKIP else option.say)

    def any_of(self, said: Iterable[str]) -> str:
        """Join texts with commas and "or"."""
        *most, last = said
        return self("or", a=", ".join(most), b=last) if most else last

    def list(self, said: Iterable[str]) -> str:
        """Join texts with the page's separator."""
        return self("between").join(said)

    def place(self, name: str) -> str:
        """Return a node as text: a question by its number, a fork or an outcome by its id."""
        spot = self.tree.node(name)
        if isinstance(spot, Outcome):
            return self("outcome", id=name, title=spot.title)
        if isinstance(spot, Fork):
            return self("fork", id=name)
        return self("question", id=name, n=self.numbers[name])

    def sources(self, place: str, *more: str) -> str:
        """Return the ids of the sources of a node and all in it, with those for authors."""
        cited = (n for n, at, *_ in citations(self.pack) if at.partition("/")[0] == place)
        return ", ".join(dict.fromkeys([*cited, *more]))

    def condition(self, when: Condition | None) -> str:
        """Return a condition as the start of a sentence; empty if there is none."""
        return self("if", when=self.say.say(when)) if when else ""


def anchor(spot: ChartNode | str) -> str:
    """Return the HTML id of a question, fork or outcome."""
    return f"place-{spot if isinstance(spot, str) else spot.id}"


def is_plain(go: tuple[Route, ...]) -> bool:
    """Return whether these routes have a single target."""
    return len(go) == 1
