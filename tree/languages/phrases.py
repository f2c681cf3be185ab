"""Phrases as wording rules name them: whole words, and a star for any ending."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree.pack.confusables import folded


def any_phrase(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of some phrases as whole words; a star matches any ending."""
    kinds: dict[str, list[str]] = {r"\b": [], "": []}
    for phrase in phrases:
        kinds[r"\b" if phrase[0].isalnum() else ""].append(_pattern(folded(phrase)))
    parts = (rf"{edge}(?:{'|'.join(some)})" for edge, some in kinds.items() if some)
    return re.compile("|".join(parts))


def _pattern(phrase: str) -> str:
    end = r"\b" if phrase[-1].isalnum() else ""
    phrase = re.sub(r"\*+", "*", phrase)  # several stars in a row would backtrack
    return re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") + end
