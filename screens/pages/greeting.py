"""The words at the top of the welcome, which the first frame shows before Textual is imported."""

from __future__ import annotations

from screens.words import Words
from tree.helplines import EMERGENCY, Country

ABOUT = ("about", "leaving", "hard", "own", "not", "review", "keeps", "cannot", "habit")
"""Keys of the paragraphs, in their order."""


def danger(place: Country, words: Words) -> str:
    """Return the first line: the emergency number, if one is known."""
    for line in place.of(EMERGENCY)[:1]:
        return words("welcome.danger", phone=line.number)
    return words("welcome.danger_unknown")
