"""Services to call: whom first, whom they leave out, what else to try; and the safety card."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from screens.pages.rows import PageRow, Role
from screens.words import Words
from tree.helplines import CARD, EMERGENCY, Country, Helplines, Line, once

FOREMOST = 6
"""The most numbers on top of an urgent page: with the way out, eight rows."""

DETAILS = ("text", "chat", "who", "hours", "languages")


def danger(place: Country, words: Words) -> str:
    """Return the first line of the welcome: the emergency number, if one is known."""
    for line in place.of(EMERGENCY)[:1]:
        return words("welcome.danger", phone=line.number)
    return words("welcome.danger_unknown")


def youth(place: Country, words: Words) -> Iterator[PageRow]:
    """Name the line for the young."""
    for line in place.of("youth")[:1]:
        yield PageRow(words("welcome.youth", service=line.service, number=line.number))


def own_words(place: Country, words: Words, role: Role = "strong") -> Iterator[PageRow]:
    """Say the own words of a place, else what to do where no emergency number is known."""
    if place.says:
        yield PageRow(place.says, role)
    elif not place.of(EMERGENCY):
        yield PageRow(words("card.none"), role)


def foremost(
    helplines: Helplines, country: str, categories: Iterable[str], words: Words
) -> Iterator[PageRow]:
    """Say whom to call first, an emergency number before all; without one, what to do instead."""
    place = helplines.countries[country]
    known = bool(place.of(EMERGENCY))
    yield from () if known else own_words(place, words)
    for line in helplines.foremost(country, categories)[:FOREMOST]:
        says = words("outcome.call", number=line.number, service=line.service)
        yield PageRow(says, "call", line=line)
    yield from own_words(place, words) if known else ()


def details(line: Line, words: Words, instead: Line | None = None) -> Iterator[PageRow]:
    """Say all that is known of a service, and what to try `instead` where its page is old."""
    yield PageRow(line.service, "service")
    if line.phone:
        yield PageRow(words("help.phone", phone=line.phone), "number")
    for detail in DETAILS:
        if known := getattr(line, detail):
            yield PageRow(words(f"help.{detail}", **{detail: known}), "detail")
    if line.note:
        yield PageRow(line.note, "detail")
    if line.doubtful:
        yield PageRow(check(line, words, instead), "detail")
    elif line.seen:
        yield PageRow(words("line.outcome.seen", seen=line.seen), "seen")
    yield PageRow(words("help.read", read=line.read), "dated")
    yield PageRow()


def check(line: Line, words: Words, instead: Line | None) -> str:
    """Say that the page of a line is old, and what to try if nobody answers."""
    if instead is None:
        return words("help.check_alone", seen=line.seen)
    return words("help.check", seen=line.seen, service=instead.service, number=instead.number)


def counsel(place: Country, categories: Container[str], words: Words) -> Iterator[PageRow]:
    """Say how to find help with a relationship where no line of it is known."""
    if place.lacks_counsel(categories):
        yield from (PageRow(words("help.register")), PageRow())


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
