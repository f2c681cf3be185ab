"""The rows of the welcome: what must be known before the first key, and pages for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from screens.pages.helplines import danger, youth
from screens.pages.rows import PageRow, sign
from screens.words import Words
from tree.helplines import Country

LEAVING = "leaving"
ABOUT = ("about", "hard", "keeps", LEAVING)
"""Keys of what must be known before the first key, in order."""

TOLD = {"hides": ("cannot", "habit"), "made": ("not", "review", "open", "rung")}
"""Keys of the pages that stand one key away."""

START, COUNTRY, LEAVE, SPEAK = "start", "country", "leave", "speak:"
"""Picks; that of a language has its code behind the prefix."""

NO_OTHER: Mapping[str, str] = MappingProxyType({})


def welcome(
    place: Country, how: str, words: Words, others: Mapping[str, str] = NO_OTHER
) -> Iterator[PageRow]:
    """Yield the whole welcome.

    `how` is how the country was set (see `CountryChoice`), `others` are the other languages in
    their own words, by code.
    """
    yield from (PageRow(danger(place, words), "strong"), PageRow())
    yield from (*about(words), PageRow())
    yield from choices(place, how, words, others)


def tight(rows: Iterable[PageRow]) -> Iterator[PageRow]:
    """Yield the rows of a welcome for a small window: what is told as one text, and no gaps."""
    for told_, group in groupby(rows, lambda row: row.role in {"text", "bold"} and not row.pick):
        if not told_:
            yield from group
        elif joined := " ".join(row.text for row in group if row.text):
            yield PageRow(joined)


def choices(place: Country, how: str, words: Words, others: Mapping[str, str]) -> Iterator[PageRow]:
    """Yield what can be chosen, and the helpline for young people."""
    for n, (pick, says) in enumerate(_picks(place, how, words, others), 1):
        yield PageRow(says, pick=pick, key=sign(n))
    for row in youth(place, words):
        yield from (PageRow(), row)


def about(words: Words, but: str = "") -> Iterator[PageRow]:
    """Yield the title, and what must be known before the first key, without the key `but`."""
    yield PageRow(words("welcome.title"), "heading")
    for key in ABOUT:
        if key != but:
            yield PageRow(words(f"welcome.{key}"), "bold" if key == LEAVING else "text")


def told(name: str, words: Words) -> Iterator[PageRow]:
    """Yield one of the pages that stand one key away, by its name in `TOLD`."""
    yield PageRow(words(f"welcome.{name}"), "head")
    for key in TOLD[name]:
        yield from (PageRow(words(f"welcome.{key}")), PageRow())
    yield PageRow(words("welcome.back"), pick="back", key="b")


def taken(place: Country, how: str, words: Words) -> PageRow:
    """Return a row with the country of the numbers, and why it is this one."""
    label = words("welcome.country")
    return PageRow(words(f"welcome.{how}", label=label, country=place.name), "quiet")


def _picks(
    place: Country, how: str, words: Words, others: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    yield START, words("welcome.start")
    yield COUNTRY, taken(place, how, words).text
    yield from ((SPEAK + code, name) for code, name in others.items())
    yield from ((name, words(f"welcome.{name}")) for name in (*TOLD, LEAVE))
