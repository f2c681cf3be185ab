"""`review`: pages to print with all that a pack asks, says and promises, for sign-off."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from commands.check import examine
from commands.comparing.files import files_beside, files_of
from commands.comparing.packs import tree_of
from commands.drawing.elements import add
from commands.inputs import meant_pack, paper_of
from commands.output import put
from commands.reports.mutation_report import score_of
from commands.reports.paper_words import paper_words
from commands.reports.sentences import command_words
from commands.reviewing.book import Book
from commands.reviewing.changes import changes, unsigned, unsigned_of
from commands.reviewing.findings import NOTHING, Findings
from commands.reviewing.parts import SHORT, WHOLE, ReviewPart
from commands.reviewing.sheet import ALL, NUMBER, PAPERS, facts, foot, sheet, written
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.checking.checked import check_pack
from tree.checking.everything import name_of, spoken_words
from tree.checking.proved import Proved
from tree.checking.signing.pack_mark import pack_mark
from tree.checking.signing.reviewed import standings
from tree.fault import FaultyPackError
from tree.helplines import Helplines, Line
from tree.languages.helpline_files import read_helplines
from tree.languages.later_lines import ShippedLines
from tree.languages.overlay import in_language
from tree.languages.wording import Texts, texts
from tree.pack.files import gather
from tree.prepare import Places

FLAGS = {
    "-o": True,
    "--short": False,
    "--since": True,
    "--lang": True,
    "--paper": True,
    "--pack": True,
}
SIGNED = "signed"
"""Names the words as they were signed, where a call would name an earlier pack."""
DONE, FAULTY = 0, 1


def review(argv: list[str], places: Places) -> int:
    """Write the page; returns 1 unless all is kept. Raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, FLAGS, most=1)
    paper = paper_of(flags, PAPERS)
    shipped, places = places.helplines, places.of(meant_pack(flags, flags.rest, places))
    proved = examine(places.pack, places.helplines)
    words = command_words(places.words.parent)
    whole = "--short" not in flags and "--since" not in flags
    book = open_book(proved, places, words, flags.get("--lang"), measured=whole)
    book = replace(book, read_again=_later(book, shipped))
    kind = "short" if "--short" in flags else "since" if "--since" in flags else "whole"
    parts, style = _parts(flags, book, proved, places), _style(places, book, paper)
    html = page(book, parts, style, kind=kind)
    put(html, flags.get("-o"), words)
    if book.findings.warning:
        print(book.findings.warning, file=sys.stderr)
    return DONE if proved.kept else FAULTY


def _later(book: Book, shipped: Path) -> dict[str, Line]:
    """Return the lines of the program that are later than those of the pack, by id."""
    known = ShippedLines(gather(shipped), book.tree.language)
    return {line.id: line for line in known.all_later(book.helplines)}


def _parts(flags: Flags, book: Book, proved: Proved, places: Places) -> tuple[ReviewPart, ...]:
    """Return the parts that a call asks for; raises UnusableError or FaultyPackError."""
    if "--since" not in flags:
        return SHORT if "--short" in flags else WHOLE
    if flags.get("--since") == SIGNED:
        found = standings(proved.checked, spoken_words(proved.checked, places.words))
        todo = unsigned_of(found, [book.tree.language, book.language])
        part = ReviewPart(SIGNED, partial(unsigned, found=todo))
    else:
        part = ReviewPart("changes", partial(changes, old=_earlier(flags.get("--since"), book)))
    return (part, WHOLE[-1])


def _earlier(name: str, book: Book) -> Book:
    """Return the book of an earlier pack; raises UnusableError or FaultyPackError."""
    checked = check_pack(files_of(name))
    tree, pack = tree_of(checked, name), checked.pack
    if pack is None or pack.head is None:
        raise FaultyPackError(checked.faults)
    beside = files_beside(name, "helplines")
    lines = read_helplines(beside) if beside else book.helplines
    known = book.language in pack.languages
    other = texts(in_language(tree, pack, book.language), pack) if known else {}
    head = pack.head.shape
    return replace(book, tree=tree, pack=pack, head=head, helplines=lines, other=other,
                   findings=NOTHING, like=book)  # fmt: skip


def open_book(
    proved: Proved, places: Places, words: Words, language: str = "", *, measured: bool
) -> Book:
    """Return the book of a pack; raises FaultyPackError if it has faults or no tree."""
    checked = proved.checked
    tree, pack = checked.tree, checked.pack
    if checked.faults or tree is None or pack is None or pack.head is None:
        raise FaultyPackError(proved.faults)
    other = _spoken(proved, language)
    spoken = language if other else ""
    said = paper_words(places.words.parent, spoken or tree.language)
    lines: Helplines = read_helplines(gather(places.helplines))
    if measured and proved.kept:
        print(words("mutate.trying"), file=sys.stderr, flush=True)
    score = score_of(proved) if measured else None
    found = Findings(
        pack_mark(checked), _warning(proved, said), proved.verdict, proved.numbers, score
    )
    named = name_of(places.words, spoken) if spoken else ""
    return Book(tree, pack, pack.head.shape, lines, said, found, spoken, named, other)


def _spoken(proved: Proved, language: str) -> Texts:
    """Return the texts of a pack in a second language; raises FaultyPackError or UnusableError."""
    tree, pack = proved.checked.tree, proved.checked.pack
    if not (tree and pack and language) or language == tree.language:
        return {}
    return texts(in_language(tree, pack, language), pack)


def _warning(proved: Proved, words: Words) -> str:
    """Return why a pack must not be signed as it is; empty if all is kept."""
    if proved.faults:
        return words("review.faulty", n=len(proved.faults))
    return "" if proved.kept else words("review.unproved")


def _style(places: Places, book: Book, paper: str) -> str:
    """Return the style of the page, with the pack and the page number at its foot."""
    style = (places.words.parent / "review" / "review.css").read_text(encoding="utf-8")
    values = {"title": book.tree.title, "version": book.tree.version, "mark": book.findings.mark}
    left, right = book("foot", **values), book("page", n=NUMBER, all=ALL)
    return f"{style}{foot(left, right, paper)}\n"


def page(
    book: Book, parts: Iterable[ReviewPart] = WHOLE, style: str = "", kind: str = "whole"
) -> str:
    """Return the page of a kind; without a verdict every promise counts as unproved."""
    title = book(f"title-{kind}", title=book.tree.title, version=book.tree.version)
    html, main = sheet(book.tree.language, title, style, kind)
    _front(main, title, book, kind)
    front = len(main)
    for part in parts:
        part.add(main, book)
    main.insert(front, _contents(main, book))
    return written(html)


def _front(main: Element, title: str, book: Book, kind: str) -> None:
    add(main, "h1", title)
    add(main, "p", book(f"about-{kind}"))
    facts(main, _numbers(book))
    if book.findings.warning:
        add(main, "p", book.findings.warning, class_="warning", role="alert")


def _numbers(book: Book) -> Iterator[tuple[str, str]]:
    tree, verdict = book.tree, book.findings.verdict
    counts = {
        "questions": len(tree.questions),
        "outcomes": len(tree.outcomes),
        "promises": len(book.pack.promises),
        "countries": len(book.helplines.countries),
    }
    yield book("pack"), tree.id
    yield book("version"), tree.version
    yield book("mark"), book("mark-says", mark=book.findings.mark) if book.findings.mark else ""
    yield book("counts-title"), book("counted", **counts)
    if verdict and verdict.walks is not None:
        walks = book("walks", walks=f"{verdict.walks:,}", longest=verdict.longest)
        yield book("walks-title"), walks


def _contents(main: Element, book: Book) -> Element:
    """Return a table of contents of the sections on the page."""
    nav = Element("nav", {"aria-label": book("contents")})
    add(nav, "h2", book("contents"))
    found = add(nav, "ol")
    for part in main.findall("section"):
        heading = part.find("h2")
        if heading is not None:
            add(add(found, "li"), "a", heading.text or "", href=f"#{part.get('id')}")
    return nav
