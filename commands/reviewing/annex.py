"""Sections on helplines and sources, and the form to sign."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reviewing.book import Book
from commands.reviewing.sheet import UNIT, facts, row, section, table
from tree.helplines import Country, Line
from tree.pack.ledger import DECLINED, where_it_lives
from tree.pack.shapes import SourceShape


def helplines(main: Element, book: Book) -> None:
    """Add the helplines of every country, with dates, grades and sources."""
    part = section(main, 2, book("helplines"), "helplines")
    add(part, "p", book("helplines-note"))
    for country in book.helplines.countries.values():
        _country(part, country, book)
    add(part, "p", book("fallbacks"))
    pairs = book.helplines.fallbacks.items()
    facts(part, ((name, book("stands-in", name=other)) for name, other in pairs))


def _country(part: Element, country: Country, book: Book) -> None:
    inside = section(part, 3, country.name)
    if country.says:
        add(inside, "p", country.says, class_=UNIT, id=f"country-{country.id}")
    if country.lines:
        body = table(inside, [book(f"line-{key}") for key in ("who", "how", "source")], "lines")
        for line in country.lines:
            named = ", ".join(line.categories)
            who = book("line-of", service=line.service, category=named, who=line.who)
            cells = (list(_how(line, book)), list(_source(line, book)))
            row(body, who, *cells, name=f"line-{line.id}")


def _how(line: Line, book: Book) -> Iterator[str]:
    for key in ("phone", "text", "chat", "hours", "languages"):
        if said := getattr(line, key):
            yield book(f"by-{key}", said=said)
    yield line.note


def _source(line: Line, book: Book) -> Iterator[str]:
    yield book("read", day=line.read, grade=line.grade)
    yield book("seen", day=line.seen) if line.seen else ""
    yield line.source
    if later := book.read_again.get(line.id):
        yield book("later", day=later.read)


def sources(main: Element, book: Book) -> None:
    """Add the sources of the content, what was made of each, and their addresses."""
    part = section(main, 2, book("all-sources"), "all-sources")
    body = table(part, [book("source-id"), book("source-says"), book("source-address")], "sources")
    lives = where_it_lives(book.pack)
    for name, placed in book.pack.sources.items():
        shape = placed.shape
        if shape.verdict == DECLINED:
            continue
        used = book("source-used", places=", ".join(lives[name])) if name in lives else ""
        made = book("source-softened", why=shape.why) if shape.why else ""
        kind = book(f"source-{shape.kind}") if shape.kind else ""
        told = [shape.says, kind, made, used]
        row(body, name, told, _address(shape, book), name=f"source-{name}")


def declined(main: Element, book: Book) -> None:
    """Add the sources that were read but not used, and why; nothing if there are none."""
    found = {n: p.shape for n, p in book.pack.sources.items() if p.shape.verdict == DECLINED}
    if not found:
        return
    part = section(main, 2, book("declined"), "declined")
    add(part, "p", book("declined-note"))
    body = table(
        part, [book("source-id"), book("declined-says"), book("source-address")], "sources"
    )
    for name, shape in found.items():
        told = [shape.says, book("declined-why", why=shape.why)]
        row(body, name, told, _address(shape, book), name=f"source-{name}")


def _address(shape: SourceShape, book: Book) -> list[str]:
    return [shape.address, book("source-read", day=shape.read)]


def signing(main: Element, book: Book) -> None:
    """Add a form for the reviewer's name, the date and remarks."""
    part = section(main, 2, book("sign"), "sign")
    told = {"version": book.tree.version, "mark": book.findings.mark}
    add(part, "p", book("sign-note", **told))
    found = add(part, "dl", class_="form")
    for key in ("role", "date", "version", "covered", "remarks", "signed"):
        line = add(found, "div", class_=key)
        add(line, "dt", book(f"sign-{key}"))
        add(line, "dd", book("version-mark", **told) if key == "version" else "")
