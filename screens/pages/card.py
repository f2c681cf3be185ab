"""The safety card: numbers to call, one key away from every page."""

from __future__ import annotations

from collections.abc import Iterator

from screens.pages.helplines import details, gaps, own_words
from screens.pages.rows import PageRow
from screens.words import Words
from tree.helplines import CARD, Country, Helplines, once


def card(place: Country, helplines: Helplines, words: Words) -> Iterator[PageRow]:
    """Say the numbers of a place, grouped by what they are for."""
    yield PageRow(words("card.title"), "head")
    yield PageRow(words("card.place", country=place.name), "quiet")
    yield from own_words(place, words)
    yield from (PageRow(says) for says in gaps(place, CARD, words))
    yield PageRow()
    lines = once(line for name in CARD for line in place.of(name))
    for category in CARD:
        here = [line for line in lines if category in line.categories]
        lines = tuple(line for line in lines if line not in here)
        if here:
            yield PageRow(words(f"card.{category}"), "heading")
        for line in here:
            yield from details(line, words, helplines.instead(place.id, line))
    yield PageRow(words("card.back"), pick="back")
