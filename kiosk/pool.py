"""Workers: forked when needed, filled up to so many people each, and ended when they fall empty."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk import link
from kiosk.host import ASKED
from kiosk.process import Process

ROOT = Path(__file__).parent.parent
SPARE = 1
"""So many workers wait, forked and warm, for whoever comes next."""


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

    def order(self, message: bytes, end: int) -> None:
        """Hand over a person's end of a link; raises OSError where the worker is gone."""
        socket.send_fds(self.orders, [message], [end])

    def ask(self, now: float) -> None:
        """Ask whether anyone is there, unless that was asked already."""
        if self.asked is None and link.send(self.orders, ASKED):
            self.asked = now


class Pool:
    """The zygote and its workers."""

    def __init__(self, terms: Terms) -> None:
        """Start the zygote; it needs a moment to warm up."""
        self.terms = terms
        self.workers: set[Worker] = set()
        self.closing = False
        self._spare: deque[Worker] = deque()
        self._near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far:
            self._zygote = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-X", "utf8", "-m", "kiosk.zygote", str(far.fileno())],
                stdin=subprocess.DEVNULL, pass_fds=(far.fileno(),), start_new_session=True,
                cwd=ROOT, env={"PATH": os.defpath},
            )  # fmt: skip
        self._near.setblocking(False)
        self._turn = asyncio.Lock()

    async def warm(self) -> bool:
        """Wait until it is warm, with one worker to spare; False where it ended before."""
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._near, self.terms.pack())
        if not await loop.sock_recv(self._near, link.MOST):
            return False
        await self._add_spare()
        return True

    async def seat(self) -> Worker:
        """Find a worker with room for one more, and count them in."""
        worker = next((w for w in self.workers if 0 < w.people < self.terms.people), None)
        if worker is None:
            worker = self._spare.popleft() if self._spare else await self._new()
            self.workers.add(worker)
            asyncio.get_running_loop().create_task(self._add_spare())
        worker.people += 1
        return worker

    def leave(self, worker: Worker) -> None:
        """Count one person out; an empty worker ends, and with it all that it ever held."""
        worker.people -= 1
        if worker.people == 0:
            worker.process.kill()
            self._close_if_done()

    async def fork(self, message: bytes, end: int, died: Callable[[], None]) -> Process:
        """Fork a process that is given this message and this descriptor.

        Raises OSError where the zygote is gone.
        """
        loop = asyncio.get_running_loop()
        async with self._turn:
            socket.send_fds(self._near, [message], [end])
            await _readable(loop, self._near)
            pid, handles, _, _ = socket.recv_fds(self._near, link.MOST, 1)
        if not pid:
            raise ConnectionError
        return Process(int(pid), handles[0], died)

    def close(self) -> None:
        """Fork no more; whoever is served is served to the end."""
        self.closing = True
        while self._spare:
            self._spare.popleft().process.kill()
        self._close_if_done()

    def kill(self) -> None:
        """End everything."""
        self._zygote.kill()
        self._zygote.wait()

    def _close_if_done(self) -> None:
        if self.closing and not any(worker.people for worker in self.workers):
            self.kill()

    async def _add_spare(self) -> None:
        if not self.closing and len(self._spare) < SPARE:
            self._spare.append(await self._new())

    async def _new(self) -> Worker:
        near, far = link.pair()
        with far:
            process = await self.fork(b"host", far.fileno(), partial(self._died, near))
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


async def _readable(loop: asyncio.AbstractEventLoop, end: socket.socket) -> None:
    ready = asyncio.Event()
    loop.add_reader(end.fileno(), ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(end.fileno())
