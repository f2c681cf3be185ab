"""Helplines: small tables of numbers, with source and date, one per country."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tree.fault import UnusableError

ELSEWHERE = "XX"
EMERGENCY, DIRECTORY, ABUSE = "emergency", "directory", "domestic_abuse"
CARD = (EMERGENCY, ABUSE, "crisis", DIRECTORY)
"""Categories on the helpline card, in this order, unless the pack names others.

The card is one key away everywhere.
"""
COUNSEL = "relationship"
OLD_YEARS = 3
MEANT = {"UK": "GB"}
"""What many write for a country, and its code."""
ANYONE, WOMEN, MEN = "anyone", "women", "men"


def no_such_country(name: str, known: Iterable[str]) -> UnusableError:
    """Return the error for a country without a table, with the one that is probably meant."""
    meant, all_ = MEANT.get(name.upper(), ""), sorted(known)
    near = meant if meant in all_ else ""
    return UnusableError("unknown-country", name=name, known=", ".join(all_), nearest=near)


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One service that can be called, texted or visited; `read` is the day its source was read.

    `also` lists further categories, `serves` the group of people it is for, and `only_in` the part
    of a country where it helps.
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
        """All categories, its own first."""
        return (self.category, *self.also)

    @property
    def number(self) -> str:
        """The shortest way to reach it: phone, text or chat."""
        return self.phone or self.text or self.chat

    @property
    def silent(self) -> bool:
        """Whether it can be reached without speaking."""
        return bool(self.text or self.chat)

    @property
    def doubtful(self) -> bool:
        """Whether its page may have been over three years old when it was read.

        Never for an emergency number: everybody knows it, and doubt would cost time.
        """
        if self.category == EMERGENCY:
            return False
        oldest = f"{int(self.read[:4]) - OLD_YEARS}{self.read[4:]}"
        return bool(self.seen) and self.seen < oldest

    def stands_in_for(self, other: Line) -> bool:
        """Return whether people who need the other line could use this one instead."""
        fits = self.serves in (ANYONE, other.serves) and self.only_in in ("", other.only_in)
        return fits and self.number != other.number


@dataclass(frozen=True, slots=True, repr=False)
class Country:
    """A country and its lines; `says` is shown where no line is known."""

    id: str
    name: str
    lines: tuple[Line, ...]
    says: str = ""

    def of(self, category: str) -> tuple[Line, ...]:
        """Return the lines of a category: its own in file order, then those that share it."""
        found = (line for line in self.lines if category in line.categories)
        return tuple(sorted(found, key=lambda line: line.category != category))

    def lacks_counsel(self, categories: Container[str]) -> bool:
        """Return whether these include relationship help, and the country has no line for it."""
        return COUNSEL in categories and not self.of(COUNSEL)

    def only_for(self, categories: Container[str]) -> tuple[str, ...]:
        """Return the groups that the abuse lines serve, if they are shown and leave somebody out.

        A line for anyone in one part of the country leaves out everybody elsewhere.
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
        """Whether some part of the country has its own abuse line for anyone."""
        return any(line.serves == ANYONE and line.only_in for line in self.of(ABUSE))

    def without_silent(self, categories: Iterable[str]) -> tuple[str, ...]:
        """Return those categories whose lines here are all by voice only."""
        known = ((name, self.of(name)) for name in categories)
        return tuple(name for name, lines in known if lines and not any(li.silent for li in lines))


@dataclass(frozen=True, slots=True, repr=False)
class Helplines:
    """All countries by id, what stands in for each category, and the categories on the card."""

    countries: dict[str, Country]
    fallbacks: dict[str, str]
    card: tuple[str, ...] = CARD

    def find(self, country: str, category: str) -> tuple[Line, ...]:
        """Return the lines of a category, or of the nearest fallback that has any."""
        place = self.countries[country]
        found = (place.of(name) for name in chain(self.fallbacks, category))
        return next((lines for lines in found if lines), ())

    def gather(self, country: str, categories: Iterable[str]) -> tuple[Line, ...]:
        """Return the lines of several categories, one per number; directories if there are none."""
        found = once(line for name in categories for line in self.find(country, name))
        return found or self.countries[country].of(DIRECTORY)

    def foremost(self, country: str, categories: Iterable[str]) -> tuple[Line, ...]:
        """Return whom to call first: emergency, the first of each category, then other abuse lines.

        The other abuse lines are one for women, one for men, and those for anyone in a part of the
        country; if no line is for anyone, one for each group.
        """
        place, names = self.countries[country], tuple(dict.fromkeys((EMERGENCY, *categories)))
        found = [line for name in names for line in first(self.find(country, name))]
        abuse = place.of(ABUSE) if ABUSE in names else ()
        found += [*_one_each(abuse, place.only_for(names) or (WOMEN, MEN))]
        found += [line for line in abuse if line.serves == ANYONE and line.only_in]
        return once(found) or place.of(DIRECTORY)

    def instead(self, country: str, line: Line) -> Line | None:
        """Return a line to try if this one does not answer: a similar one, else a fallback.

        The lines after this one come first, lines from an old page last.
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
    """Keep one line for each number, the first."""
    found: dict[str, Line] = {}
    for line in lines:
        found.setdefault(line.number, line)
    return tuple(found.values())


def first(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return whom to call first: a line for anyone, else one for women and one for men.

    Lines for the whole country come before those for a part of it.
    """
    lines = tuple(sorted(lines, key=lambda line: bool(line.only_in)))
    anyone = tuple(line for line in lines if line.serves == ANYONE)[:1]
    if anyone and not anyone[0].only_in:
        return anyone
    return tuple(_one_each(lines, (WOMEN, MEN))) or anyone or lines[:1]


def _one_each(lines: tuple[Line, ...], groups: Iterable[str]) -> Iterator[Line]:
    """Yield the first line for each of some groups of people."""
    for serves in groups:
        yield from [line for line in lines if line.serves == serves][:1]


def chain(fallbacks: Mapping[str, str], category: str) -> Iterator[str]:
    """Yield a category and its fallbacks in turn; stop before a cycle."""
    seen: set[str] = set()
    while category and category not in seen:
        seen.add(category)
        yield category
        category = fallbacks.get(category, "")
