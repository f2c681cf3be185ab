"""A decision that can be weighed on a page, with all its options and when each is shown."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from commands.drawing.elements import add
from commands.reviewing.book import Book
from commands.reviewing.paper import row, table
from tree.weigh import Weigh

HEADS = ("says", "weigh-says", "when-shown", "carries")


def weighing(part: Element, weigh: Weigh | None, book: Book) -> None:
    """Write down a decision; nothing where there is none."""
    if weigh is None:
        return
    add(part, "h5", book("weigh"))
    add(part, "p", weigh.situation)
    add(part, "p", weigh.decision)
    body = table(part, [book(head) for head in HEADS], "words")
    for option in weigh.options:
        said = [book(f"weigh-{key}", said=getattr(option, key)) for key in ("good", "hard", "like")]
        when = book.condition(option.when) or book("always")
        tags = book.list(book.head.tags[tag] for tag in option.tags)
        row(body, option.say, said, [when], [tags])
