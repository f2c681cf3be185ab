"""`review`: one printable page with all that a pack asks, says and promises, for sign-off."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from commands.check import examine
from commands.drawing.elements import add
from commands.inputs import pack_folder
from commands.output import put
from commands.reports.mutation_report import score_of
from commands.reports.sentences import command_words
from commands.reviewing.annex import declined, helplines, names, signing, sources
from commands.reviewing.book import Book, facts, sheet, written
from commands.reviewing.ends import ends
from commands.reviewing.measures import reached, strength
from commands.reviewing.promised import promises
from commands.reviewing.road import road
from screens.flags import read_flags
from tree.checking.proved import Proved
from tree.fault import FaultyPackError
from tree.languages.helpline_files import read_helplines
from tree.pack.files import gather
from tree.prepare import Places
from tree.proving.findings.statistics import Statistics
from tree.proving.mutation_score import Score
from tree.proving.verdict import Verdict

PARTS = (
    "questions",
    "names",
    "outcomes",
    "promises",
    "how-often",
    "strength",
    "helplines",
    "all-sources",
    "declined",
    "sign",
)
DONE, FAULTY = 0, 1


def review(argv: list[str], places: Places) -> int:
    """Write the page; returns 1 unless all is kept. Raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, {"-o": True}, most=1)
    proved = examine(pack_folder(next(iter(flags.rest), ""), places), places.helplines)
    book = _book(proved, places)
    if proved.kept:
        print(book.words("mutate.trying"), file=sys.stderr, flush=True)
    measured = Measured(_warning(proved, book), proved.numbers, score_of(proved))
    put(page(book, proved.verdict, _style(places), measured), flags.get("-o"), book.words)
    if measured.warning:
        print(measured.warning, file=sys.stderr)
    return DONE if proved.kept else FAULTY


def _warning(proved: Proved, book: Book) -> str:
    """Return why a pack must not be signed as it is; empty if all is kept."""
    if proved.faults:
        return book("faulty", n=len(proved.faults))
    return "" if proved.kept else book("unproved")


def _book(proved: Proved, places: Places) -> Book:
    """Return the book of a pack; raises FaultyPackError if it has faults or no tree."""
    tree, pack = proved.checked.tree, proved.checked.pack
    if proved.checked.faults or tree is None or pack is None or pack.head is None:
        raise FaultyPackError(proved.faults)
    lines = read_helplines(gather(places.helplines))
    return Book(tree, pack, pack.head.shape, lines, command_words(places.words.parent))


def _style(places: Places) -> str:
    return (places.words.parent / "review" / "review.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Measured:
    """Measurements of a pack: its warning, statistics, and mutation score."""

    warning: str = ""
    numbers: Statistics | None = None
    score: Score | None = None


NOTHING = Measured()


def page(book: Book, verdict: Verdict | None, style: str, measured: Measured = NOTHING) -> str:
    """Return the whole page; without a verdict every promise counts as unproved."""
    title = book("title", title=book.tree.title, version=book.tree.version)
    html, main = sheet(book.tree.language, title, style)
    _front(main, title, book, verdict)
    if measured.warning:
        add(main, "p", measured.warning, class_="warning", role="alert")
    front = len(main)
    road(main, book)
    names(main, book)
    ends(main, book)
    promises(main, book, {p.promise: p for p in verdict.proofs} if verdict else {})
    if measured.numbers:
        reached(main, book, measured.numbers)
    strength(main, book, measured.score)
    helplines(main, book)
    sources(main, book)
    declined(main, book)
    signing(main, book)
    main.insert(front, _contents(main, book))
    return written(html)


def _front(main: Element, title: str, book: Book, verdict: Verdict | None) -> None:
    add(main, "h1", title)
    add(main, "p", book("about"))
    facts(main, _numbers(book, verdict))


def _numbers(book: Book, verdict: Verdict | None) -> Iterator[tuple[str, str]]:
    tree = book.tree
    counts = {
        "questions": len(tree.questions),
        "outcomes": len(tree.outcomes),
        "promises": len(book.pack.promises),
        "countries": len(book.helplines.countries),
    }
    yield book("pack"), tree.id
    yield book("version"), tree.version
    yield book("counts-title"), book("counted", **counts)
    if verdict and verdict.walks is not None:
        walks = book("walks", walks=f"{verdict.walks:,}", longest=verdict.longest)
        yield book("walks-title"), walks


def _contents(main: Element, book: Book) -> Element:
    """Return a table of contents of the sections on the page."""
    nav = Element("nav", {"aria-label": book("contents")})
    add(nav, "h2", book("contents"))
    found = add(nav, "ol")
    there = {part.get("id") for part in main}
    for part in PARTS:
        if part in there:
            add(add(found, "li"), "a", book(part), href=f"#{part}")
    return nav
