"""One person's slot in a worker: the pipe to it, and the CPU time that it may use for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.config import Limits
from kiosk.front.admission import TokenBucket
from kiosk.front.pipe import Pipe
from kiosk.front.pool import WorkerHandle
from kiosk.front.process import Probe, Process

REDRAW_COST = 64
"""Bytes typed that cost about as much CPU time as a redraw of the whole screen."""


class CpuBudget:
    """CPU seconds that a worker may use for one person: in the long run, and at one moment."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """Start with a full budget."""
        self._bucket = TokenBucket(limits.cpu_burst, limits.cpu_share, clock)

    def spend(self, seconds: float) -> bool:
        """Note CPU seconds that were used; return whether any are left."""
        self._bucket.spend(seconds)
        return self._bucket.held > 0


class WorkerSlot:
    """Holds the pipe to a worker; input waits in it while the person's CPU budget is empty."""

    def __init__(
        self, pipe: Pipe, process: Process, budget: CpuBudget, release: Callable[[], None]
    ) -> None:
        """Begin with nothing asked; `release` is called once, at the end."""
        self.pipe, self.process = pipe, process
        self._budget, self._release = budget, release
        self.asked = 0
        self.on = True

    def typed(self, data: bytes) -> None:
        """Send bytes typed."""
        self.asked += len(data)
        self.pipe.typed(data)

    def sized(self, columns: int, rows: int) -> None:
        """Send a new window size."""
        self.asked += REDRAW_COST
        self.pipe.sized(columns, rows)

    def spent(self, seconds: float) -> None:
        """Note CPU seconds used for this person, and hold their input while none are left."""
        self.asked = 0
        self.pipe.hold(on=not self._budget.spend(seconds))

    def end(self) -> None:
        """Close the pipe and release the worker, once."""
        if self.on:
            self.on = False
            self.pipe.close()
            self._release()


class WatchedProcess:
    """A process that serves people: when it was last asked, and what it used for whom."""

    def __init__(self, worker: WorkerHandle | None) -> None:
        """Start with nothing used; line mode has no worker to ask."""
        self.worker = worker
        self.probe = Probe(0.0, 0.0)
        self.slots: set[WorkerSlot] = set()
        self._seen = 0.0

    def spent(self, seconds: float) -> None:
        """Split the CPU seconds since the last check among the slots."""
        self.slots = {slot for slot in self.slots if slot.on}
        slots, used = list(self.slots), max(0.0, seconds - self._seen)
        self._seen = seconds
        for slot, part in zip(slots, split_cpu([s.asked for s in slots], used), strict=True):
            slot.spent(part)


def split_cpu(asked: Sequence[int], seconds: float) -> list[float]:
    """Return each person's part of a worker's CPU seconds, by how much each asked of it."""
    total = sum(asked)
    return [seconds * (n / total if total else 1 / len(asked)) for n in asked]
