"""Numbers to call: small, dated, sourced tables, one a country."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

ELSEWHERE = "XX"
EMERGENCY, DIRECTORY = "emergency", "directory"
CARD = (EMERGENCY, "domestic_abuse", "crisis", DIRECTORY)
"""What the card shows, one key away everywhere, in this order."""
COUNSEL = "relationship"
OLD_YEARS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One service that can be called, texted or visited; `read` is the day its source was read."""

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

    @property
    def doubtful(self) -> bool:
        """Say whether its page may have been over three years old when read.

        Never of an emergency number: those are known to all, and doubt there costs time.
        """
        if self.category == EMERGENCY:
            return False
        oldest = f"{int(self.read[:4]) - OLD_YEARS}{self.read[4:]}"
        return bool(self.seen) and self.seen < oldest


@dataclass(frozen=True, slots=True)
class Country:
    """A place and its lines; `says` is for places where no line is known."""

    id: str
    name: str
    lines: tuple[Line, ...]
    says: str = ""

    def of(self, category: str) -> tuple[Line, ...]:
        """List the lines of one category in the order of the file."""
        return tuple(line for line in self.lines if line.category == category)

    def lacks_counsel(self, categories: Container[str]) -> bool:
        """Say whether help with a relationship is among these, and no line of it is known here."""
        return COUNSEL in categories and not self.of(COUNSEL)


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
        lines = {line.id: line for name in categories for line in self.find(country, name)}
        return tuple(lines.values()) or self.countries[country].of(DIRECTORY)


def chain(fallbacks: Mapping[str, str], category: str) -> Iterator[str]:
    """Follow the fallbacks from a category, the category itself first; stops before a circle."""
    seen: set[str] = set()
    while category and category not in seen:
        seen.add(category)
        yield category
        category = fallbacks.get(category, "")
