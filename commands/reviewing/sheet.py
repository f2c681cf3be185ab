"""The review page as HTML: its frame, sections, lists and tables, and the foot of each page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, tostring

from commands.drawing.elements import add

UNIT = "unit"
"""The class of what a reviewer agrees to by itself: a question, a page, a note, a promise."""
PAPERS = {"a4": "A4", "letter": "letter"}
NUMBER, ALL = "\1", "\2"
"""Stand in a text for the number of a page and for how many there are."""


def sheet(language: str, title: str, style: str, kind: str) -> tuple[Element, Element]:
    """Start a page; returns it and its main element."""
    page = Element("html", {"lang": language, "class": kind})
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


def facts(parent: Element, pairs: Iterable[tuple[str, str]], looks: str = "") -> None:
    """Add a list of names and texts; empty texts are left out."""
    said = [(name, text) for name, text in pairs if text]
    if said:
        found = add(parent, "dl", **({"class": looks} if looks else {}))
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


def row(body: Element, first: str, *cells: Sequence[str], name: str = "") -> Element:
    """Add a row: its heading, then cells of one or more lines; a name makes it a unit."""
    found = add(body, "tr", **({"id": name, "class": UNIT} if name else {}))
    add(found, "th", first, scope="row")
    for cell in cells:
        items(add(found, "td"), [line for line in cell if line])
    return found


def foot(left: str, right: str, paper: str) -> str:
    """Return the style of a printed page: its paper, and what stands at its foot."""
    corners = {"left": _content(left), "right": _content(right)}
    boxes = " ".join(f"@bottom-{at} {{ content: {said} }}" for at, said in corners.items())
    return f"@page {{ size: {PAPERS[paper]}; {boxes} }}"


def _content(text: str) -> str:
    """Return a text as CSS; nothing in it can end the string or the style."""
    counters = {NUMBER: "counter(page)", ALL: "counter(pages)"}
    pieces = (piece for piece in re.split(f"([{NUMBER}{ALL}])", text) if piece)
    return " ".join(counters.get(piece) or _quoted(piece) for piece in pieces)


def _quoted(text: str) -> str:
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'
