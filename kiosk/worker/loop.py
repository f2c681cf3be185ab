"""A worker takes orders from the front, and serves each person: full screen or line mode."""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
import termios
from collections.abc import Mapping
from contextlib import suppress

from kiosk import wire
from kiosk.worker.calm import COLLECTOR
from kiosk.worker.driver import end_failed
from kiosk.worker.full import run_full
from kiosk.worker.welcomes import Welcomes
from screens.plain.run import take_plain
from tree.stored_start import Ready


def run_plain(readies: Mapping[str, Ready], request: wire.SessionRequest, terminal: int) -> None:
    """Run line mode until the person leaves; the kernel echoes, edits lines and sends SIGINT."""
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    os.environ.update(request.environment)
    ready = readies[request.language]
    with (
        open(terminal, encoding="utf-8") as read,
        open(os.dup(terminal), "w", encoding="utf-8") as write,
    ):
        take_plain(ready, request.setting, read, write, lambda other: readies.get(other, ready))
        write.write(wire.ENDED_WELL.decode())


class WorkerLoop:
    """Listens for orders, and serves each person in a task of their own."""

    def __init__(
        self, orders: socket.socket, readies: Mapping[str, Ready], welcomes: Welcomes
    ) -> None:
        """Start with nobody served."""
        self._orders, self._readies, self._welcomes = orders, readies, welcomes
        self._people: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve until this process is ended from outside, or its front is gone."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(end_failed)
        COLLECTOR.begin()
        loop.add_reader(self._orders.fileno(), self._take)
        await asyncio.Event().wait()

    def _take(self) -> None:
        with suppress(BlockingIOError):
            message, ends, _, _ = socket.recv_fds(self._orders, wire.MAX_MESSAGE, 1)
            if not message:
                os._exit(0)
            elif message == wire.PING:
                wire.send(self._orders, wire.PONG)
            else:
                self._serve(message, socket.socket(fileno=ends[0]))

    def _serve(self, message: bytes, end: socket.socket) -> None:
        request = wire.unpack_request(message)
        person = self._welcomes.show(request, end) or asyncio.create_task(
            run_full(self._readies, request, end)
        )
        self._people.add(person)
        person.add_done_callback(self._people.discard)
