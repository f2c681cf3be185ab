"""What a page is made of on both faces: rows of words, each with a role; no face is known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tree.helplines import Line

Role = Literal[
    "meta", "note", "head",  # about the page itself: where one is, a note, its title
    "heading", "text", "quiet", "strong", "bold",
    "item",  # one of a list
    "call",  # whom to call first, on one line
    "service", "number", "detail", "dated",  # a service or source, and what is known of it
    "seen",  # how old the page of a service is, while that is no reason to doubt
    "limit",  # how many options may be taken: `key` is `all` or `some`
    "option",
]  # fmt: skip

DIGITS = 9


@dataclass(frozen=True, slots=True)
class PageRow:
    """Some words, and their role.

    Args:
        text: the words; empty for a gap.
        role: what they are on this page; each face decides what that looks or sounds like.
        pick: what choosing the row means; empty where it is only read.
        key: the key that finds or does it.
        ticked: whether it is ticked; None where nothing is.
        lead: what stands before the first line, the others hang below the words.
        line: the service that a `call` is about.
    """

    text: str = ""
    role: Role = "text"
    pick: str = ""
    key: str = ""
    ticked: bool | None = None
    lead: str = ""
    line: Line | None = None


def sign(n: int) -> str:
    """Return the key of the n-th row of a list; only digits have one."""
    return str(n) if n <= DIGITS else ""
