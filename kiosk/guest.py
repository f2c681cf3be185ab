"""One connection: let in by the door, asked for no name, and allowed one session."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk import inner
from kiosk.door import FULL, household
from kiosk.ssh import asyncssh
from kiosk.visit import Visit
from kiosk.wire import Wire

if TYPE_CHECKING:
    from kiosk.kiosk import Kiosk

USER_TIMEOUT = 18
"""TCP_USER_TIMEOUT, which Python names on some systems only."""

GONE_AFTER = 30_000
"""So many milliseconds may pass until what was sent has arrived."""

UNSENT = 65_536
"""So little waits in the system itself for a slow reader; by itself it would let it be MiB."""

TOLD, MOST_TOLD = 1.0, 32
"""So many seconds whoever is turned away has to read why, and so many of them at the same time."""

PARTING = 5.0
WINDOW, PACKET = 64 * 1024, 32 * 1024


class Guest(asyncssh.SSHServer):
    """A connection; anyone may log in, and nothing of who they are is kept."""

    def __init__(self, kiosk: Kiosk) -> None:
        """Come to the door."""
        self._kiosk = kiosk
        self.environment: dict[str, str] = {}
        self.visit: Visit | None = None
        self.house = ""
        self.seated = False
        self._inside = False
        self._loop = asyncio.get_running_loop()
        self._waits: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def unsent(self) -> int:
        """So many bytes wait here to leave."""
        return inner.unsent(self._connection)

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Let in, or turn away before any costly key was made."""
        self._connection = conn
        inner.keep_nothing_asked(conn)
        self._wire = Wire(conn, self._kiosk.config.limits.shown_waiting)
        self.house = household(str((conn.get_extra_info("peername") or ("",))[0]))
        reason = self._kiosk.enter(self)
        self._inside = not reason
        if reason:
            # Only after our version, which follows this call: no client understands a word before.
            self._loop.call_soon(self._turn_away, self._kiosk.words(f"kiosk.{reason}"))
        elif sock := conn.get_extra_info("socket"):
            sock.setsockopt(socket.IPPROTO_TCP, USER_TIMEOUT, GONE_AFTER)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNSENT)

    def _turn_away(self, why: str) -> None:
        """Say why, and wait a little until that was read: who hangs up at once tears it away."""
        if inner.transport(self._connection):
            self._wire.deafen()
            code, language = asyncssh.DISC_TOO_MANY_CONNECTIONS, self._kiosk.terms.language
            inner.turn_away(self._connection, code, why, language)
            self._kiosk.told.add(self)
            few = len(self._kiosk.told) <= MOST_TOLD
            self._wait(TOLD if few else 0, self._connection.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave, and let go of all that knows this person: nothing may keep it from being freed."""
        self._stop_waiting()
        self._kiosk.told.discard(self)
        self._go()
        self.visit = self._wire.channel = None
        inner.let_go(self._connection)

    def _go(self) -> None:
        self._inside = False
        self._kiosk.leave(self)

    def begin_auth(self, username: str) -> bool:
        """Ask nobody who they are."""
        return False

    def auth_completed(self) -> None:
        """Wait so long for a session and no longer."""
        self._wait(self._kiosk.config.people.screen_seconds, self.close)

    def session_requested(self) -> tuple[inner.Channel, Visit] | bool:
        """Allow one session; a second one on the same connection is refused."""
        if self.visit or not self._inside:
            return False
        self.visit = Visit(self, self._kiosk)
        settled = (True, False, False, 0, 1024, None, "strict", WINDOW, PACKET)
        channel = inner.Channel(self._connection, self._loop, *settled)
        channel.sent = self.environment
        self._wire.channel = channel
        return channel, self.visit

    @property
    def pressed(self) -> bool:
        """Whether this person has pressed a key."""
        return self.visit is not None and self.visit.pressed

    def sit(self) -> str:
        """Take a place; say why there is none."""
        return self._kiosk.sit(self)

    def make_room(self) -> None:
        """Go, so that somebody else can come."""
        self._go()
        if self.visit:
            self.leave(f"kiosk.{FULL}")
        else:
            self._turn_away(self._kiosk.words(f"kiosk.{FULL}"))

    def begun(self, task: asyncio.Task[None]) -> None:
        """Keep the beginning of the visit, so that it is not forgotten half-way."""
        self._task = task
        self._stop_waiting()

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop_waiting()
        self._waits = self._loop.call_later(seconds, then)

    def _stop_waiting(self) -> None:
        if self._waits:
            self._waits.cancel()

    def closing(self, seconds: int) -> None:
        """Hear that the kiosk closes."""
        if self.visit:
            self.visit.closing(seconds)

    def leave(self, sentence: str) -> None:
        """Go now, with a sentence for whoever sees a screen: they hang up when they have it."""
        if self.visit:
            self.visit.leave(sentence)
            self.part()
        else:
            self.close()

    def part(self) -> None:
        """Wait a little for the client to hang up, and no longer."""
        self._wait(PARTING, self._connection.abort)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
