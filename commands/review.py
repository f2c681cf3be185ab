"""`review`: one printable page with all that a pack asks, says and promises, for sign-off."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.drawing.out import put
from commands.reviewing.annex import helplines, names, signing, sources
from commands.reviewing.book import Book
from commands.reviewing.ends import ends
from commands.reviewing.paper import facts, sheet, written
from commands.reviewing.promised import Proofs, promises
from commands.reviewing.road import road
from commands.speak import command_words
from screens.flags import read_flags
from tree.fault import FaultyPackError, UnusableError
from tree.prepare import Places
from tree.reading.checked import Checked, check_pack
from tree.reading.files import gather
from tree.reading.helpline_files import read_helplines

PARTS = ("questions", "names", "outcomes", "promises", "helplines", "sources", "sign")


def review(argv: list[str], places: Places) -> int:
    """Write the page of a pack without faults; raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, {"-o": True}, most=1)
    folder = Path(flags.rest[0]) if flags.rest else places.pack
    if not folder.is_dir():
        raise UnusableError("no-such-pack", name=str(folder))
    checked = check_pack(gather(folder))
    put(page(_book(checked, places), proofs(checked), _style(places)), flags.get("-o"))
    return 0


def _book(checked: Checked, places: Places) -> Book:
    pack = checked.pack
    if checked.faults or checked.tree is None or pack is None or pack.head is None:
        raise FaultyPackError(checked.faults)
    lines = read_helplines(gather(places.helplines))
    return Book(checked.tree, pack, pack.head.shape, lines, command_words(places.words.parent))


def proofs(_: Checked) -> Proofs:
    """Prove the promises of a pack; nothing is proved yet."""
    return {}


def _style(places: Places) -> str:
    return (places.words.parent / "review" / "review.css").read_text(encoding="utf-8")


def page(book: Book, proved: Proofs, style: str) -> str:
    """Put the whole page together."""
    title = book("title", title=book.tree.title, version=book.tree.version)
    html, main = sheet(book.tree.language, title, style)
    _front(main, title, book)
    road(main, book)
    names(main, book)
    ends(main, book)
    promises(main, book, proved)
    helplines(main, book)
    sources(main, book)
    signing(main, book)
    return written(html)


def _front(main: Element, title: str, book: Book) -> None:
    add(main, "h1", title)
    add(main, "p", book("about"))
    tree = book.tree
    facts(main, [
        (book("pack"), tree.id),
        (book("version"), tree.version),
        (book("counts-title"), book(
            "counted", questions=len(tree.questions), outcomes=len(tree.outcomes),
            promises=len(book.pack.promises), countries=len(book.helplines.countries),
        )),
    ])  # fmt: skip
    nav = add(main, "nav", aria_label=book("contents"))
    add(nav, "h2", book("contents"))
    found = add(nav, "ol")
    for part in PARTS:
        key = "all-sources" if part == "sources" else part
        add(add(found, "li"), "a", book(key), href=f"#{part}")
