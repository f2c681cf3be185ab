"""A process that serves people, as its front watches it: what it used, and for whom."""

from __future__ import annotations

from kiosk.pool import Worker
from kiosk.share import Share
from kiosk.watch import Asked, shares


class Watched:
    """A process that serves, and what is known of its use."""

    def __init__(self, worker: Worker | None) -> None:
        """Know nothing yet."""
        self.worker = worker
        self.asked = Asked(0.0, 0.0)
        self.shared: set[Share] = set()
        self._seen = 0.0

    def spent(self, seconds: float) -> None:
        """Split what it used since the last look among those it serves."""
        self.shared = {one for one in self.shared if one.on}
        shared, used = list(self.shared), max(0.0, seconds - self._seen)
        self._seen = seconds
        for share, part in zip(shared, shares([s.asked for s in shared], used), strict=True):
            share.spent(part)
