"""The page as a tree of HTML elements: every text is escaped, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, tostring

from commands.drawing.elements import add


def sheet(language: str, title: str, style: str) -> tuple[Element, Element]:
    """Begin a page; returns it and its main part."""
    page = Element("html", {"lang": language})
    head = add(page, "head")
    add(head, "meta", charset="utf-8")
    add(head, "meta", name="viewport", content="width=device-width,initial-scale=1")
    add(head, "title", title)
    add(head, "style", style)
    return page, add(add(page, "body"), "main")


def written(page: Element) -> str:
    """Write a page down."""
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n"


def section(parent: Element, level: int, title: str, name: str = "", looks: str = "") -> Element:
    """Add a part of the page under a heading."""
    values = {"id": name} if name else {}
    part = add(parent, "section", class_=looks or f"level{level}", **values)
    add(part, f"h{level}", title)
    return part


def facts(parent: Element, pairs: Iterable[tuple[str, str]]) -> None:
    """Add lines of a name and what it is; those without anything to say are left out."""
    said = [(name, text) for name, text in pairs if text]
    if said:
        found = add(parent, "dl")
        for name, text in said:
            line = add(found, "div")
            add(line, "dt", name)
            add(line, "dd", text)


def items(parent: Element, lines: Sequence[str], ordered: bool = False) -> None:
    """Add a list; a single line is a paragraph."""
    if len(lines) == 1:
        add(parent, "p", lines[0])
    elif lines:
        found = add(parent, "ol" if ordered else "ul")
        for line in lines:
            add(found, "li", line)


def table(parent: Element, heads: Sequence[str], looks: str = "") -> Element:
    """Begin a table; returns its body."""
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
