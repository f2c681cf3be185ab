"""What is said first: what this is, what it cannot do, and where the numbers to call are from."""

from __future__ import annotations

from collections.abc import Container, Iterator

from screens.pages.helplines import danger, youth
from screens.pages.rows import PageRow
from screens.words import Words
from tree.helplines import Country

LEAVING = "leaving"
ABOUT = ("about", LEAVING, "hard", "own", "not", "review", "keeps", "cannot", "habit")
"""Keys of the paragraphs, in their order."""


def welcome(place: Country, how: str, words: Words) -> Iterator[PageRow]:
    """Say all of it; `how` is how the place was come by."""
    yield from (PageRow(danger(place, words), "strong"), PageRow())
    yield from about(words)
    for row in youth(place, words):
        yield from (row, PageRow())
    yield taken(place, how, words)
    yield PageRow()


def about(words: Words, but: Container[str] = ()) -> Iterator[PageRow]:
    """Say what this is, `but` for some paragraphs."""
    yield PageRow(words("welcome.title"), "heading")
    for key in ABOUT:
        if key not in but:
            yield PageRow(words(f"welcome.{key}"), "bold" if key == LEAVING else "text")
            yield PageRow()


def taken(place: Country, how: str, words: Words) -> PageRow:
    """Say which place's numbers are shown, and why these."""
    return PageRow(words(f"welcome.{how}", country=place.name), "quiet")
