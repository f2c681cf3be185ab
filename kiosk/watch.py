"""Which workers hang or take too much, by what they use and not by the clock alone.

A machine with too much to do answers late, too: a worker is ended only if it used much time
without an answer, or if it sleeps while it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.bucket import Bucket
from kiosk.config import Limits
from kiosk.process import Use

ASLEEP = frozenset("SDTtZ")


@dataclass(frozen=True, slots=True)
class Asked:
    """When a worker was asked, and how much CPU time it had used by then."""

    when: float
    seconds: float


def hangs(asked: Asked, now: float, use: Use, limits: Limits) -> bool:
    """Say whether a worker that was asked, and has not answered, never will."""
    if use.seconds - asked.seconds >= limits.hung_cpu:
        return True
    return use.state in ASLEEP and now - asked.when >= limits.hung_asleep


class Spending:
    """How much CPU time a worker's people may use, on the long run and at once."""

    def __init__(self, limits: Limits, people: int, clock: Callable[[], float]) -> None:
        """Start with a full budget; `people` share it."""
        self._bucket = Bucket(limits.cpu_burst * people, limits.cpu_share * people, clock)
        self._seen = 0.0

    def note(self, seconds: float) -> bool:
        """Note the CPU time used so far; say whether any is left."""
        self._bucket.spend(max(0.0, seconds - self._seen))
        self._seen = seconds
        return self._bucket.held > 0
