"""Numbers to call: small, dated, sourced tables, one a country."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

ELSEWHERE = "XX"
EMERGENCY, DIRECTORY, ABUSE = "emergency", "directory", "domestic_abuse"
CARD = (EMERGENCY, ABUSE, "crisis", DIRECTORY)
"""What the card shows, one key away everywhere, in this order."""
COUNSEL = "relationship"
OLD_YEARS = 3
ANYONE, WOMEN, MEN = "anyone", "women", "men"


@dataclass(frozen=True, slots=True)
class Line:
    """One service that can be called, texted or visited; `read` is the day its source was read.

    `also` names further categories that it belongs to, `serves` whom it is for, and `only_in` the
    part of a country where it helps.
    """

    id: str
    category: str
    service: str
    source: str
    read: str
    grade: str
    who: str
    phone: str = ""
    text: str = ""
    chat: str = ""
    hours: str = ""
    languages: str = ""
    note: str = ""
    seen: str = ""
    also: tuple[str, ...] = ()
    serves: str = ANYONE
    only_in: str = ""

    @property
    def categories(self) -> tuple[str, ...]:
        """List all categories, that of the line itself first."""
        return (self.category, *self.also)

    @property
    def number(self) -> str:
        """Return how it is reached, in the shortest way."""
        return self.phone or self.text or self.chat

    @property
    def silent(self) -> bool:
        """Say whether it can be reached without a voice."""
        return bool(self.text or self.chat)

    @property
    def doubtful(self) -> bool:
        """Say whether its page may have been over three years old when read.

        Never of an emergency number: those are known to all, and doubt there costs time.
        """
        if self.category == EMERGENCY:
            return False
        oldest = f"{int(self.read[:4]) - OLD_YEARS}{self.read[4:]}"
        return bool(self.seen) and self.seen < oldest

    def stands_in_for(self, other: Line) -> bool:
        """Say whether whoever needs the other line could turn to this one in its place."""
        fits = self.serves in (ANYONE, other.serves) and self.only_in in ("", other.only_in)
        return fits and self.number != other.number


@dataclass(frozen=True, slots=True)
class Country:
    """A place and its lines; `says` is for places where no line is known."""

    id: str
    name: str
    lines: tuple[Line, ...]
    says: str = ""

    def of(self, category: str) -> tuple[Line, ...]:
        """List the lines of one category: its own in the order of the file, then shared ones."""
        found = (line for line in self.lines if category in line.categories)
        return tuple(sorted(found, key=lambda line: line.category != category))

    def lacks_counsel(self, categories: Container[str]) -> bool:
        """Say whether help with a relationship is among these, and no line of it is known here."""
        return COUNSEL in categories and not self.of(COUNSEL)

    def only_for(self, categories: Container[str]) -> tuple[str, ...]:
        """List whom the abuse lines serve, if those are shown and leave some people out.

        A line for anyone in a part of the country leaves out those who are elsewhere.
        """
        lines = self.of(ABUSE) if ABUSE in categories else ()
        served = {line.serves for line in lines}
        whole = dict.fromkeys(line.serves for line in lines if not line.only_in)
        if ANYONE in whole or {WOMEN, MEN} <= served:
            return ()
        parts = () if ANYONE in served else dict.fromkeys(line.serves for line in lines)
        return tuple(whole or parts)

    @property
    def in_parts(self) -> bool:
        """Say whether somebody in a part of the country has an abuse line for anyone."""
        return any(line.serves == ANYONE and line.only_in for line in self.of(ABUSE))

    def without_silent(self, categories: Iterable[str]) -> tuple[str, ...]:
        """List those of the card's categories whose lines here all need a voice."""
        asked = [name for name in CARD if name in categories]
        return tuple(n for n in asked if self.of(n) and not any(li.silent for li in self.of(n)))


@dataclass(frozen=True, slots=True)
class Helplines:
    """All countries by id, and which category stands in for one that a country lacks."""

    countries: dict[str, Country]
    fallbacks: dict[str, str]

    def find(self, country: str, category: str) -> tuple[Line, ...]:
        """List the lines of a category, or of the nearest category that stands in for it."""
        place = self.countries[country]
        found = (place.of(name) for name in chain(self.fallbacks, category))
        return next((lines for lines in found if lines), ())

    def gather(self, country: str, categories: Iterable[str]) -> tuple[Line, ...]:
        """List the lines of categories, each once; a directory stands in where none is known."""
        found = once(line for name in categories for line in self.find(country, name))
        return found or self.countries[country].of(DIRECTORY)

    def foremost(self, country: str, categories: Iterable[str]) -> tuple[Line, ...]:
        """List whom to call first: emergency, the first of each category, then other abuse lines.

        Those are for women, for men, and for anyone in a part of the country; or one for each
        group of people, where none is for anyone.
        """
        place, names = self.countries[country], tuple(dict.fromkeys((EMERGENCY, *categories)))
        found = [line for name in names for line in first(self.find(country, name))]
        abuse = place.of(ABUSE) if ABUSE in names else ()
        found += [*_one_each(abuse, place.only_for(names) or (WOMEN, MEN))]
        found += [line for line in abuse if line.serves == ANYONE and line.only_in]
        return once(found) or place.of(DIRECTORY)

    def instead(self, country: str, line: Line) -> Line | None:
        """Find what to try where a line does not answer: one like it, else what stands in for it.

        What comes after it is tried first, a line of an old page last; None where none is known.
        """
        place = self.countries[country]
        for name in chain(self.fallbacks, line.category):
            known = place.of(name)
            at = known.index(line) if line in known else 0
            others = [one for one in (*known[at:], *known[:at]) if one.stands_in_for(line)]
            if others:
                return min(others, key=lambda one: one.doubtful)
        return next(iter(place.of(EMERGENCY)), None)


def once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Keep one line for each number: what serves two needs stands there once."""
    found: dict[str, Line] = {}
    for line in lines:
        found.setdefault(line.number, line)
    return tuple(found.values())


def first(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Pick whom to call first: a line for anyone, else one for women and one for men.

    What helps in the whole country comes before what helps in a part of it.
    """
    lines = tuple(sorted(lines, key=lambda line: bool(line.only_in)))
    anyone = tuple(line for line in lines if line.serves == ANYONE)[:1]
    if anyone and not anyone[0].only_in:
        return anyone
    return tuple(_one_each(lines, (WOMEN, MEN))) or anyone or lines[:1]


def _one_each(lines: tuple[Line, ...], groups: Iterable[str]) -> Iterator[Line]:
    """Find the first line for each of some groups of people."""
    for serves in groups:
        yield from [line for line in lines if line.serves == serves][:1]


def chain(fallbacks: Mapping[str, str], category: str) -> Iterator[str]:
    """Follow the fallbacks from a category, the category itself first; stops before a circle."""
    seen: set[str] = set()
    while category and category not in seen:
        seen.add(category)
        yield category
        category = fallbacks.get(category, "")
