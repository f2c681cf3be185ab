"""The rows of the welcome: what the check is, its limits, and whose numbers are shown."""

from __future__ import annotations

from collections.abc import Container, Iterator

from screens.pages.helplines import danger, youth
from screens.pages.rows import PageRow
from screens.words import Words
from tree.helplines import Country

LEAVING = "leaving"
ABOUT = ("about", LEAVING, "hard", "own", "not", "review", "keeps", "cannot", "habit")
"""Keys of the paragraphs, in order."""


def welcome(place: Country, how: str, words: Words) -> Iterator[PageRow]:
    """Yield the whole welcome; `how` is how the country was set (see `CountryChoice`)."""
    yield from (PageRow(danger(place, words), "strong"), PageRow())
    yield from about(words)
    for row in youth(place, words):
        yield from (row, PageRow())
    yield taken(place, how, words)
    yield PageRow()


def about(words: Words, but: Container[str] = ()) -> Iterator[PageRow]:
    """Yield what the check is, without the paragraphs in `but`."""
    yield PageRow(words("welcome.title"), "heading")
    for key in ABOUT:
        if key not in but:
            yield PageRow(words(f"welcome.{key}"), "bold" if key == LEAVING else "text")
            yield PageRow()


def taken(place: Country, how: str, words: Words) -> PageRow:
    """Return a row with the country of the numbers, and why it is this one."""
    return PageRow(words(f"welcome.{how}", country=place.name), "quiet")
