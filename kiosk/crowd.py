"""Who makes room where all is full: those of whom there are most, and who did nothing yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.guest import Guest


def makes_room(guests: Iterable[Guest], house: str) -> Guest | None:
    """Find who goes so that one more of this house can come; `guests` stand in order of arrival.

    It is the last one, of the house of which there are most, who has pressed no key. Nobody goes
    for one of a house of which there are about as many already.
    """
    here = list(guests)
    many = Counter(guest.house for guest in here)
    last = {guest.house: guest for guest in here if not guest.pressed}
    crowded = max(last, key=lambda name: many[name], default="")
    return last[crowded] if crowded and many[crowded] > many[house] + 1 else None
