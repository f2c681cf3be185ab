"""A small parser for command line flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tree.fault import UnusableError


@dataclass(frozen=True, slots=True, repr=False)
class Flags:
    """Parsed flags: values by name (empty text for a flag without a value), and the other words."""

    given: dict[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()

    def __contains__(self, name: str) -> bool:
        """Return whether a flag was given."""
        return name in self.given

    def get(self, name: str) -> str:
        """Return the value of a flag; empty text if it was not given."""
        return self.given.get(name, "")


def read_flags(argv: Iterable[str], known: Mapping[str, bool], most: int = 0) -> Flags:
    """Parse flags; raises UnusableError for an unknown flag, a missing value or too many words.

    `known` maps each flag to whether it takes a value; `most` is how many other words are allowed.
    """
    given: dict[str, str] = {}
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if not word:
            raise UnusableError("empty-word")
        if word == "-" or not word.startswith("-"):
            rest.append(word)
            continue
        name, equals, value = word.partition("=")
        if name not in known:
            raise UnusableError("unknown-flag", name=name, nearest=nearest(name, known))
        if equals and not known[name]:
            raise UnusableError("flag-takes-nothing", name=name)
        given[name] = value if equals or not known[name] else next(words, "")
        if known[name] and (not given[name].strip() or given[name] in known):
            raise UnusableError("flag-needs-value", name=name)
    if len(rest) > most:
        raise UnusableError("surplus-word", name=rest[most], nearest=nearest(rest[most], known))
    return Flags(given, tuple(rest))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to this one, or empty text."""
    from difflib import get_close_matches  # noqa: PLC0415  (only a slip needs it)

    return next(iter(get_close_matches(word, list(known), 1, 0.5)), "")
