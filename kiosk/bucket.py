"""A budget that refills at a steady rate; the clock is handed in."""

from __future__ import annotations

from collections.abc import Callable


class Bucket:
    """Holds so much at most, and is refilled by so much a second; starts full."""

    def __init__(self, most: float, rate: float, clock: Callable[[], float]) -> None:
        """Start full."""
        self._most, self._rate, self._clock = most, rate, clock
        self._held, self._seen = most, clock()

    @property
    def held(self) -> float:
        """How much may be taken now; below zero after more was spent than there was."""
        now = self._clock()
        passed, self._seen = max(0.0, now - self._seen), now
        self._held = min(self._most, self._held + passed * self._rate)
        return self._held

    @property
    def full(self) -> bool:
        """Say whether nothing is missing."""
        return self.held >= self._most

    def take(self, wanted: float) -> float:
        """Take as much of this as there is, and say how much that was."""
        granted = min(wanted, max(0.0, self.held))
        self._held -= granted
        return granted

    def spend(self, spent: float) -> None:
        """Note what was spent already, though it may have been more than there was."""
        self._held = self.held - spent
