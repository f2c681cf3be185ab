"""How strong the promises are: which share of small slips they would notice, tier by tier."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reports.mutation_report import percent, slip_line
from commands.reviewing.book import Book
from commands.reviewing.paper import items, row, section, table
from tree.proving.edits.mutation_score import Score, Tried

HEADS = ("tier", "worse", "noticed", "missed", "share")


def strength(main: Element, book: Book, score: Score | None) -> None:
    """Write down what became of every slip that was tried; without a score, that none was."""
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
    yield [f"{percent(slips)} %"]


def _missed(book: Book, score: Score) -> Iterator[str]:
    return (slip_line(slip, book.pack, book.words) for slip in score.unnoticed())
