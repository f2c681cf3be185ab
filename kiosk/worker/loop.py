"""The loop of a worker: takes orders from the front, and serves each person in a task."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping
from contextlib import suppress

from kiosk import wire
from kiosk.worker.full import run_full
from tree.ready import Ready


class WorkerLoop:
    """Listens for orders, and serves each person in a task of their own."""

    def __init__(self, orders: socket.socket, readies: Mapping[str, Ready]) -> None:
        """Start with nobody served."""
        self._orders, self._readies = orders, readies
        self._people: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve until this process is ended from outside, or its front is gone."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, _context: None)
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
        person = asyncio.create_task(run_full(self._readies, request, end))
        self._people.add(person)
        person.add_done_callback(self._people.discard)
