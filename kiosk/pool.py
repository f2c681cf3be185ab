"""Workers: forked when needed, filled up to so many people each, and ended when they fall empty."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from kiosk import link
from kiosk.config import Limits
from kiosk.forker import Forker
from kiosk.host import ASKED
from kiosk.process import Process

LATE = 1.0
"""A worker that has not answered for so many seconds is given nobody new."""


ROOM = 0.02
"""So many seconds until it is tried again to give an order."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What workers are made of: content by its places, a language, and limits for each person."""

    places: Mapping[str, str | None]
    language: str
    people: int
    memory: int

    def pack(self) -> bytes:
        """Write them as one message."""
        return json.dumps(
            {"places": dict(self.places), "language": self.language,
             "people": self.people, "memory": self.memory}
        ).encode()  # fmt: skip


class Worker:
    """One worker: its process, the way to give it orders, and how many people it serves."""

    def __init__(self, orders: socket.socket, process: Process) -> None:
        """Serve nobody yet."""
        self.orders, self.process = orders, process
        self.people = 0
        self.asked: float | None = None

    async def order(self, message: bytes) -> socket.socket:
        """Have a person served; return this end of their link. Raises OSError.

        The system keeps ten orders at most for a worker that is busy; the next ones wait here.
        """
        near, far = link.pair()
        with far, contextlib.ExitStack() as undo:
            undo.callback(near.close)
            while not link.hand(self.orders, message, far.fileno()):
                await asyncio.sleep(ROOM)
            undo.pop_all()
        return near

    def ask(self, now: float) -> None:
        """Ask whether anyone is there, unless that was asked already."""
        if self.asked is None and link.send(self.orders, ASKED):
            self.asked = now


class Pool:
    """The zygote and its workers, one of which waits, warm, for whoever comes next."""

    def __init__(self, terms: Terms) -> None:
        """Start the zygote; it needs a moment to warm up."""
        self.terms = terms
        self.workers: set[Worker] = set()
        self.closing = False
        self._spare: deque[Worker] = deque()
        self._talkers: set[Process] = set()
        self._forker = Forker()
        self._turn = asyncio.Lock()
        self._adding: asyncio.Task[None] | None = None

    async def warm(self) -> None:
        """Wait until it is warm, with one worker to spare; raises OSError where it ended before."""
        await self._forker.warm(self.terms.pack())
        await self._add_spare()

    async def seat(self) -> Worker:
        """Find a worker with room for one more, and count them in."""
        worker = next((w for w in self.workers if self._free(w)), None)
        if worker is None:
            worker = self._spare.popleft() if self._spare else await self._new()
            self.workers.add(worker)
            self._refill()
        worker.people += 1
        return worker

    def _free(self, worker: Worker) -> bool:
        late = worker.asked and asyncio.get_running_loop().time() - worker.asked > LATE
        return 0 < worker.people < self.terms.people and not late

    def leave(self, worker: Worker) -> None:
        """Count one person out; an empty worker ends, and with it all that it ever held."""
        worker.people -= 1
        if worker.people == 0:
            worker.process.kill()
            self._close_if_done()

    async def talk(self, message: bytes, end: int) -> Process:
        """Fork a process for one person alone, and count them in; raises OSError."""
        process = await self._fork(message, end, _nothing)
        self._talkers.add(process)
        return process

    def hush(self, process: Process) -> None:
        """Count that person out, and end their process."""
        process.kill()
        self._talkers.discard(process)
        self._close_if_done()

    async def _fork(self, message: bytes, end: int, died: Callable[[], None]) -> Process:
        """Fork a process that is given this message and this descriptor.

        Where the zygote has ended there is another one first. Raises OSError where that, too, ends.
        """
        async with self._turn:
            if self._forker.ended:
                self._forker = Forker()
                await self._forker.warm(self.terms.pack())
            pid, handle = await self._forker.fork(message, end)
        return Process(pid, handle, died)

    def look(self, now: float, limits: Limits) -> None:
        """See whether the zygote still does what it was asked to."""
        self._forker.look(now, limits)

    def close(self) -> None:
        """Fork no more; whoever is served is served to the end."""
        self.closing = True
        while self._spare:
            self._spare.popleft().process.kill()
        self._close_if_done()

    def kill(self) -> None:
        """End everything."""
        self._forker.kill()

    def _close_if_done(self) -> None:
        served = self._talkers or any(worker.people for worker in self.workers)
        if self.closing and not served:
            self.kill()

    def _refill(self) -> None:
        """Have one worker to spare, and not one for each of those who came at the same time."""
        if not self.closing and not self._spare and (not self._adding or self._adding.done()):
            self._adding = asyncio.get_running_loop().create_task(self._add_spare())

    async def _add_spare(self) -> None:
        worker = await self._new()
        self._spare.append(worker)
        if self.closing:
            self.close()

    async def _new(self) -> Worker:
        near, far = link.pair()
        with far:
            process = await self._fork(b"host", far.fileno(), partial(self._died, near))
        worker = Worker(near, process)
        asyncio.get_running_loop().add_reader(near.fileno(), partial(_answered, worker))
        return worker

    def _died(self, orders: socket.socket) -> None:
        asyncio.get_running_loop().remove_reader(orders.fileno())
        orders.close()
        self.workers = {worker for worker in self.workers if worker.orders is not orders}
        self._spare = deque(worker for worker in self._spare if worker.orders is not orders)


def _answered(worker: Worker) -> None:
    if link.receive(worker.orders):
        worker.asked = None


def _nothing() -> None:
    """A process for one person needs no word when it dies: its terminal closes."""
