"""Throttle: keeps a client's input piece by piece, pays for it from a budget, and ends a flood."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from kiosk.front.admission import TokenBucket
from kiosk.front.client import TypedInput
from kiosk.front.input.scheduler import InputScheduler
from kiosk.front.input.shares import Kind
from kiosk.front.ssh import asyncssh
from kiosk.front.ssh_parts import SessionChannel, piles_up, socket_of, unsent

READ_BYTES = 256
"""Bytes read at one time, or seven of the smallest messages; then others have their turn."""

READ_COST = 30e-6
"""CPU seconds that reading one piece costs by itself."""

CPU_BURST, CPU_SHARE = 0.05, 0.02
"""CPU seconds that the input of one client may cost: at one moment, and each second."""

HASTE = 0.01
"""CPU seconds of these after which whoever has pressed a key waits behind those who cost less."""

EXCESS, EXCESS_A_SECOND = 128 << 10, 4096
"""Bytes that a client may send in haste: at one moment, and each second.

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
        self.charged, self._piece = scheduler.level, b""
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
        """Keep one piece of input until its turn has come."""
        self._piece += data
        self._scheduler.wait(self)

    def hand_on(self) -> float:
        """Hand on the piece, pay for the CPU time that it cost, and return that."""
        piece, self._piece = self._piece, b""
        before = time.thread_time()
        if not self._deaf and socket_of(self._connection):
            self._connection.data_received(piece)
        cost = READ_COST + time.thread_time() - before
        self._budget.spend(cost)
        if piles_up(self._connection, self.channel):
            self._connection.abort()
        elif self.kind is Kind.HASTY:
            self._owe(len(piece))
        return cost

    def _owe(self, received: int) -> None:
        """Tell that this client is slowed, and then that it is ended; each once."""
        self._excess.spend(received)
        if not self._slowed:
            self._slowed = True
            self._flooded(SLOWED)
        if self._excess.held < 0 and not self._deaf:
            self._flooded(ENDED)

    @property
    def kind(self) -> Kind:
        """What this client is to the front."""
        pressed = self.typed is not None and self.typed.pressed
        if self.left <= (CPU_BURST - HASTE if pressed else 0.0):
            return Kind.HASTY
        return Kind.FREE if pressed else Kind.NEW

    @property
    def left(self) -> float:
        """CPU seconds left of this client's budget; negative after more was spent."""
        return self._budget.held

    @property
    def keeps_up(self) -> bool:
        """Whether the client takes what is sent to it."""
        return unsent(self._connection) <= self._most

    def pause(self) -> None:
        """Stop reading; further input waits in the kernel, and then with the client."""
        if transport := socket_of(self._connection):
            transport.pause_reading()

    def fileno(self) -> int:
        """Return the descriptor of the socket; negative if that is closed."""
        transport = socket_of(self._connection)
        return transport.get_extra_info("socket").fileno() if transport else -1

    def read_on(self) -> None:
        """Read again."""
        if transport := socket_of(self._connection):
            transport.resume_reading()

    def hang_up(self) -> None:
        """End: the client is gone."""
        self._connection.abort()

    def eof_received(self) -> None:
        """Tell the connection that its client sends no more, after all that it sent."""
        self._scheduler.forget(self)
        if self._piece:
            self.hand_on()
        self._connection.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the connection that it is closed."""
        self._scheduler.forget(self)
        self._connection.connection_lost(exc)


def _nothing(_what: str) -> None:
    """Tell nobody: the connection has ended."""
