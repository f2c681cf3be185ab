"""Sections on statistics: how often outcomes are reached, and the mutation score."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reports.mutation_report import noticed_percent, slip_line
from commands.reports.proof_report import percent
from commands.reviewing.book import Book
from commands.reviewing.sheet import items, row, section, table
from tree.proving.findings.statistics import Statistics
from tree.proving.mutation_score import Score, Tried

SHARES = ("share", "even", "plain")


def reached(main: Element, book: Book) -> None:
    """Add the statistics, and what each of them means; nothing if there are none."""
    numbers = book.findings.numbers
    if numbers is None:
        return
    part = section(main, 2, book("how-often"), "how-often")
    for key in SHARES:
        add(part, "p", book(f"how-{key}"))
    heads = [book("head-outcome"), *(book(f"head-{key}") for key in SHARES)]
    body = table(part, heads, "reached")
    for name, found in numbers.reached.items():
        row(body, book.place(name), *([percent(getattr(found, key), book.words)] for key in SHARES))
    if numbers.longest_plain:
        add(part, "p", book("longest-plain", n=numbers.longest_plain))
    _deciders(part, book, numbers)


def deciders(main: Element, book: Book) -> None:
    """Add the answers that alone decide where a walk ends; nothing where that is not known."""
    if book.findings.numbers:
        part = section(main, 2, book("deciders-title"), "deciders")
        _deciders(part, book, book.findings.numbers)


def _deciders(part: Element, book: Book, numbers: Statistics) -> None:
    add(part, "p", book("deciders" if numbers.alone else "deciders-none"))
    items(part, [_alone(one.question, one.option, one.outcome, book) for one in numbers.alone])


def _alone(question: str, option: str, outcome: str, book: Book) -> str:
    chosen = book.tree.questions[question].option(option)
    said = book.option(chosen) if chosen else option
    return book("decider", place=book.place(question), said=said, to=book.place(outcome))


HEADS = ("tier", "worse", "noticed", "missed", "share")


def strength(main: Element, book: Book) -> None:
    """Add the result of every mutant; without a score, that none was tested."""
    score = book.findings.score
    part = section(main, 2, book("strength"), "strength")
    add(part, "p", book("strength-note"))
    if score is None:
        add(part, "p", book("strength-open"))
        return
    add(part, "p", book("strength-tried", tried=len(score.tried), worse=len(score.worse())))
    body = table(part, [book(f"strength-{head}") for head in HEADS])
    for tier, slips in score.by_tier().items():
        row(body, str(tier), *_cells(slips))
    row(body, book("strength-all"), *_cells(score.worse()))
    items(part, list(_missed(book, score)))


def _cells(slips: tuple[Tried, ...]) -> Iterator[list[str]]:
    noticed = sum(bool(slip.promise) for slip in slips)
    yield from ([str(n)] for n in (len(slips), noticed, len(slips) - noticed))
    yield [f"{noticed_percent(slips)} %"]


def _missed(book: Book, score: Score) -> Iterator[str]:
    return (slip_line(slip, book.pack, book.words) for slip in score.unnoticed())
