"""Workers: forked when needed, filled up to a number of people, and each person's slot in one."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from kiosk import wire
from kiosk.config import Limits
from kiosk.front.admission import TokenBucket
from kiosk.front.pipe import OnEnd, Pipe
from kiosk.front.process import Probe, Process, Zygote
from kiosk.wire import Terms

REDRAW_COST = 64
"""Bytes typed that cost about as much CPU time as a redraw of the whole screen."""


MOST_SHARE = 0.8
"""Part of one processor that a worker may use in the long run, however many share it."""


class CpuBudget:
    """CPU seconds that may be used for so many people: in the long run, and at one moment."""

    def __init__(self, limits: Limits, clock: Callable[[], float], people: int = 1) -> None:
        """Start with a full budget."""
        share = max(limits.cpu_share, min(MOST_SHARE, limits.cpu_share * people))
        self._bucket = TokenBucket(limits.cpu_burst, share, clock)
        self._most_owed = limits.cpu_burst + limits.hung_cpu

    def spend(self, seconds: float) -> bool:
        """Note CPU seconds that were used; return whether any are left."""
        self._bucket.spend(seconds)
        return self._bucket.held > 0

    @property
    def overdrawn(self) -> bool:
        """Whether more was used than a sound worker can, whose input is held meanwhile."""
        return self._bucket.held < -self._most_owed


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

    def spent(self, seconds: float, *, held: bool) -> None:
        """Note CPU seconds used for this person; hold their input while none are left."""
        self.asked = 0
        self.pipe.hold(on=not self._budget.spend(seconds) or held)

    def end(self) -> None:
        """Close the pipe and release the worker, once."""
        if self.on:
            self.on = False
            self.pipe.close()
            self._release()


class WatchedProcess:
    """A process that serves people: when it was last asked, and what it used for whom."""

    def __init__(self, number: int, worker: WorkerHandle | None, budget: CpuBudget) -> None:
        """Start with nothing used by whoever shares this budget; line mode has no worker to ask.

        A later process has a greater number.
        """
        self.number, self.worker, self._budget = number, worker, budget
        self.probe = Probe(0.0, 0.0)
        self.slots: set[WorkerSlot] = set()
        self._seen = 0.0

    def spent(self, seconds: float) -> bool:
        """Split the CPU seconds since the last check among the slots.

        Return whether they can be those of a sound worker.
        """
        self.slots = {slot for slot in self.slots if slot.on}
        slots, used = list(self.slots), max(0.0, seconds - self._seen)
        self._seen = seconds
        held = not self._budget.spend(used)
        for slot, part in zip(slots, split_cpu([s.asked for s in slots], used), strict=True):
            slot.spent(part, held=held)
        return not self._budget.overdrawn


def split_cpu(asked: Sequence[int], seconds: float) -> list[float]:
    """Return each person's part of a worker's CPU seconds, by how much each asked of it."""
    total = sum(asked)
    return [seconds * (n / total if total else 1 / len(asked)) for n in asked]


LATE = 1.0
"""Seconds without an answer after which a worker is given nobody new."""

RETRY = 0.02
"""Seconds until an order that found no room is sent again."""

FILLED = 8
"""How often a worker is given as many people as it serves at once, in all its time."""


class WorkerHandle:
    """One worker, as the front has it: its process, a socket for orders, how many it serves.

    To `left` more people it may be given; `pinged` is since when it owes an answer.
    """

    def __init__(self, orders: socket.socket, process: Process, people: int = 1) -> None:
        """Start with nobody served, and as many places as this."""
        self.orders, self.process = orders, process
        self.people, self.left = 0, FILLED * people
        self.pinged: float | None = None
        self._asked = self._takes = False

    async def order(self, message: bytes) -> socket.socket:
        """Have a person served; return the front's end of their link. Raises OSError.

        The kernel queues ten orders at most for a busy worker; further ones wait here.
        """
        near, far = wire.pair()
        with far, contextlib.ExitStack() as undo:
            undo.callback(near.close)
            while not wire.send_descriptor(self.orders, message, far.fileno()):
                await asyncio.sleep(RETRY)
            undo.pop_all()
        self._takes = not self._asked
        return near

    def ping(self, now: float) -> bool:
        """Ask whether it still answers; return whether its time for that begins now.

        While no question fits in behind orders, it begins with each order that it takes.
        """
        begins = self.pinged is None or self._takes
        if begins:
            self.pinged, self._takes = now, False
        try:
            self._asked = self._asked or wire.send(self.orders, wire.PING)
        except OSError:
            self.end()
        return begins

    def hear(self) -> None:
        """Take its answer; a worker that says anything else or unasked, or hangs up, is ended."""
        message = wire.receive(self.orders)
        if message == wire.PONG and self._asked:
            self.pinged, self._asked = None, False
        elif message is not None:
            asyncio.get_running_loop().remove_reader(self.orders.fileno())
            self.end()

    def end(self) -> None:
        """End it, with all whom it serves, and give it nobody new."""
        self.left = 0
        self.process.kill()


def over(worker: WorkerHandle, ended: OnEnd, status: int | None) -> None:
    """Pass on how a visit ended; a worker in which one broke is given nobody new."""
    if status != 0:
        worker.left = 0
    ended(status)


class Pool:
    """The zygote and its workers, one of which is forked ahead for the next person."""

    def __init__(self, terms: Terms, limits: Limits) -> None:
        """Start the zygote, which then warms up."""
        self.terms, self._limits = terms, limits
        self.workers: set[WorkerHandle] = set()
        self.closing = False
        self._spare: deque[WorkerHandle] = deque()
        self._plain: set[Process] = set()
        self._zygote = Zygote()
        self._forking = asyncio.Lock()
        self._adding: asyncio.Task[None] | None = None

    async def warm(self) -> None:
        """Wait until it is warm, with one worker forked ahead; raises OSError if it ends before."""
        await self._zygote.warm(self.terms.pack(), self._limits)
        await self._add_spare()

    async def assign(self) -> WorkerHandle:
        """Return a worker with room for one more person, and count them in. Raises OSError."""
        worker = next((w for w in self.workers if self._free(w)), None)
        if worker is None:
            worker = self._spare.popleft() if self._spare else await self._new()
            self.workers.add(worker)
        worker.people += 1
        worker.left -= 1
        return worker

    def _free(self, worker: WorkerHandle) -> bool:
        late = worker.pinged and asyncio.get_running_loop().time() - worker.pinged > LATE
        return 0 < worker.people < self.terms.people and worker.left > 0 and not late

    def release(self, worker: WorkerHandle) -> None:
        """Count one person out; an empty worker is ended, and with it all that it ever held."""
        worker.people -= 1
        if worker.people == 0:
            worker.process.kill()
            self._close_if_done()

    async def fork_plain(self, message: bytes, end: int) -> Process:
        """Fork a process for one person in line mode, and count them in; raises OSError."""
        process = await self._fork(message, end, _nothing)
        self._plain.add(process)
        return process

    def end_plain(self, process: Process) -> None:
        """Count a person in line mode out, and end their process."""
        process.kill()
        self._plain.discard(process)
        self._close_if_done()

    async def _fork(self, message: bytes, end: int, died: Callable[[], None]) -> Process:
        """Fork a process that is given this message and this descriptor.

        If the zygote has ended, another one is started first. Raises OSError if that ends, too.
        """
        async with self._forking:
            if self._zygote.ended:
                self._zygote = Zygote()
                await self._zygote.warm(self.terms.pack(), self._limits)
            pid, handle = await self._zygote.fork(message, end)
        return Process(pid, handle, died)

    def check(self, now: float, limits: Limits) -> None:
        """End the zygote if it hangs; `now` is the time of the event loop."""
        self._zygote.check(now, limits)

    def close(self) -> None:
        """Fork no more, and end when all who are served have left."""
        self.closing = True
        while self._spare:
            self._spare.popleft().process.kill()
        self._close_if_done()

    def kill(self) -> None:
        """End everything."""
        self._zygote.kill()

    def _close_if_done(self) -> None:
        served = self._plain or any(worker.people for worker in self.workers)
        if self.closing and not served:
            self.kill()

    def refill(self) -> None:
        """Fork one worker ahead, in a moment in which nobody's visit begins."""
        if not self.closing and not self._spare and (not self._adding or self._adding.done()):
            self._adding = asyncio.get_running_loop().create_task(self._add_spare())

    async def _add_spare(self) -> None:
        worker = await self._new()
        self._spare.append(worker)
        if self.closing:
            self.close()

    async def _new(self) -> WorkerHandle:
        near, far = wire.pair()
        with far:
            process = await self._fork(wire.NEW_WORKER, far.fileno(), partial(self._died, near))
        worker = WorkerHandle(near, process, self.terms.people)
        asyncio.get_running_loop().add_reader(near.fileno(), worker.hear)
        return worker

    def _died(self, orders: socket.socket) -> None:
        asyncio.get_running_loop().remove_reader(orders.fileno())
        orders.close()
        self.workers = {worker for worker in self.workers if worker.orders is not orders}
        self._spare = deque(worker for worker in self._spare if worker.orders is not orders)


def _nothing() -> None:
    """Do nothing: when a process in line mode dies, its terminal closes."""
