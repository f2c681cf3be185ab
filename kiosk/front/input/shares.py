"""Shares: what input may cost the front, for each kind of client, and when it may cost more."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from kiosk.front.admission import TokenBucket

SHARED_BURST, SHARED_SHARE = 0.2, 0.25
"""CPU seconds that all who share may cost: at one moment, and each second."""

FREE_BURST, FREE_SHARE = 0.4, 0.4
"""CPU seconds that all with budgets of their own may cost, before they share, too."""

HASTY_BURST, HASTY_SHARE = 0.001, 0.15
"""CPU seconds that all who send in haste may cost, as a part of what is shared."""


class Kind(Enum):
    """What a client is to the front, by what it did and by what it cost."""

    FREE = auto()
    """Has pressed a key, and cost little lately."""

    NEW = auto()
    """Has pressed no key yet."""

    HASTY = auto()
    """Has cost more than keys do, or spent its budget."""


class Shares:
    """The budgets that clients of each kind have together; the clock is handed in."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with full budgets."""
        self._free = TokenBucket(FREE_BURST, FREE_SHARE, clock)
        self._shared = TokenBucket(SHARED_BURST, SHARED_SHARE, clock)
        self._hasty = TokenBucket(HASTY_BURST, HASTY_SHARE, clock)

    def wait(self, kind: Kind) -> float:
        """Return the seconds until this kind may cost something; none if it may now."""
        return max([0.0, *(-bucket.held / share for bucket, share in self._limits(kind))])

    def spend(self, kind: Kind, seconds: float) -> None:
        """Note CPU seconds that one client of this kind has cost."""
        limits = self._limits(kind)
        for bucket, _ in limits:
            bucket.spend(seconds)
        if not limits:
            self._free.spend(seconds)

    def _limits(self, kind: Kind) -> list[tuple[TokenBucket, float]]:
        """Return the budgets that a kind waits for; in a crowd all share one."""
        if kind is Kind.FREE and self._free.held > 0:
            return []
        shared = [(self._shared, SHARED_SHARE)]
        return [*shared, (self._hasty, HASTY_SHARE)] if kind is Kind.HASTY else shared
