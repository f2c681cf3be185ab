"""What both faces say of lines: whom they leave out, what needs a voice, what else to try."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from screens.words import Words
from tree.helplines import Country, Line

FOREMOST = 6
"""So many numbers are shown on top of an urgent page: with the way out, eight rows at most."""


def gaps(place: Country, categories: Iterable[str], words: Words) -> Iterator[str]:
    """Say once for a page whom the abuse lines leave out, and what needs a voice."""
    names = tuple(categories)
    yield from left_out(place, names, words)
    yield from loud(place, names, words)


def left_out(place: Country, categories: Container[str], words: Words) -> Iterator[str]:
    """Say whom the abuse lines are for, where they leave some people out."""
    if served := place.only_for(categories):
        who = words("help.join").join(words(f"help.serves.{name}") for name in served)
        yield words("help.only_for_whole" if place.in_parts else "help.only_for", who=who)


def loud(place: Country, categories: Iterable[str], words: Words) -> Iterator[str]:
    """Say what cannot be reached here without a voice."""
    if found := place.without_silent(categories):
        what = words("help.join").join(words(f"help.kinds.{name}") for name in found)
        yield words("help.loud", what=what)


def check(line: Line, words: Words, instead: Line | None) -> str:
    """Say that the page of a line is old, and what to try if nobody answers."""
    if instead is None:
        return words("help.check_alone", seen=line.seen)
    return words("help.check", seen=line.seen, service=instead.service, number=instead.number)
