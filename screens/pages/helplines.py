"""The rows of helplines: their order, whom they leave out, alternatives; and the safety card."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from screens.pages.rows import PageRow, Role
from screens.words import Words
from tree.helplines import CARD, ELSEWHERE, EMERGENCY, Country, Helplines, Line, once

FOREMOST = 6
"""Most numbers on top of an urgent page: with the way out, they take eight rows."""

WAYS = ("text", "chat")
DETAILS = ("who", "hours", "languages")
"""What is known of a service besides its number: its ways a row each, the rest in one."""


def danger(place: Country, words: Words) -> str:
    """Return the first line of the welcome: the emergency number, if one is known."""
    for line in place.of(EMERGENCY)[:1]:
        return words("welcome.danger", phone=line.number)
    return words("welcome.danger_unknown")


def youth(place: Country, words: Words) -> Iterator[PageRow]:
    """Yield the helpline for young people."""
    for line in place.of("youth")[:1]:
        yield PageRow(words("welcome.youth", service=line.service, number=line.number))


def own_words(place: Country, words: Words, role: Role = "strong") -> Iterator[PageRow]:
    """Yield the country's own words, or what to do if no emergency number is known."""
    if place.says:
        yield PageRow(place.says, role)
    elif not place.of(EMERGENCY):
        yield PageRow(words("card.none"), role)


def unplaced(place: Country, words: Words) -> Iterator[PageRow]:
    """Yield how to get the numbers of a country, while none was chosen."""
    if place.id == ELSEWHERE:
        yield PageRow(words("card.choose"))


def foremost(
    helplines: Helplines, country: str, categories: Iterable[str], words: Words
) -> Iterator[PageRow]:
    """Yield the numbers to call first, emergency before all; without one, what to do instead."""
    place = helplines.countries[country]
    known = bool(place.of(EMERGENCY))
    yield from () if known else own_words(place, words)
    for line in helplines.foremost(country, categories)[:FOREMOST]:
        says = words("outcome.call", number=line.number, service=line.service)
        yield PageRow(says, "call", line=line)
    yield from own_words(place, words) if known else ()


def details(line: Line, words: Words, instead: Line | None = None) -> Iterator[PageRow]:
    """Yield all known of a service; if its page is old, also the service to try `instead`."""
    yield PageRow(line.service, "service")
    if line.phone:
        yield PageRow(words("help.phone", phone=line.phone), "number")
    yield from (PageRow(says, "detail") for says in _known(line, WAYS, words))
    yield PageRow(words("help.and").join(_known(line, DETAILS, words)), "detail")
    if line.note:
        yield PageRow(line.note, "detail")
    if line.doubtful:
        yield PageRow(check(line, words, instead), "detail")
    elif line.seen:
        yield PageRow(words("line.outcome.seen", seen=line.seen), "seen")
    yield PageRow(words("help.read", read=line.read), "dated")
    yield PageRow()


def _known(line: Line, names: Iterable[str], words: Words) -> Iterator[str]:
    """Yield what is known of a service under these names."""
    for name in names:
        if known := getattr(line, name):
            yield words(f"help.{name}", **{name: known})


def check(line: Line, words: Words, instead: Line | None) -> str:
    """Return a note that the record is old, and what to try if nobody answers."""
    if instead is None:
        return words("help.check_alone", seen=line.seen)
    return words("help.check", seen=line.seen, service=instead.service, number=instead.number)


def counsel(place: Country, categories: Container[str], words: Words) -> Iterator[PageRow]:
    """Yield how to find relationship counselling if no line for it is known."""
    if place.lacks_counsel(categories):
        yield from (PageRow(words("help.register")), PageRow())


def gaps(place: Country, categories: Iterable[str], words: Words) -> Iterator[str]:
    """Yield, once for a page, whom the abuse lines leave out, and which kinds need a voice."""
    names = tuple(categories)
    yield from left_out(place, names, words)
    yield from loud(place, names, words)


def left_out(place: Country, categories: Container[str], words: Words) -> Iterator[str]:
    """Yield whom the abuse lines serve, if they leave some people out."""
    if served := place.only_for(categories):
        who = words("help.join").join(words(f"help.serves.{name}") for name in served)
        yield words("help.only_for_whole" if place.in_parts else "help.only_for", who=who)


def loud(place: Country, categories: Iterable[str], words: Words) -> Iterator[str]:
    """Yield the kinds of help that can be reached only by voice, of those with words for it."""
    named = tuple(categories)
    told = [name for name in dict.fromkeys((*CARD, *named)) if f"help.kinds.{name}" in words.table]
    if found := place.without_silent(name for name in told if name in named):
        what = words("help.join").join(words(f"help.kinds.{name}") for name in found)
        yield words("help.loud", what=what)


def card(place: Country, helplines: Helplines, words: Words) -> Iterator[PageRow]:
    """Yield the numbers of a country, grouped by purpose."""
    yield PageRow(words("card.title"), "head")
    yield PageRow(words("card.place", country=place.name), "quiet")
    yield from own_words(place, words)
    yield from unplaced(place, words)
    yield from (PageRow(says) for says in gaps(place, helplines.card, words))
    yield PageRow()
    lines = once(line for name in helplines.card for line in place.of(name))
    for category in helplines.card:
        here = [line for line in lines if category in line.categories]
        lines = tuple(line for line in lines if line not in here)
        if here:
            yield PageRow(words(f"card.{category}"), "heading")
        for line in here:
            yield from details(line, words, helplines.instead(place.id, line))
    yield PageRow(words("card.back"), pick="back")
