"""Phrases as wording rules name them: whole words, and a star for any ending."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tree.pack.confusables import folded

RULES = 1024
"""Patterns kept at once."""


def any_phrase(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of some phrases as whole words; a star matches any ending."""
    return _any(tuple(phrases))


@lru_cache(RULES)
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Make a pattern, cached: a rule looks through every text."""
    kinds: dict[str, list[str]] = {r"\b": [], "": []}
    for phrase in phrases:
        kinds[r"\b" if phrase[0].isalnum() else ""].append(_pattern(folded(phrase)))
    parts = (rf"{edge}(?:{'|'.join(some)})" for edge, some in kinds.items() if some)
    return re.compile("|".join(parts))


def _pattern(phrase: str) -> str:
    end = r"\b" if phrase[-1].isalnum() else ""
    phrase = re.sub(r"\*+", "*", phrase)  # several stars in a row would backtrack
    return re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") + end
