"""Which country's numbers to show before anyone has said: a guess, and it is said to be one."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from screens.setting import Setting
from tree.helplines import ELSEWHERE


@dataclass(frozen=True, slots=True)
class CountryChoice:
    """A country, and how it was come by: given, guessed, chosen or unknown."""

    country: str
    how: str


def guess(setting: Setting, known: Container[str]) -> CountryChoice:
    """Take the country that was given at the start, else the one that the locale suggests."""
    if setting.country in known:
        return CountryChoice(setting.country, "given")
    if setting.guessed_country in known:
        return CountryChoice(setting.guessed_country, "guessed")
    return CountryChoice(ELSEWHERE, "unknown")
