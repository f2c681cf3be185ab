"""Many machines behind one balancer, who comes to them, and what happens to them in a day."""

from __future__ import annotations

import math
import random
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

import simpy

from bench.fleet.machine import Machine, Size, Steps
from bench.fleet.service import QUESTIONS, Service
from bench.fleet.tally import SLOT, Tally

HOUR = 3600.0
FOLLOWED = 200
"""Of one visit in so many each key is followed by itself."""

NOTICED, CONNECT_TIMEOUT = 2.0, 3.0
"""Seconds until a balancer passes over a lost machine, and until it tries another before that."""

TRIES = 3
"""Assumed: how often somebody who was turned away comes again before they give up."""

MACHINE, UPDATE = "machine", "update"
"""What may cut a visit off."""

LOOK = 60.0
"""Seconds between two looks at who is still inside a kiosk that closes."""

AGAIN = 60.0
"""Assumed: mean of the seconds until somebody comes again who was turned away or cut off."""


@dataclass(frozen=True)
class Stay:
    """How long a visit is, in seconds: assumed to be log-normal."""

    mean: float = 480.0
    sigma: float = 0.7

    def draw(self, dice: random.Random) -> float:
        """Return the length of one visit."""
        return dice.lognormvariate(math.log(self.mean) - self.sigma**2 / 2, self.sigma)


@dataclass(frozen=True)
class Plan:
    """What happens to the fleet: when a machine is lost, when an update begins, how it closes."""

    lost_at: float = 12 * HOUR
    update_at: float = 15 * HOUR
    apart: float = 60.0
    """Seconds from the update of one machine to that of the next."""

    closing: float = 24 * HOUR
    """As much as a host can set: a kiosk that closes ends by itself when the last one has left."""


@dataclass
class Fleet:
    """A day of people at machines; each method that ends with Steps is a process of SimPy."""

    world: simpy.Environment
    machines: list[Machine]
    stay: Stay
    dice: random.Random
    tally: Tally = field(default_factory=Tally)
    lost_at: float = math.inf

    def come(self, when: Iterable[float]) -> Steps:
        """Let people come at these seconds of the day."""
        for number, at in enumerate(when):
            yield self.world.timeout(max(0.0, at - self.world.now))
            self.tally.slot(at).came += 1
            self.world.process(self._person(followed=number % FOLLOWED == 0))

    def _person(self, *, followed: bool) -> Steps:
        """Come, and come again where there was no place or the visit was cut off."""
        for attempt in range(1 + TRIES):
            if attempt:
                yield self.world.timeout(self.dice.expovariate(1 / AGAIN))
            if (yield from self._visits(followed=followed)):
                return
        self.tally.gave_up += 1

    def _visits(self, *, followed: bool) -> Generator[simpy.Event, Any, bool]:
        """Connect, and stay; return whether the visit came to its own end."""
        began, mark = self.world.now, object()
        yield from self._misses()
        machine = self._chosen()
        if machine is None:
            self.tally.slot(began).turned_away += 1
            return False
        machine.inside[mark] = cast("simpy.Process", self.world.active_process)
        try:
            yield from machine.connects()
            self.tally.slot(began).waits.append(self.world.now - began)
            yield from self._stays(machine, followed=followed)
        except simpy.Interrupt as cut:
            self.tally.lost[str(cut.cause)] += 1
            return False
        finally:
            del machine.inside[mark]
        return True

    def _misses(self) -> Steps:
        """Lose time at a machine that is gone and not yet passed over."""
        since = self.world.now - self.lost_at
        if 0 <= since < NOTICED and self.dice.randrange(len(self.machines) + 1) == 0:
            self.tally.missed += 1
            yield self.world.timeout(CONNECT_TIMEOUT)

    def _chosen(self) -> Machine | None:
        """Return the machine with the fewest people, as `balance leastconn` does."""
        least = min(self.machines, key=lambda one: len(one.inside), default=None)
        return None if least is None or least.full else least

    def _stays(self, machine: Machine, *, followed: bool) -> Steps:
        length = self.stay.draw(self.dice)
        if not followed:
            yield self.world.timeout(length)
            return
        for _ in range(QUESTIONS):
            yield self.world.timeout(length / QUESTIONS)
            pressed = self.world.now
            yield from machine.presses()
            self.tally.slot(pressed).keys.append(self.world.now - pressed)

    def lose(self, at: float) -> Steps:
        """Lose the first machine, with everybody on it."""
        yield self.world.timeout(at)
        self.lost_at = self.world.now
        for visit in list(self.machines.pop(0).inside.values()):
            visit.interrupt(MACHINE)

    def update(self, plan: Plan) -> Steps:
        """Open a new kiosk on each machine in turn; the old one closes beside it."""
        yield self.world.timeout(plan.update_at)
        for machine in list(self.machines):
            yield from machine.opens()
            self.world.process(self._close(machine, plan.closing))
            yield self.world.timeout(plan.apart)

    def _close(self, machine: Machine, closing: float) -> Steps:
        """Let those inside finish, and end who is still there when the time is up."""
        began, old = self.world.now, list(machine.inside)
        while old and (since := self.world.now - began) < closing:
            self.tally.still_inside[since] += len(old)
            yield self.world.timeout(LOOK)
            old = [visit for visit in old if visit in machine.inside]
        for visit in old:
            machine.inside[visit].interrupt(UPDATE)

    def watch(self) -> Steps:
        """Note once a minute how many are inside, and how busy the busiest machine is."""
        while True:
            yield self.world.timeout(60.0)
            slot = self.tally.slot(self.world.now)
            slot.inside = max(slot.inside, sum(one.seen for one in self.machines))
            slot.places = sum(one.places for one in self.machines)
            busy = max((one.background for one in self.machines), default=0.0)
            slot.busiest = max(slot.busiest, busy)


def fleet_of(machines: int, service: Service, size: Size, stay: Stay, dice: random.Random) -> Fleet:
    """Return so many empty machines."""
    world = simpy.Environment()
    made = [Machine(world, service, size, stay.mean) for _ in range(machines)]
    return Fleet(world, made, stay, dice)


def run_day(fleet: Fleet, when: Iterable[float], plan: Plan) -> Tally:
    """Let a day pass, and the hours until the last of its people has left."""
    world = fleet.world
    for steps in (fleet.lose(plan.lost_at), fleet.update(plan), fleet.watch()):
        world.process(steps)
    world.run(until=world.process(fleet.come(when)))
    world.run(until=max(world.now, 24 * HOUR) + 4 * HOUR)
    return fleet.tally


SLOTS = int(24 * HOUR / SLOT)
"""Slots of the day itself."""
