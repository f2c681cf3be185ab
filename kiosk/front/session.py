"""One person's session: bytes typed and window sizes go in, output comes out, at bounded rates."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from kiosk.front import client
from kiosk.front.admission import Admitted, TokenBucket
from kiosk.front.input.arrival import Arrival
from kiosk.front.input.starts import Start
from kiosk.front.kiosk import Kiosk
from kiosk.front.pool import WorkerSlot
from kiosk.front.ssh import asyncssh
from kiosk.wire import SessionRequest

RECHECK = 0.05
"""Seconds until it is checked again whether a slow side has caught up."""

MAX_QUEUED = 1024
"""Messages that wait for a worker, at most: more than the budget for typing grants in a burst."""

SHOWN_BURST, SHOWN_A_SECOND, MESSAGE = 4 << 20, 1 << 20, 4096
"""Bytes that a worker may show one person at one moment and for long; what each message costs."""


class SessionOwner(Admitted, Protocol):
    """What a session needs of its connection; `environment` holds the variables accepted."""

    environment: dict[str, str]

    @property
    def unsent(self) -> int:
        """Bytes that wait in this process to be sent."""

    def together(self) -> AbstractContextManager[None]:
        """Have all that is sent meanwhile be sent at once."""

    def begun(self, task: asyncio.Task[None]) -> None:
        """Keep the task that begins the session."""

    def ask(self, then: Callable[[], None]) -> None:
        """Have the client reply, and call this once it has read all that was sent to it."""

    def part(self) -> None:
        """Wait for the client to hang up, for a limited time."""

    def close(self) -> None:
        """End the connection."""


class Session(asyncssh.SSHServerSession[bytes]):
    """A session on a channel; `slot` is None before it begins and after it has ended."""

    def __init__(self, owner: SessionOwner, kiosk: Kiosk) -> None:
        """Start without a terminal."""
        self._owner, self._kiosk = owner, kiosk
        self._loop = asyncio.get_running_loop()
        self._most_unsent = kiosk.config.limits.shown_waiting
        self.input = client.TypedInput(kiosk.config.limits, self._loop.time)
        self._term: str | None = None
        self._size = (client.COLUMNS, client.ROWS)
        self._resize: asyncio.TimerHandle | None = None
        self.redraws = client.Redraws(self._loop.time)
        self._catch_up: asyncio.TimerHandle | None = None
        self._stalled = self._behind = False
        self._output = TokenBucket(SHOWN_BURST, SHOWN_A_SECOND, self._loop.time)
        self._typed_at: float | None = None
        self._early = bytearray()
        self._arrival, self._replies = Arrival(owner.ask, self._arrived, self._sent), False
        self._request: SessionRequest | None = None
        self._start: Start | None = None
        self.slot: WorkerSlot | None = None
        self.over = False

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Keep the channel."""
        self._channel = chan
        chan.set_write_buffer_limits(self._most_unsent)

    def pty_requested(
        self, term_type: str, term_size: tuple[int, int, int, int], term_modes: object
    ) -> bool:
        """Accept any terminal."""
        self._term, self._size = term_type, client.size(*term_size[:2])
        return True

    def shell_requested(self) -> bool:
        """Accept a shell, and nothing else: commands and subsystems are refused by default."""
        return True

    def session_started(self) -> None:
        """Begin, or tell the person why not."""
        if self._term is None:
            self.say("kiosk.no_terminal", 1)
            return
        if reason := self._kiosk.give_place(self._owner):
            self.say(f"kiosk.{reason}", 1)
            return
        environment = client.environment(self._term, self._owner.environment)
        request = self._kiosk.request(environment, self._size)
        self._request = request
        if not request.setting.plain:
            self.shown(self._kiosk.first_frame(request))
            self._arrival.begin()
        self._owner.begun(self._loop.create_task(self._begin(request)))

    async def _begin(self, request: SessionRequest) -> None:
        """Find a worker for this person, in their turn; bytes typed meanwhile wait."""
        self._start = await self._kiosk.starts.begin(self._owner.site)
        try:
            slot = None if self.over else await self._served(request)
        except OSError:
            self.ended(None)
            slot = None
        if slot and not self.over:
            self._serve(slot, request)
            return
        if slot:
            slot.end()
        self._started()

    async def _served(self, request: SessionRequest) -> WorkerSlot:
        return await self._kiosk.serve(request, self.shown, self.ended, self._turned)

    def _serve(self, slot: WorkerSlot, request: SessionRequest) -> None:
        self.slot = slot
        if self._replies:
            slot.pipe.arrived(0)
        slot.typed(bytes(self._early))
        if self._size != request.size:
            slot.sized(*self._size)

    def _arrived(self, turns: int) -> None:
        """Tell the worker that the client replied, and so whether it ever does."""
        self._replies = True
        if self.slot:
            self.slot.pipe.arrived(turns)

    def _started(self) -> None:
        """Let somebody else begin: this visit has shown something, or never will."""
        if self._start:
            self._start.end()

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        """Look for the leaving keys, then hand on as much as the budget for typing grants."""
        if self.over:
            return
        granted = self.input.take(data)
        if granted is None:
            self.leave()
        elif granted:
            self._hand_on(granted)

    def _hand_on(self, data: bytes) -> None:
        if self.slot is None:
            self._early += data
            return
        self._typed_at = self._loop.time()
        self.slot.typed(data)
        if self.slot.pipe.waiting > MAX_QUEUED:
            self._channel.pause_reading()
            self._later()

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        """Hand on the last of many window sizes."""
        self._size = client.size(width, height)
        if self._resize is None and not self.over:
            self._resize = self._loop.call_later(self.redraws.wait, self._size_now)

    def _size_now(self) -> None:
        self._resize = None
        self.redraws.spend()
        if self.slot:
            self.slot.sized(*self._size)

    def shown(self, data: bytes) -> None:
        """Send output; further output waits in the worker until the client has read enough."""
        if self.over:
            return
        self._started()
        if self._typed_at is not None:
            self._kiosk.metrics.latency.observe(self._loop.time() - self._typed_at)
            self._typed_at = None
        self._channel.write(data)
        self._output.spend(MESSAGE + len(data))
        self._check_unsent()

    def _turned(self, data: bytes) -> None:
        """Send what may show another page, and ask whether it has come."""
        with self._owner.together():
            self.shown(data)
            self._arrival.turned()
        self._check_unsent()

    def _sent(self) -> bool:
        """Whether all that was shown is on its way; the client may have left no room for it."""
        if waits := bool(self._channel.get_write_buffer_size()):
            self._later()
        return not waits

    def pause_writing(self) -> None:
        """Leave output with the worker: the client has no room for it."""
        self._stalled = True
        self._read()

    def resume_writing(self) -> None:
        """Read output again."""
        self._stalled = False
        self._read()

    def _read(self) -> None:
        if self.slot:
            self.slot.pipe.read(on=not (self._stalled or self._behind))

    def _check_unsent(self) -> None:
        """Check whether too much waits here, of which asyncssh tells in part, or was shown."""
        self._behind = self._owner.unsent > self._most_unsent or self._output.held <= 0
        self._read()
        if self._behind:
            self._later()

    def _later(self) -> None:
        if self._catch_up is None:
            self._catch_up = self._loop.call_later(RECHECK, self._recheck)

    def _recheck(self) -> None:
        """Check whether a slow side has caught up."""
        self._catch_up = None
        if self.over:
            return
        self._check_unsent()
        self._arrival.ask_on()
        if self.slot and self.slot.pipe.waiting > MAX_QUEUED:
            self._later()
        else:
            self._channel.resume_reading()

    def ended(self, status: int | None) -> None:
        """End as the worker has ended; if it broke off, wipe, and tell so in one sentence."""
        if status == 0:
            self._close(0)
        elif not self.over:
            self._kiosk.metrics.restarts.inc()
            self._wipe()
            self.say("kiosk.broke", 1)

    def closing(self, seconds: int) -> None:
        """Tell the person that the kiosk closes in some seconds."""
        if self.slot:
            self.slot.pipe.closes(seconds)

    def leave(self, sentence: str = "") -> None:
        """Wipe the window, and end at once."""
        if not self.over:
            self._wipe()
            if sentence:
                self.say(sentence, 0)
            self._close(0)

    def _wipe(self) -> None:
        if self._request:
            self._channel.write(client.blank(self._request.setting))

    def say(self, sentence: str, status: int) -> None:
        """Write one sentence, and end."""
        self._channel.write(self._kiosk.words(sentence).encode() + b"\r\n")
        self._close(status)

    def _close(self, status: int) -> None:
        if not self.over:
            self.over = True
            self._channel.exit(status)
            self._forget()
            self._owner.part()

    def break_received(self, msec: int) -> bool:
        """Leave: a break signal means that."""
        self.leave()
        return True

    def eof_received(self) -> bool:
        """Leave: nothing more will be typed."""
        self.leave()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Drop all references to this person, and end the connection."""
        self.over = True
        self._forget()
        self._owner.close()

    def _forget(self) -> None:
        for handle in (self._resize, self._catch_up):
            if handle:
                handle.cancel()
        self._early.clear()
        self._arrival.let_go()
        self._started()
        if self.slot:
            self.slot.end()
            self.slot = None
