"""One person's session: what they type and how large their window is, what they are shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from kiosk import client
from kiosk.bucket import Bucket
from kiosk.keys import Typed
from kiosk.request import Request
from kiosk.ssh import asyncssh
from screens.leaving import clearing, wipe

if TYPE_CHECKING:
    from kiosk.guest import Guest
    from kiosk.kiosk import Kiosk
    from kiosk.share import Share

RESIZES = 0.05
"""A window that is being dragged is drawn anew once in so many seconds, at its last size."""

CATCHES_UP = 0.05
"""After so many seconds it is looked at again whether a slow reader has caught up."""

QUEUE = 1024
"""So many messages may wait for a worker; then the client is let wait, too.

It is more than the budget for typing grants at once: whoever floods is to be seen, and sent away.
"""


class Visit(asyncssh.SSHServerSession[bytes]):
    """A session on a channel; `share` is None before it begins and after it has ended."""

    def __init__(self, guest: Guest, kiosk: Kiosk) -> None:
        """Start without a terminal."""
        self._guest, self._kiosk = guest, kiosk
        self._loop = asyncio.get_running_loop()
        limits = kiosk.config.limits
        self._limits = limits
        self._budget = Bucket(limits.typed_burst, limits.typed_a_second, self._loop.time)
        self._excess = 0
        self._typed = Typed(self._loop.time)
        self._term: str | None = None
        self._size = (client.WIDE, client.HIGH)
        self._resize: asyncio.TimerHandle | None = None
        self._resized = 0.0
        self._catch_up: asyncio.TimerHandle | None = None
        self._stalled = self._behind = False
        self._since: float | None = None
        self._early = bytearray()
        self._request: Request | None = None
        self.share: Share | None = None
        self.over = False

    @property
    def pressed(self) -> bool:
        """Whether this person has pressed a key."""
        return self._typed.pressed

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Keep the channel."""
        self._channel = chan
        chan.set_write_buffer_limits(self._limits.shown_waiting)

    def pty_requested(
        self, term_type: str, term_size: tuple[int, int, int, int], term_modes: object
    ) -> bool:
        """Take the terminal as it is."""
        self._term, self._size = term_type, client.size(*term_size[:2])
        return True

    def shell_requested(self) -> bool:
        """Serve this, and nothing else: commands and subsystems are refused by default."""
        return True

    def session_started(self) -> None:
        """Begin, or say why not."""
        if self._term is None:
            self.say("kiosk.no_terminal", 1)
            return
        if reason := self._guest.sit():
            self.say(f"kiosk.{reason}", 1)
            return
        sent = self._guest.environment
        request = self._kiosk.request(client.environment(self._term, sent), self._size)
        self._request = request
        if not request.setting.plain:
            self.shown(self._kiosk.first_frame(request))
        self._guest.begun(self._loop.create_task(self._begin(request)))

    async def _begin(self, request: Request) -> None:
        """Find somebody to serve this person; keys typed meanwhile wait."""
        try:
            share = await self._kiosk.serve(self, request)
        except OSError:
            self.ended(None)
            return
        if self.over:
            share.end()
            return
        self.share = share
        share.typed(bytes(self._early))
        share.sized(*self._size)

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        """Look for the leaving keys, then hand on as much as one person can mean to type."""
        if self.over:
            return
        granted = int(self._budget.take(len(data)))
        self._excess += len(data) - granted
        if self._typed.leaves(data, granted) or self._excess > self._limits.typed_excess:
            self.leave()
        elif granted:
            self._hand_on(data[:granted])

    def _hand_on(self, data: bytes) -> None:
        if self.share is None:
            self._early += data
            return
        self._since = self._loop.time()
        self.share.typed(data)
        if self.share.pipe.waiting > QUEUE:
            self._channel.pause_reading()
            self._later()

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        """Hand on the last of many sizes."""
        self._size = client.size(width, height)
        if self._resize is None and not self.over:
            wait = max(0.0, self._resized + RESIZES - self._loop.time())
            self._resize = self._loop.call_later(wait, self._size_now)

    def _size_now(self) -> None:
        self._resize, self._resized = None, self._loop.time()
        if self.share:
            self.share.sized(*self._size)

    def shown(self, data: bytes) -> None:
        """Send what is to be shown; let more of it wait where it is made until this was read."""
        if self.over:
            return
        if self._since is not None:
            self._kiosk.metrics.latency.observe(self._loop.time() - self._since)
            self._since = None
        self._channel.write(data)
        self._see_behind()

    def pause_writing(self) -> None:
        """Let what is to be shown wait: the client has no room for it."""
        self._stalled = True
        self._read()

    def resume_writing(self) -> None:
        """Go on."""
        self._stalled = False
        self._read()

    def _read(self) -> None:
        if self.share:
            self.share.pipe.read(on=not (self._stalled or self._behind))

    def _see_behind(self) -> None:
        """See whether too much waits in this process: the transport does not tell by itself."""
        self._behind = self._guest.unsent > self._limits.shown_waiting
        self._read()
        if self._behind:
            self._later()

    def _later(self) -> None:
        if self._catch_up is None:
            self._catch_up = self._loop.call_later(CATCHES_UP, self._look_again)

    def _look_again(self) -> None:
        """See whether a slow side has caught up."""
        self._catch_up = None
        if self.over:
            return
        self._see_behind()
        if self.share and self.share.pipe.waiting > QUEUE:
            self._later()
        else:
            self._channel.resume_reading()

    def ended(self, status: int | None) -> None:
        """End as the check has ended; where it broke, wipe, and say so in one sentence."""
        if status == 0:
            self._close(0)
        elif not self.over:
            self._kiosk.metrics.restarts.inc()
            self._wipe()
            self.say("kiosk.broke", 1)

    def closing(self, seconds: int) -> None:
        """Let the person know that the kiosk closes soon."""
        if self.share:
            self.share.pipe.closes(seconds)

    def leave(self, sentence: str = "") -> None:
        """Wipe, and go at once."""
        if not self.over:
            self._wipe()
            if sentence:
                self.say(sentence, 0)
            self._close(0)

    def _wipe(self) -> None:
        if self._request:
            setting = self._request.setting
            blank = clearing(setting) if setting.plain else wipe(setting)
            self._channel.write(blank.encode())

    def say(self, sentence: str, status: int) -> None:
        """Say one sentence, and end."""
        self._channel.write(self._kiosk.words(sentence).encode() + b"\r\n")
        self._close(status)

    def _close(self, status: int) -> None:
        if not self.over:
            self.over = True
            self._channel.exit(status)
            self._forget()
            self._guest.part()

    def break_received(self, msec: int) -> bool:
        """Take a break for the wish to leave."""
        self.leave()
        return True

    def eof_received(self) -> bool:
        """Nobody types any more: leave."""
        self.leave()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget this person; the connection has no other use."""
        self.over = True
        self._forget()
        self._guest.close()

    def _forget(self) -> None:
        for handle in (self._resize, self._catch_up):
            if handle:
                handle.cancel()
        self._early.clear()
        if self.share:
            self.share.end()
            self.share = None
