"""One machine of a fleet: processors, memory as places, kiosks, and who is inside."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import simpy

from bench.fleet.service import Service

Steps = Generator[simpy.Event, Any, None]
ARRIVING = 100
"""People who may be on their way to each kiosk, as its settings have it; more are turned away."""

BUSIEST = 0.95
"""Part of the processors that background work can take: above it, what is queued still goes on."""


@dataclass(frozen=True)
class Size:
    """What a machine has. Each processor has one kiosk, whose front is one process."""

    cores: int = 4
    gib: float = 32.0
    kept_gib: float = 2.0
    """Memory for the system, and for a kiosk that opens while the one before it closes."""

    def places(self, service: Service) -> int:
        """Return how many people find room in memory."""
        mib = 1024 * (self.gib - self.kept_gib) - self.cores * service.empty_mib
        return int(mib / service.mib)


class Machine:
    """Serves people: who connects waits for a processor, and all who are inside slow it.

    `inside` holds a mark for each visit, and the process of SimPy that lives it; `arriving` of
    them have no screen yet.
    """

    def __init__(self, world: simpy.Environment, service: Service, size: Size, stay: float) -> None:
        """Open it empty; `stay` is the mean of a visit in seconds, over which keys are spread."""
        self.world, self.service, self.size = world, service, size
        self.places = size.places(service)
        self.lost = False
        self.arriving = 0
        self.inside: dict[object, simpy.Process] = {}
        self._load = service.keys / stay + service.reading
        self._cores = simpy.Resource(world, size.cores)
        self._fronts = simpy.Resource(world, size.cores)

    @property
    def full(self) -> bool:
        """Whether all places are taken, or too many are on their way."""
        late = self.arriving >= ARRIVING * self.size.cores
        return late or self.seen >= self.places

    @property
    def seen(self) -> int:
        """How many have a screen."""
        return len(self.inside) - self.arriving

    @property
    def background(self) -> float:
        """The part of the processors that the keys and the reading of all with a screen take."""
        return min(BUSIEST, self.seen * self._load / self.size.cores)

    def connects(self) -> Steps:
        """Take the time in which somebody comes to see a screen."""
        self.arriving += 1
        try:
            yield from self._connects(self.service)
        finally:
            self.arriving -= 1

    def _connects(self, service: Service) -> Steps:
        with self._fronts.request() as front:
            yield front
            yield from self._computes(service.connect_front)
        yield from self._computes(service.connect - service.connect_front)

    def presses(self) -> Steps:
        """Take the time from a key to what it shows."""
        yield from self._computes(self.service.answer)

    def opens(self) -> Steps:
        """Take the time of a new kiosk that opens."""
        yield from self._computes(self.service.start)

    def _computes(self, seconds: float) -> Steps:
        """Wait for a processor, and use what background work leaves of it."""
        with self._cores.request() as core:
            yield core
            yield self.world.timeout(seconds / (1 - self.background))
