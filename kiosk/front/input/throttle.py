"""Throttle: reads a client's input piece by piece, pays for it from a budget, and ends a flood."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from kiosk.front.admission import TokenBucket
from kiosk.front.client import TypedInput
from kiosk.front.input.scheduler import InputScheduler
from kiosk.front.ssh import asyncssh
from kiosk.front.ssh_parts import SessionChannel, piles_up, socket_of, unsent

READ_BYTES = 256
"""Bytes read at one time, or seven of the smallest messages; then others have their turn."""

READ_COST = 30e-6
"""CPU seconds that reading one piece costs by itself."""

CPU_BURST, CPU_SHARE = 0.05, 0.02
"""CPU seconds that the input of one client may cost: at one moment, and each second."""

EXCESS, EXCESS_A_SECOND = 128 << 10, 4096
"""Bytes that a client may send after it spent that: at one moment, and each second.

A slow machine only makes them take longer, and a key that is held down stays below.
"""

SLOWED, ENDED = "slowed", "ended"
"""What becomes of a flood."""

MAX_REPLIES = 65_536
"""Bytes of replies that may wait to be sent, beside the output of a session."""


class Throttle(asyncio.Protocol):
    """Reads a client for its connection; has it wait when its input costs too much, or ends it.

    `channel` and `typed` are those of its session, if it has one.
    """

    channel: SessionChannel | None = None
    typed: TypedInput | None = None

    def __init__(
        self,
        connection: asyncssh.SSHServerConnection,
        output: int,
        scheduler: InputScheduler,
        flooded: Callable[[str], None],
    ) -> None:
        """Take the connection's place at its transport; `output` bytes may wait to be sent.

        `flooded` is called with SLOWED, and then with ENDED.
        """
        self._connection, self._most = connection, output + MAX_REPLIES
        self._scheduler, self._flooded = scheduler, flooded
        clock = asyncio.get_running_loop().time
        self._budget = TokenBucket(CPU_BURST, CPU_SHARE, clock)
        self._excess = TokenBucket(EXCESS, EXCESS_A_SECOND, clock)
        self._deaf = self._slowed = False
        if transport := socket_of(connection):
            transport.set_protocol(self)
            transport.max_size = READ_BYTES  # type: ignore[attr-defined]  # it has no public name

    def deafen(self) -> None:
        """Ignore all input from now on, and notice only that the client has hung up."""
        self._deaf = True

    def let_go(self) -> None:
        """Drop all references to the person: their session and their connection have ended."""
        self.channel = self.typed = None
        self._flooded = _nothing

    def data_received(self, data: bytes) -> None:
        """Hand on one piece of input, and pay for the CPU time that it cost."""
        before = time.thread_time()
        if not self._deaf:
            self._connection.data_received(data)
        self._pay(READ_COST + time.thread_time() - before)
        if piles_up(self._connection, self.channel):
            self._connection.abort()
            return
        if self.left <= 0:
            self._owe(len(data))
        if not self._may_speak:
            self._pause()

    def _pay(self, seconds: float) -> None:
        """Take a cost from this client's budget, and from the shared one if that is theirs."""
        (self._scheduler.spend if self._shares else self._scheduler.spend_free)(seconds)
        self._budget.spend(seconds)

    def _owe(self, received: int) -> None:
        """Tell that this client is slowed, and then that it is ended; each once."""
        self._excess.spend(received)
        if not self._slowed:
            self._slowed = True
            self._flooded(SLOWED)
        if self._excess.held < 0 and not self._deaf:
            self._flooded(ENDED)

    @property
    def _shares(self) -> bool:
        """Whether this client has pressed no key yet, or spent its budget; in a crowd all share."""
        pressed = self.typed and self.typed.pressed
        return not pressed or self.left <= 0 or self._scheduler.crowded

    @property
    def _may_speak(self) -> bool:
        able = self.keeps_up and self.left > 0
        return able and (self._scheduler.spare or not self._shares)

    @property
    def left(self) -> float:
        """CPU seconds left of this client's budget; negative after more was spent."""
        return self._budget.held

    @property
    def keeps_up(self) -> bool:
        """Whether the client takes what is sent to it."""
        return unsent(self._connection) <= self._most

    def _pause(self) -> None:
        """Stop reading; further input waits in the kernel, and then with the client."""
        if transport := socket_of(self._connection):
            transport.pause_reading()
            self._scheduler.wait(self)

    def fileno(self) -> int:
        """Return the descriptor of the socket; negative if that is closed."""
        transport = socket_of(self._connection)
        return transport.get_extra_info("socket").fileno() if transport else -1

    def read_on(self) -> None:
        """Read again, until a piece has come."""
        if transport := socket_of(self._connection):
            transport.resume_reading()

    def hang_up(self) -> None:
        """End: the client is gone."""
        self._connection.abort()

    def eof_received(self) -> None:
        """Tell the connection that its client sends no more."""
        self._connection.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the connection that it is closed."""
        self._scheduler.forget(self)
        self._connection.connection_lost(exc)


def _nothing(_what: str) -> None:
    """Tell nobody: the connection has ended."""
