"""Services that can be called, as rows of a list."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from screens.full.rows import Row
from screens.pages.helplines import FOREMOST, check
from screens.words import Words
from tree.helplines import EMERGENCY, Country, Helplines, Line

DETAILS = ("text", "chat", "who", "hours", "languages")


def foremost(
    helplines: Helplines, country: str, categories: Iterable[str], words: Words
) -> Iterator[Row]:
    """Say whom to call first, the emergency number before all."""
    place = helplines.countries[country]
    yield from unknown(place, words)
    for line in helplines.foremost(country, categories)[:FOREMOST]:
        says = words("outcome.call", number=line.number, service=line.service)
        yield Row(says, "strong", clip=True)


def unknown(place: Country, words: Words) -> Iterator[Row]:
    """Say what to do where no emergency number is known."""
    if not place.of(EMERGENCY):
        yield Row(place.says or words("card.none"), "strong")


def full(line: Line, words: Words, instead: Line | None = None) -> Iterator[Row]:
    """Say all that is known of a service, and what to try `instead` where its page is old."""
    yield Row(line.service, "bold")
    if line.phone:
        yield Row(words("help.phone", phone=line.phone), "strong")
    for detail in DETAILS:
        if known := getattr(line, detail):
            yield Row(words(f"help.{detail}", **{detail: known}))
    if line.note:
        yield Row(line.note)
    if line.doubtful:
        yield Row(check(line, words, instead))
    yield Row(words("help.read", read=line.read), "quiet")
    yield Row()


def counsel(place: Country, categories: Container[str], words: Words) -> Iterator[Row]:
    """Say how to find help with a relationship where no line of it is known."""
    if place.lacks_counsel(categories):
        yield from (Row(words("help.register")), Row())
