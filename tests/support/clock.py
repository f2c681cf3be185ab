"""Time in the hands of a test."""

from __future__ import annotations


class Clock:
    """A clock that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now
