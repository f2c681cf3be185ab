"""Between the network and one connection: what a client says is read in small pieces, and paid for.

It rests on `max_size` of asyncio's transports, which has no public name. A test pins it.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from kiosk import inner
from kiosk.bucket import Bucket

if TYPE_CHECKING:
    from kiosk.ssh import asyncssh

PIECE = 4096
"""So many bytes are read at a time: others have their turn before the next ones."""

AT_ONCE, SHARE = 0.3, 0.02
"""Seconds of computing for what one client says: so many at one moment, and so many a second."""

ANSWERS = 65_536
"""So many bytes of answers may wait to be read, beside what is to be shown."""

LOOKS = 0.05
"""After so many seconds it is looked at again whether a client may be heard."""


class Wire(asyncio.Protocol):
    """Hears a client for its connection; lets it wait when it took too much, or ends it."""

    channel: inner.Channel | None = None

    def __init__(self, connection: asyncssh.SSHServerConnection, shown: int) -> None:
        """Take the place of a connection at its transport; `shown` bytes may wait to be read."""
        self._connection, self._most = connection, shown + ANSWERS
        self._loop = asyncio.get_running_loop()
        self._budget = Bucket(AT_ONCE, SHARE, self._loop.time)
        self._looks: asyncio.TimerHandle | None = None
        self._deaf = False
        if way := inner.transport(connection):
            way.set_protocol(self)
            way.max_size = PIECE  # type: ignore[attr-defined]

    def deafen(self) -> None:
        """Hear nothing more of what the client says, only that it has hung up."""
        self._deaf = True

    def data_received(self, data: bytes) -> None:
        """Hand on one piece, and note what it cost."""
        if self._deaf:
            return
        before = time.thread_time()
        self._connection.data_received(data)
        self._budget.spend(time.thread_time() - before)
        if inner.piles_up(self._connection, self.channel):
            self._connection.abort()
        elif not self._may_speak:
            self._wait()

    @property
    def _may_speak(self) -> bool:
        return self._budget.held > 0 and inner.unsent(self._connection) <= self._most

    def _wait(self) -> None:
        """Hear nothing for now; what the client says waits with the system, and then with it."""
        if way := inner.transport(self._connection):
            way.pause_reading()
            self._looks = self._loop.call_later(LOOKS, self._look)

    def _look(self) -> None:
        way = inner.transport(self._connection)
        if way and self._may_speak:
            way.resume_reading()
        elif way:
            self._looks = self._loop.call_later(LOOKS, self._look)

    def eof_received(self) -> None:
        """Let the connection end: its client says no more."""
        self._connection.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the connection end, too."""
        if self._looks:
            self._looks.cancel()
        self._connection.connection_lost(exc)
