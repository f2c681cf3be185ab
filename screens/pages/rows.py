"""The view model of a page: rows of text, each with a role, for both faces to render."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from screens.words import Words
from tree.helplines import Line

Role = Literal[
    "meta", "note", "head",  # about the page itself: position, note, title
    "heading", "text", "quiet", "strong", "bold",
    "item",  # one of a list
    "call",  # whom to call first, on one line
    "service", "number", "detail", "dated",  # a service or source, and what is known of it
    "seen",  # the age of a record that is not yet old
    "limit",  # how many options may be chosen: `key` is `all` or `some`
    "option",
    "stop",  # a question that was asked, and in `said` what was said
]  # fmt: skip

DIGITS = 9


@dataclass(frozen=True, slots=True, repr=False)
class PageRow:
    """One row of a page.

    Args:
        text: the text; empty for a gap.
        role: what the text is on this page; each face has its own style for it.
        pick: id of what choosing the row does; empty if it cannot be chosen.
        key: the key that marks or chooses it.
        ticked: whether it is ticked; None if it takes no tick.
        lead: prefix of the first line; wrapped lines are indented below the text.
        line: the helpline that a `call` is about.
        said: what was said to the text, below it and in another style.
    """

    text: str = ""
    role: Role = "text"
    pick: str = ""
    key: str = ""
    ticked: bool | None = None
    lead: str = ""
    line: Line | None = None
    said: str = ""


def sign(n: int) -> str:
    """Return the key of the n-th row of a list; rows after the last digit have none."""
    return str(n) if n <= DIGITS else ""


def numbering(rows: int, words: Words) -> Iterator[PageRow]:
    """Yield how to type the number of a row beyond the ninth, if there are so many."""
    if rows > DIGITS:
        yield PageRow(words("look.numbers"), "quiet")
