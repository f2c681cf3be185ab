"""The catalogue of words for people, and the languages that a key turns to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tree.ahead import Ahead
from tree.fault import FaultyPackError, UnusableError
from tree.stored_start import Ready

ReadyIn = Callable[[str], Ready]
"""Makes all ready in another language."""


def no_other(_: str) -> Ready:
    """Stand in where a host offers one language alone."""
    raise UnusableError("unknown-language")


def following(ready: Ready) -> str:
    """Name the language after the present one, round and round; empty where there is no other."""
    known = list(ready.languages)
    if len(known) < 2 or ready.tree.language not in known:  # noqa: PLR2004 - this one and another
        return ""
    return known[(known.index(ready.tree.language) + 1) % len(known)]


def turn(ready: Ready, language: str, speak: ReadyIn) -> Ready:
    """Make all ready in this language, or stay with what there is where that cannot be done."""
    try:
        return speak(language)
    except (FaultyPackError, UnusableError):
        return ready


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by key, such as `welcome.title`, with named places to fill in."""

    table: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Say the sentence of this key, its places filled; raises KeyError if there is none."""
        return self.table[key].format_map(values)

    def count(self, key: str, n: int) -> str:
        """Say `key.one` or `key.other` for a number of things."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=n)


def say_ahead(count: Ahead, words: Words) -> str:
    """Say how many questions can still come after the present one."""
    least, most = (count.least or 1) - 1, count.most - 1
    if most <= 0:
        return words("count.last")
    if least == most and count.least is not None:
        return words.count("count.same", most)
    if least == 0:
        return words.count("count.upto", most)
    return words("count.range", least=least, most=most)
