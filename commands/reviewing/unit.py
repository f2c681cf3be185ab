"""What a reviewer goes through one by one: a box to tick, room for remarks, two languages."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from commands.drawing.chart import ChartNode
from commands.drawing.elements import add
from commands.reviewing.book import Book
from commands.reviewing.sheet import UNIT, items, section, table

BOX, REMARKS = "box", "remarks"


def anchor(spot: ChartNode | str) -> str:
    """Return the HTML id of a question, fork or outcome."""
    return f"place-{spot if isinstance(spot, str) else spot.id}"


def unit(parent: Element, level: int, title: str, name: str, looks: str = "") -> Element:
    """Add a section that is reviewed by itself."""
    return section(parent, level, title, name, f"{looks} {UNIT}".strip())


def ticks(part: Element, book: Book, called: str = "") -> None:
    """Add boxes to agree or to ask for a change, and the name that `sign` knows a unit by."""
    line = add(part, "p", class_="ticks")
    for key in ("agreed", "change"):
        box(line)
        add(line, "span", book(key))
    if called:
        add(line, "span", called, class_="id")


def box(parent: Element) -> None:
    """Add an empty box to tick by hand."""
    add(parent, "span", class_=BOX)


def remarks(part: Element, book: Book) -> None:
    """Add room for what a reviewer writes."""
    add(part, "p", book("remarks"), class_=REMARKS)


def other(part: Element, book: Book, *path: str | int) -> None:
    """Add a text in the second language, if there is one."""
    if said := book.spoken(*path):
        add(part, "p", said, class_="other", lang=book.language)


def words_table(part: Element, book: Book, first: str, *heads: str) -> Element:
    """Start a table of texts, in both languages if there are two; returns its body."""
    spoken = [book("in-language", language=book.spoken_name)] if book.language else []
    return table(part, [first, *spoken, *heads, book("tick")], "words" + " two" * bool(spoken))


def words_row(
    body: Element, book: Book, path: tuple[str | int, ...], said: str, *cells: Sequence[str]
) -> Element:
    """Add a text with what is said of it, and a box."""
    found = add(body, "tr")
    add(found, "th", said, scope="row")
    if book.language:
        add(found, "td", book.spoken(*path), lang=book.language)
    for cell in cells:
        items(add(found, "td"), [line for line in cell if line])
    box(add(found, "td", class_="tick"))
    return found
