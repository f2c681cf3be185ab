"""Section on the lives of a pack: each story, in short, and where that person may end."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reviewing.book import Book
from commands.reviewing.sheet import UNIT, section
from tree.pack.life_shapes import LifeShape


def lives(main: Element, book: Book) -> None:
    """Add every life; nothing where a pack has none."""
    if not book.pack.lives:
        return
    part = section(main, 2, book("lives"), "lives")
    add(part, "p", book("lives-note"))
    found = add(part, "ul")
    for name, placed in book.pack.lives.items():
        line = add(found, "li", class_=UNIT, id=f"life-{name}")
        _story(line, placed.shape, book)
        add(line, "p", _ends(placed.shape, book), class_="because")


def _story(line: Element, shape: LifeShape, book: Book) -> None:
    language = shape.language or book.tree.language
    add(line, "p", shape.story, **({} if language == book.tree.language else {"lang": language}))


def _ends(shape: LifeShape, book: Book) -> str:
    return book("life-ends", ends=book.any_of(book.place(name) for name in shape.outcomes))
