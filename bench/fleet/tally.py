"""What became of the people of a day."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field

SLOT = 300.0
"""Seconds of one slot of the day, for what is drawn."""


@dataclass
class Slot:
    """What was seen in some minutes."""

    came: int = 0
    turned_away: int = 0
    inside: int = 0
    """With a screen, at most."""

    places: int = 0
    busiest: float = 0.0
    waits: array[float] = field(default_factory=lambda: array("f"))
    keys: array[float] = field(default_factory=lambda: array("f"))


@dataclass
class Tally:
    """How visits went, and slots of the day."""

    gave_up: int = 0
    missed: int = 0
    """Who was first handed to a machine that was gone."""

    lost: Counter[str] = field(default_factory=Counter)
    """Visits that were cut off, by what did it."""

    still_inside: Counter[float] = field(default_factory=Counter)
    """People in kiosks that the update closes, by the seconds since it began to."""

    slots: dict[int, Slot] = field(default_factory=dict)

    def slot(self, at: float) -> Slot:
        """Return the slot of this second of the day."""
        return self.slots.setdefault(int(at // SLOT), Slot())

    def all_waits(self) -> list[float]:
        """Return the seconds from connecting to a screen of everybody, in order of length."""
        return sorted(wait for slot in self.slots.values() for wait in slot.waits)

    def all_keys(self) -> list[float]:
        """Return the seconds from a key to what it showed, of those followed, in order."""
        return sorted(key for slot in self.slots.values() for key in slot.keys)


def percentile(ordered: list[float], part: float) -> float:
    """Return the value under which this part of an ordered list lies; 0 of an empty one."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
