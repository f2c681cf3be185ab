"""Who may come in now: so many in all, so many from one address, and not too fast.

A house is an address, or as many of them as one line is given.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from kiosk.bucket import Bucket
from kiosk.config import People
from kiosk.descriptors import arrivals, places

REMEMBERED, FORGETS = 4096, 1.0
"""So many addresses' rates are kept, the others share one; each so many seconds some go."""

FULL, CROWDED, FAST, CLOSING = "full", "address", "rate", "closing"
REASONS = (FULL, CROWDED, FAST, CLOSING)


class Door:
    """Counts who arrives and who has a place; knows addresses only while they count for a limit."""

    def __init__(self, people: People, clock: Callable[[], float], room: int = sys.maxsize) -> None:
        """Open, with nobody inside; the host allows no more than `room` descriptors for people."""
        self.people, self._clock, self._room = people, clock, room
        self.arriving = self.seated = 0
        self.closing = False
        self._addresses: Counter[str] = Counter()
        self._rates: dict[str, Bucket] = {}
        self._forgot = clock()

    def refusal(self, house: str) -> str:
        """Say why nobody of this house may arrive now; empty where one may."""
        if self.closing:
            return CLOSING
        if not self._rate(house).take(1) >= 1:
            return FAST
        return FULL if self.arriving >= self._most_arriving else ""

    def no_place(self, house: str) -> str:
        """Say why there is no place for one of this house; empty where there is."""
        if self.seated >= min(self.people.at_once, places(self._room - self._most_arriving)):
            return FULL
        return CROWDED if self._addresses[house] >= self.people.per_address else ""

    def arrive(self) -> None:
        """Note that somebody has arrived, who has no screen yet."""
        self.arriving += 1

    def sit(self, house: str) -> None:
        """Note that somebody who had arrived has a place."""
        self.arriving -= 1
        self.seated += 1
        self._addresses[house] += 1

    def leave(self, house: str, *, seated: bool) -> None:
        """Note that somebody has left."""
        if not seated:
            self.arriving -= 1
            return
        self.seated -= 1
        self._addresses[house] -= 1
        if not self._addresses[house]:
            del self._addresses[house]

    def forget(self) -> None:
        """Forget the rates of those who have waited so long that they could come as at first."""
        self._rates = {name: rate for name, rate in self._rates.items() if not rate.full}

    @property
    def _most_arriving(self) -> int:
        return min(self.people.arriving, arrivals(self._room))

    def _rate(self, house: str) -> Bucket:
        if house not in self._rates and len(self._rates) >= REMEMBERED:
            self._forget_now_and_then()
            house = house if len(self._rates) < REMEMBERED else ""
        people = self.people
        fresh = Bucket(people.burst, people.new_a_second, self._clock)
        return self._rates.setdefault(house, fresh)

    def _forget_now_and_then(self) -> None:
        """Forget, but do not look all the time."""
        now = self._clock()
        if now - self._forgot >= FORGETS:
            self._forgot = now
            self.forget()


def household(address: str) -> str:
    """Name the network that an address stands for: a /64 in IPv6, where one line has many."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(IPv6Address(int(known) >> 64 << 64))
    return str(getattr(known, "ipv4_mapped", None) or known)
