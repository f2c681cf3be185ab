"""How often each outcome is reached, and which answers alone decide where a walk ends."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reports.numbers import percent
from commands.reviewing.book import Book
from commands.reviewing.paper import items, row, section, table
from tree.proving.findings.statistics import Statistics

SHARES = ("share", "even", "plain")


def reached(main: Element, book: Book, numbers: Statistics) -> None:
    """Put the numbers on the page, with what each of them means."""
    part = section(main, 2, book("how-often"), "how-often")
    for key in SHARES:
        add(part, "p", book(f"how-{key}"))
    heads = [book("head-outcome"), *(book(f"head-{key}") for key in SHARES)]
    body = table(part, heads, "reached")
    for name, found in numbers.reached.items():
        row(body, book.place(name), *([percent(getattr(found, key), book.words)] for key in SHARES))
    if numbers.longest_plain:
        add(part, "p", book("longest-plain", n=numbers.longest_plain))
    add(part, "p", book("deciders" if numbers.alone else "deciders-none"))
    items(part, [_alone(one.question, one.option, one.outcome, book) for one in numbers.alone])


def _alone(question: str, option: str, outcome: str, book: Book) -> str:
    chosen = book.tree.questions[question].option(option)
    said = book.option(chosen) if chosen else option
    return book("decider", place=book.place(question), said=said, to=book.place(outcome))
