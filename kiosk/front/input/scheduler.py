"""Input scheduler: who may speak, when many connections cost more than the front can spare.

Whoever has pressed a key has a budget of their own, as far as these do not cost too much together.
Newcomers, and those who spent theirs, share one: when it is empty they wait, and the one who has
cost least is read next, one piece at a time. So floods together get a share of one core, from
however many connections and addresses they come.
"""

from __future__ import annotations

import asyncio
import select
from typing import Protocol

from kiosk.front.admission import TokenBucket

SHARED_BURST, SHARED_SHARE = 0.2, 0.25
"""CPU seconds that all who share may cost: at one moment, and each second."""

FREE_BURST, FREE_SHARE = 0.4, 0.4
"""CPU seconds that all with budgets of their own may cost, before they share, too."""

SOON, TICK = 0.001, 0.01
"""Seconds until the next look at those who wait: after one was read, and while none has a turn."""

HUNG_UP = select.POLLHUP | select.POLLERR | select.POLLNVAL | select.POLLRDHUP


class Waiter(Protocol):
    """A connection that waits to be read."""

    @property
    def left(self) -> float:
        """CPU seconds left of its own budget; negative after more was spent."""

    @property
    def keeps_up(self) -> bool:
        """Whether its client takes what is sent to it; whoever does not is not read, either."""

    def fileno(self) -> int:
        """Return the descriptor of its socket; negative if that is closed."""

    def read_on(self) -> None:
        """Read again, until a piece has come."""

    def hang_up(self) -> None:
        """End: its client is gone."""


class InputScheduler:
    """The shared budget, and the connections that wait for it."""

    def __init__(self) -> None:
        """Start with a full budget, and nobody waiting."""
        self._loop = asyncio.get_running_loop()
        self._budget = TokenBucket(SHARED_BURST, SHARED_SHARE, self._loop.time)
        self._free_budget = TokenBucket(FREE_BURST, FREE_SHARE, self._loop.time)
        self._poll = select.poll()
        self._waiting: dict[int, Waiter] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def spare(self) -> bool:
        """Whether anything is left of the shared budget."""
        return self._budget.held > 0

    @property
    def crowded(self) -> bool:
        """Whether those with budgets of their own cost too much together."""
        return self._free_budget.held <= 0

    def spend(self, seconds: float) -> None:
        """Note CPU seconds that one of those who share has cost."""
        self._budget.spend(seconds)

    def spend_free(self, seconds: float) -> None:
        """Note CPU seconds that one with a budget of their own has cost."""
        self._free_budget.spend(seconds)

    def wait(self, waiter: Waiter) -> None:
        """Have a connection that reads nothing meanwhile wait for its turn."""
        number = waiter.fileno()
        if number >= 0:
            self._waiting[number] = waiter
            self._poll.register(number, select.POLLIN | HUNG_UP)
            self._look_in(SOON)

    def forget(self, waiter: Waiter) -> None:
        """Have a connection that has ended wait no more."""
        for number in [n for n, one in self._waiting.items() if one is waiter]:
            self._remove(number)

    def _remove(self, number: int) -> Waiter:
        self._poll.unregister(number)
        return self._waiting.pop(number)

    def _look_in(self, seconds: float) -> None:
        """Look in some seconds, or when the shared budget is no longer empty."""
        if self._timer is None and self._waiting:
            refilled = -self._budget.held / SHARED_SHARE
            self._timer = self._loop.call_later(max(seconds, refilled), self._look)

    def _look(self) -> None:
        """End those whose clients are gone, and let others read as far as the budget goes."""
        self._timer = None
        found = dict(self._poll.poll(0))
        for number in [n for n, events in found.items() if events & HUNG_UP]:
            self._remove(number).hang_up()
        took_turn = False
        if self.spare:
            able = [n for n, waiter in self._waiting.items() if waiter.keeps_up]
            self._free([n for n in able if n not in found])
            took_turn = self._take_turn([n for n in able if n in found])
        self._look_in(SOON if took_turn else TICK)

    def _free(self, idle: list[int]) -> None:
        """Let those read freely who say nothing now, and owe nothing."""
        for number in idle:
            if self._waiting[number].left > 0:
                self._remove(number).read_on()

    def _take_turn(self, speaking: list[int]) -> bool:
        """Let the one read a piece who has most left; return whether there is one."""
        if speaking:
            most = max(speaking, key=lambda number: self._waiting[number].left)
            self._remove(most).read_on()
        return bool(speaking)
