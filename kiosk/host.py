"""A worker: serves the people it is given, until its front lets it go."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping
from contextlib import suppress

from kiosk import link
from kiosk.request import unpack
from kiosk.seat import serve
from tree.ready import Ready

ASKED, HERE = b"?", b"!"
"""Is anyone there; and the answer to that."""


class Worker:
    """Listens for orders, and serves each person in a task of their own."""

    def __init__(self, orders: socket.socket, readies: Mapping[str, Ready]) -> None:
        """Serve nobody yet."""
        self._orders, self._readies = orders, readies
        self._people: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serve until this process is ended from outside, or its front is gone."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, _context: None)
        loop.add_reader(self._orders.fileno(), self._hear)
        await asyncio.Event().wait()

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            message, ends, _, _ = socket.recv_fds(self._orders, link.MOST, 1)
            if not message:
                os._exit(0)
            elif message == ASKED:
                link.send(self._orders, HERE)
            else:
                self._seat(message, socket.socket(fileno=ends[0]))

    def _seat(self, message: bytes, end: socket.socket) -> None:
        person = asyncio.create_task(serve(self._readies, unpack(message), end))
        self._people.add(person)
        person.add_done_callback(self._people.discard)
