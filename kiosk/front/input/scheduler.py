"""Input scheduler: whose input is handed on next, when there is more than the front can spare.

What a client sent waits here, one piece of each. In a turn of the event loop pieces are handed on
until a slice of time is used, first those of whoever has cost least. So a key waits for one slice
or two, from however many connections and addresses a flood comes. The order follows from CPU time
alone, so that nobody waits for ever on a machine that is slow or busy. How much all may cost in a
second is in `shares.py`.
"""

from __future__ import annotations

import asyncio
import math
import select
from collections.abc import Callable
from typing import Protocol

from kiosk.front.input.shares import Kind, Shares

SLICE = 0.001
"""CPU seconds after which nothing more is handed on in this turn of the event loop."""

AHEAD = 0.005
"""CPU seconds by which whoever was quiet for a while comes before those who were not."""

SOON, TICK = 0.001, 0.01
"""Seconds until the next turn while nobody may cost anything: at least, and at most."""

HUNG_UP = select.POLLHUP | select.POLLERR | select.POLLNVAL | select.POLLRDHUP


class Waiter(Protocol):
    """A connection with a piece of input that waits."""

    charged: float
    """CPU seconds that count against it in the order; a new one is as far as `level`."""

    @property
    def kind(self) -> Kind:
        """What its client is to the front."""

    @property
    def keeps_up(self) -> bool:
        """Whether its client takes what is sent to it; whoever does not is not heard, either."""

    def fileno(self) -> int:
        """Return the descriptor of its socket; negative if that is closed."""

    def hand_on(self) -> float:
        """Hand on its piece, and return the CPU seconds that this cost."""

    def pause(self) -> None:
        """Read no more of it."""

    def read_on(self) -> None:
        """Read more of it."""

    def hang_up(self) -> None:
        """End: its client is gone."""


class InputScheduler:
    """The connections whose input waits, and what all of them may cost."""

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        """Start with nobody waiting; without a clock it is the one of the event loop.

        `level` is what counted against the last ones whose turn came.
        """
        self._loop = asyncio.get_running_loop()
        self._shares = Shares(clock or self._loop.time)
        self.level = 0.0
        self._waiting: dict[Waiter, None] = {}
        self._paused: dict[Waiter, int] = {}
        self._poll = select.poll()
        self._next: asyncio.Handle | None = None
        self._due = math.inf

    def wait(self, waiter: Waiter) -> None:
        """Have a piece of input wait for its turn, which comes once it may cost something."""
        waiter.charged = max(waiter.charged, self.level - AHEAD)
        self._waiting[waiter] = None
        if seconds := self._shares.wait(waiter.kind):
            self._watch(waiter)
            self._come(self._loop.time() + max(SOON, min(TICK, seconds)))
        else:
            self._come(0.0)

    def forget(self, waiter: Waiter) -> None:
        """Have a connection that has ended wait no more."""
        self._waiting.pop(waiter, None)
        self._unwatch(waiter)

    def turn(self) -> None:
        """Hand on what the slice and the shares allow, and come again for the rest."""
        self._due, full = math.inf, False
        try:
            self._end_gone()
            full = self._hand_on()
        finally:
            for waiter in self._waiting:
                self._watch(waiter)
            if full:
                self._come(0.0, self._read_first)
            elif self._waiting:
                self._come(self._loop.time() + self._pause())

    def _read_first(self) -> None:
        """Come after what has arrived during the last turn is read: a key among it is first."""
        self._next = self._loop.call_soon(self.turn)

    def _hand_on(self) -> bool:
        """Hand on pieces in their order; return whether the slice was used up."""
        used, spent = 0.0, set[Kind]()
        for waiter in sorted(self._waiting, key=lambda one: one.charged):
            if used >= SLICE:
                return True
            kind = waiter.kind
            if kind in spent or not waiter.keeps_up:
                continue
            if self._shares.wait(kind):
                spent.add(kind)
            else:
                used += self._serve(waiter, kind)
        return False

    def _serve(self, waiter: Waiter, kind: Kind) -> float:
        """Hand on one piece, have it paid for, and read the next one."""
        del self._waiting[waiter]
        self.level = max(self.level, waiter.charged)
        cost = waiter.hand_on()
        waiter.charged += cost
        self._shares.spend(kind, cost)
        if self._unwatch(waiter):
            waiter.read_on()
        return cost

    def _pause(self) -> float:
        """Return the seconds until somebody who waits may cost something."""
        kinds = {one.kind for one in self._waiting if one.keeps_up}
        return max(SOON, min([TICK, *map(self._shares.wait, kinds)]))

    def _come(self, when: float, then: Callable[[], None] | None = None) -> None:
        """Come at some time, or in the next turn of the event loop, if nothing is due sooner."""
        if when < self._due or then:
            if self._next:
                self._next.cancel()
            self._due, call = when, then or self.turn
            self._next = self._loop.call_at(when, call) if when else self._loop.call_soon(call)

    def _watch(self, waiter: Waiter) -> None:
        """Read no more of a connection, and watch whether its client is gone."""
        number = waiter.fileno()
        if waiter not in self._paused and number >= 0:
            waiter.pause()
            self._paused[waiter] = number
            self._poll.register(number, HUNG_UP)

    def _unwatch(self, waiter: Waiter) -> bool:
        """Watch a connection no more; return whether it was."""
        number = self._paused.pop(waiter, None)
        if number is None:
            return False
        self._poll.unregister(number)
        return True

    def _end_gone(self) -> None:
        """End those who wait and whose clients are gone."""
        gone = {number for number, _ in self._poll.poll(0)} if self._paused else set()
        for waiter in [one for one, number in self._paused.items() if number in gone]:
            self.forget(waiter)
            waiter.hang_up()
