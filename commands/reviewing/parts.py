"""The parts of the review page, in order: a new part is one line here, and one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from commands.reviewing.annex import declined, helplines, signing, sources
from commands.reviewing.book import Book
from commands.reviewing.deciding import decides
from commands.reviewing.ends import ends, urgent
from commands.reviewing.lives import lives
from commands.reviewing.measures import deciders, reached, strength
from commands.reviewing.promised import promises, promises_short
from commands.reviewing.road import road, safety
from commands.reviewing.shared import heard_lists, lists, shared_answers, shared_notes, urgent_lists

Add = Callable[[Element, Book], None]
"""Adds a part to the page; nothing where the pack has nothing for it."""


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """A part: the id of its section, which its title in the contents has as key."""

    id: str
    add: Add


WHOLE = (
    ReviewPart("questions", road),
    ReviewPart("outcomes", ends),
    ReviewPart("notes", shared_notes),
    ReviewPart("answers", shared_answers),
    ReviewPart("names", lists),
    ReviewPart("heard", heard_lists),
    ReviewPart("promises", promises),
    ReviewPart("how-often", reached),
    ReviewPart("decides", decides),
    ReviewPart("strength", strength),
    ReviewPart("lives", lives),
    ReviewPart("helplines", helplines),
    ReviewPart("all-sources", sources),
    ReviewPart("declined", declined),
    ReviewPart("sign", signing),
)
"""All that a pack asks, says and promises."""

SHORT = (
    ReviewPart("safety", safety),
    ReviewPart("urgent", urgent),
    ReviewPart("names", urgent_lists),
    ReviewPart("promises", promises_short),
    ReviewPart("deciders", deciders),
    ReviewPart("sign", signing),
)
"""What a busy reviewer reads: safety, the urgent pages, what is promised and what decides."""

UNWRITTEN = ("how-often", "decides", "strength", "sign")
"""Parts that nobody wrote: they are found, or filled in by hand."""
CHANGED = tuple(part for part in WHOLE if part.id not in UNWRITTEN)
"""Where changes are looked for."""
