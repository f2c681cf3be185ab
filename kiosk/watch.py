"""Which workers hang or take too much, by what they use and not by the clock alone.

A machine with too much to do answers late, too: a worker is ended only if it used much time
without an answer, or if it sleeps while it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def shares(asked: Sequence[int], seconds: float) -> list[float]:
    """Split what a worker used among its people, by how much each has asked of it meanwhile."""
    total = sum(asked)
    return [seconds * (n / total if total else 1 / len(asked)) for n in asked]


class Spending:
    """How much CPU time one person may use, on the long run and at once."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """Start with a full budget."""
        self._bucket = Bucket(limits.cpu_burst, limits.cpu_share, clock)

    def note(self, seconds: float) -> bool:
        """Note CPU time that was used; say whether any is left."""
        self._bucket.spend(seconds)
        return self._bucket.held > 0
