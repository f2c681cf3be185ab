"""The catalogue of sentences, and the order of languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tree.ahead import Ahead
from tree.fault import FaultyPackError, UnusableError
from tree.stored_start import Ready

ReadyIn = Callable[[str], Ready]
"""Loads the pack in another language."""


def no_other(_: str) -> Ready:
    """Raise UnusableError: the default where a host offers one language only."""
    raise UnusableError("unknown-language")


def following(ready: Ready) -> str:
    """Return the language after the present one, in a cycle; empty if there is no other."""
    known = list(ready.languages)
    if len(known) < 2 or ready.tree.language not in known:  # noqa: PLR2004 - this one and another
        return ""
    return known[(known.index(ready.tree.language) + 1) % len(known)]


def others(ready: Ready) -> dict[str, str]:
    """Return the other languages, each in its own words, by code; none if there is no other."""
    offered = ready.languages if following(ready) else {}
    return {code: name for code, name in offered.items() if code != ready.tree.language}


def turn(ready: Ready, language: str, speak: ReadyIn) -> Ready:
    """Return the pack in this language, or unchanged if it cannot be loaded."""
    try:
        return speak(language)
    except (FaultyPackError, UnusableError):
        return ready


@dataclass(frozen=True, slots=True, repr=False)
class Words:
    """Sentences by key, such as `welcome.title`, with named placeholders."""

    table: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence of this key, filled in; raises KeyError if there is none."""
        return self.table[key].format_map(values)

    def count(self, key: str, n: int) -> str:
        """Return `key.one` or `key.other`, for n things."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n)


def say_ahead(count: Ahead, words: Words) -> str:
    """Return a sentence on how many questions can still come."""
    least, most = (count.least or 1) - 1, count.most - 1
    if most <= 0:
        return words("count.last")
    if least == most and count.least is not None:
        return words.count("count.same", most)
    if least == 0:
        return words.count("count.upto", most)
    return words("count.range", least=least, most=most)
