"""Languages by their own names: which one a key turns to, and how to turn."""

from __future__ import annotations

from collections.abc import Callable

from tree.fault import FaultyPackError, UnusableError
from tree.ready import Ready

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
