"""Who may come in now: so many in all, so many from one address, and not too fast."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from kiosk.bucket import Bucket
from kiosk.config import People

REMEMBERED, FORGETS = 4096, 1.0
"""So many addresses' rates are kept, the others share one; each so many seconds some go."""

FULL, CROWDED, FAST, CLOSING = "full", "address", "rate", "closing"
REASONS = (FULL, CROWDED, FAST, CLOSING)


class Door:
    """Counts who is inside; addresses are kept only while they matter, and never told to anyone."""

    def __init__(self, people: People, clock: Callable[[], float], room: int = sys.maxsize) -> None:
        """Open, with nobody inside; there is never room for more than `room`."""
        self.people, self._clock, self._room = people, clock, room
        self.inside = 0
        self.closing = False
        self._addresses: Counter[str] = Counter()
        self._rates: dict[str, Bucket] = {}
        self._forgot = clock()

    def refusal(self, address: str) -> str:
        """Say why this address may not come in now; empty, and it is inside, where it may."""
        house = household(address)
        if reason := self._reason(house):
            return reason
        self.inside += 1
        self._addresses[house] += 1
        return ""

    def leave(self, address: str) -> None:
        """Note that somebody from this address has left."""
        house = household(address)
        self.inside -= 1
        self._addresses[house] -= 1
        if not self._addresses[house]:
            del self._addresses[house]

    def _reason(self, house: str) -> str:
        if self.closing:
            return CLOSING
        if not self._rate(house).take(1) >= 1:
            return FAST
        if self.inside >= min(self.people.at_once, self._room):
            return FULL
        return CROWDED if self._addresses[house] >= self.people.per_address else ""

    def _rate(self, house: str) -> Bucket:
        if house not in self._rates and len(self._rates) >= REMEMBERED:
            self._forget()
            house = house if len(self._rates) < REMEMBERED else ""
        people = self.people
        fresh = Bucket(people.burst, people.new_a_second, self._clock)
        return self._rates.setdefault(house, fresh)

    def _forget(self) -> None:
        """Forget the rates of those who have waited long enough, but do not look all the time."""
        now = self._clock()
        if now - self._forgot >= FORGETS:
            self._forgot = now
            self._rates = {name: rate for name, rate in self._rates.items() if not rate.full}


def household(address: str) -> str:
    """Name the network that an address stands for: a /64 in IPv6, where one line has many."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(IPv6Address(int(known) >> 64 << 64))
    return str(getattr(known, "ipv4_mapped", None) or known)
