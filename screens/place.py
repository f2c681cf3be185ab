"""Which country's numbers to show before anyone has said: a guess, and it is said to be one."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from screens.setting import Setting
from tree.helplines import ELSEWHERE


@dataclass(frozen=True, slots=True)
class Place:
    """A country, and how it was come by: given, guessed, chosen or unknown."""

    country: str
    how: str


def guess(setting: Setting, known: Container[str]) -> Place:
    """Take the country that was given at the start, else the one that the locale suggests."""
    if setting.country in known:
        return Place(setting.country, "given")
    if setting.guessed_country in known:
        return Place(setting.guessed_country, "guessed")
    return Place(ELSEWHERE, "unknown")
