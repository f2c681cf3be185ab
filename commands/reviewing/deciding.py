"""Section on what decides where walks end, in the words of questions and answers."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reports.decided import Deciding, DecidingTeller, deciding
from commands.reviewing.book import Book
from commands.reviewing.sheet import items, row, section, table
from tree.proving.deciding.sufficient import Forcing
from tree.proving.sets.diagram import TooLargeError
from tree.proving.verdict import Verdict

HEADS = ("urgent", "change", "gentle")


def decides(main: Element, book: Book) -> None:
    """Add what forces each outcome, and which are one answer apart; nothing without a proof."""
    verdict = book.findings.verdict
    if verdict is None:
        return
    part = section(main, 2, book("decides"), "decides")
    found = _found(verdict)
    if found is None:
        add(part, "p", book.words("decides.large"))
        return
    teller = DecidingTeller(book.tree, book.words)
    add(part, "p", book.words("decides.sure-note"))
    for one in found.sure:
        _sure(section(part, 3, teller.outcome(one.outcome)), one, teller, book)
    _near(section(part, 3, book.words("decides.near-title")), found, teller, book)


def _found(verdict: Verdict) -> Deciding | None:
    try:
        return deciding(verdict.space) if verdict.space else None
    except TooLargeError:
        return None


def _sure(part: Element, one: Forcing, teller: DecidingTeller, book: Book) -> None:
    items(part, teller.lines(one))
    if note := teller.note(one):
        add(part, "p", note)
    if one.long:
        add(part, "p", book.words("decides.long", n=len(one.long)))
        items(part, teller.long(one))


def _near(part: Element, found: Deciding, teller: DecidingTeller, book: Book) -> None:
    add(part, "p", book.words("decides.near-note" if found.near else "decides.near-none"))
    if found.near:
        body = table(part, [book.words(f"decides.near-{head}") for head in HEADS])
        for pages in teller.near(found.near):
            gentle = [teller.outcome(name) for name in pages.gentle]
            row(body, teller.outcome(pages.urgent), [pages.change], gentle)
