"""Admission control: connections in all, per network and per second, and who is evicted.

A network is one IPv4 address, or one IPv6 /64, which is what one line is given at least. A site is
what one house or company is given at most, an IPv6 /48 with 65,536 networks: whose turn it is and
who makes room goes by sites, since all these networks may be of one person.
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from ipaddress import IPv6Address, ip_address
from typing import Protocol

from kiosk.config import People

LINE, SITE = 64, 48
"""Bits of an IPv6 address that are one line's, and one house's or company's."""

MAX_RATES = 4096
"""Networks whose rate is kept at one time, and whose sentences; all others share one of each."""

PRUNE_SECONDS = 1.0
"""Seconds between two prunings of the rates, at least."""

TOLD, TOLD_A_SECOND = 32, 4.0
"""How often whoever of one network is turned away is told why: so often at first, then a second."""

DESCRIPTORS_EACH = 4
"""Descriptors of one session: its connection, its link, its worker's handle and orders."""

DESCRIPTORS_OWN = 64
"""Descriptors for the kiosk itself, and for refused clients that still read the reason."""

FULL, CROWDED, FAST, CLOSING, FLOOD = "full", "address", "rate", "closing", "flood"

REASONS = (FULL, CROWDED, FAST, CLOSING)
"""Why a connection is turned away, each of them."""


class TokenBucket:
    """A budget that refills at a steady rate; the clock is handed in."""

    def __init__(self, most: float, rate: float, clock: Callable[[], float]) -> None:
        """Start full with `most` tokens, and gain `rate` tokens a second."""
        self._most, self._rate, self._clock = most, rate, clock
        self._held, self._seen = most, clock()

    @property
    def held(self) -> float:
        """The tokens there are now; negative after more was spent than there was."""
        now = self._clock()
        passed, self._seen = max(0.0, now - self._seen), now
        self._held = min(self._most, self._held + passed * self._rate)
        return self._held

    @property
    def full(self) -> bool:
        """Whether no token is missing."""
        return self.held >= self._most

    def take(self, wanted: float) -> float:
        """Take as many of these tokens as there are, and return how many that was."""
        granted = min(wanted, max(0.0, self.held))
        self._held -= granted
        return granted

    def spend(self, spent: float) -> None:
        """Note a cost that was paid already; it may be more than there was."""
        self._held = self.held - spent


class Admission:
    """Counts connections that arrive and those with a place; keeps networks only to count them."""

    def __init__(self, people: People, clock: Callable[[], float], room: int = sys.maxsize) -> None:
        """Open, with nobody inside; `room` is the number of descriptors for connections."""
        self.people, self._clock, self._room = people, clock, room
        self.arriving = self.placed = 0
        self.closing = False
        self._networks: Counter[str] = Counter()
        self._rates: dict[str, TokenBucket] = {}
        self._told: dict[str, TokenBucket] = {}
        self._pruned = clock()

    def refusal(self, network: str) -> str:
        """Return why a connection of this network may not arrive now; empty if it may."""
        if self.closing:
            return CLOSING
        if not self._rate(network).take(1) >= 1:
            return FAST
        return FULL if self.arriving >= self._most_arriving else ""

    def no_place(self, network: str) -> str:
        """Return why there is no place for this network; empty if there is one."""
        if self.placed >= min(self.people.at_once, max_placed(self._room - self._most_arriving)):
            return FULL
        return CROWDED if self._networks[network] >= self.people.per_address else ""

    def shut_out(self, network: str) -> str:
        """Return why to hang up at once; empty if this network may come, or is to be told why not.

        Where all is full, somebody may have to go for whoever comes: none of these is shut out,
        nor is anybody for what others did that share one rate.
        """
        rate = self._rate(network)
        if rate is not self._rates.get(network):
            return ""
        reason = FAST if rate.held < 1 else self.no_place(network)
        if reason not in {FAST, CROWDED} or self._sentences(network).take(1) >= 1:
            return ""
        rate.take(1)
        return reason

    def arrive(self) -> None:
        """Count a connection that has arrived, and has no session yet."""
        self.arriving += 1

    def take_place(self, network: str) -> None:
        """Count a connection that had arrived as one with a place."""
        self.arriving -= 1
        self.placed += 1
        self._networks[network] += 1

    def leave(self, network: str, *, placed: bool) -> None:
        """Count a connection out."""
        if not placed:
            self.arriving -= 1
            return
        self.placed -= 1
        self._networks[network] -= 1
        if not self._networks[network]:
            del self._networks[network]

    def prune(self) -> None:
        """Drop the budgets that are full again: they say no more than a fresh one."""
        self._rates = {name: rate for name, rate in self._rates.items() if not rate.full}
        self._told = {name: told for name, told in self._told.items() if not told.full}

    @property
    def _most_arriving(self) -> int:
        return min(self.people.arriving, max_arriving(self._room))

    def _rate(self, network: str) -> TokenBucket:
        if network not in self._rates and len(self._rates) >= MAX_RATES:
            self._prune_sometimes()
            network = network if len(self._rates) < MAX_RATES else ""
        people = self.people
        fresh = TokenBucket(people.burst, people.new_a_second, self._clock)
        return self._rates.setdefault(network, fresh)

    def _sentences(self, network: str) -> TokenBucket:
        """Return the budget of sentences of a network; all beyond some thousand share one."""
        if network not in self._told and len(self._told) >= MAX_RATES:
            network = ""
        return self._told.setdefault(network, TokenBucket(TOLD, TOLD_A_SECOND, self._clock))

    def _prune_sometimes(self) -> None:
        """Prune, unless that was done a moment ago: a flood must not make it happen each time."""
        now = self._clock()
        if now - self._pruned >= PRUNE_SECONDS:
            self._pruned = now
            self.prune()


class Admitted(Protocol):
    """A connection, as the kiosk that let it in knows it."""

    network: str
    site: str
    placed: bool

    @property
    def pressed(self) -> bool:
        """Whether its person has pressed a key."""

    def evict(self) -> None:
        """End, so that another connection can come."""

    def closing(self, seconds: int) -> None:
        """Tell the person that the kiosk closes in some seconds."""

    def leave(self, sentence: str) -> None:
        """End now, and say a sentence."""


def find_evicted(connections: Iterable[Admitted], site: str) -> Admitted | None:
    """Return whom to evict so that one more of this site can come, or None.

    It is the last that arrived, of the site with most, among those who pressed no key. Nobody
    is evicted for a site that has about as many itself; `connections` stand in order of arrival.
    """
    here = list(connections)
    many = Counter(one.site for one in here)
    last = {one.site: one for one in here if not one.pressed}
    crowded = max(last, key=lambda name: many[name], default="")
    return last[crowded] if crowded and many[crowded] > many[site] + 1 else None


def source_network(address: str) -> str:
    """Return the network of an address: itself, or its /64 in IPv6."""
    return _first_bits(address, LINE)


def source_site(address: str) -> str:
    """Return the site of an address: itself, or its /48 in IPv6."""
    return _first_bits(address, SITE)


def _first_bits(address: str, bits: int) -> str:
    """Return an address, of which only the first bits count in IPv6."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        rest = known.max_prefixlen - bits
        return str(IPv6Address(int(known) >> rest << rest))
    return str(getattr(known, "ipv4_mapped", None) or known)


def raise_descriptor_limit() -> None:
    """Allow this process as many descriptors as the system does."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def free_descriptors() -> int:
    """Return how many descriptors there are for connections."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] - DESCRIPTORS_OWN


def max_arriving(room: int) -> int:
    """Return how many may arrive at one time, with one descriptor each: as many as have a place."""
    return max(1, room // (DESCRIPTORS_EACH + 1))


def max_placed(room: int) -> int:
    """Return how many sessions fit into these descriptors."""
    return max(1, room // DESCRIPTORS_EACH)
