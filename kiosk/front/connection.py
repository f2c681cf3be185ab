"""One SSH connection: admitted or refused, allowed one session, and ended with a reason."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager

from kiosk.front.admission import FLOOD, FULL, source_network, source_site
from kiosk.front.input.throttle import ENDED, Throttle
from kiosk.front.kiosk import Kiosk
from kiosk.front.session import Session
from kiosk.front.ssh import asyncssh
from kiosk.front.ssh_parts import (
    SessionChannel,
    ask_for_reply,
    break_cycle,
    make_lean,
    open_channel,
    send_refusal,
    socket_of,
    together,
    unsent,
)

USER_TIMEOUT = 18
"""TCP_USER_TIMEOUT, which Python names on some systems only."""

UNACKNOWLEDGED_MS = 30_000
"""Milliseconds in which a client must acknowledge what was sent."""

BUFFER = 65_536
"""Bytes of each of the kernel's two buffers; by default it would take MiB for a slow side."""

REFUSAL_SECONDS = 1.0
"""Seconds a refused client may stay to read the reason."""

MAX_REFUSED = 32
"""Refused clients that may stay at one time; further ones are closed at once."""

PARTING_SECONDS = 5.0
"""Seconds a client may take to hang up after its session has ended."""


class Connection(asyncssh.SSHServer):
    """A connection; anyone may log in, and nothing of who they are is kept."""

    def __init__(self, kiosk: Kiosk) -> None:
        """Start outside."""
        self._kiosk = kiosk
        self.environment: dict[str, str] = {}
        self.session: Session | None = None
        self.network = self.site = ""
        self.placed = False
        self._inside = False
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def unsent(self) -> int:
        """Bytes that wait in this process to be sent."""
        return unsent(self._connection)

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Admit or refuse, before any costly key exchange."""
        self._connection = conn
        make_lean(conn)
        output, scheduler = self._kiosk.config.limits.shown_waiting, self._kiosk.scheduler
        self._throttle = Throttle(conn, output, scheduler, self._flooded)
        address = str((conn.get_extra_info("peername") or ("",))[0])
        self.network, self.site = source_network(address), source_site(address)
        reason = self._kiosk.admit(self)
        self._inside = not reason
        if reason:
            # Only after our version, which follows this call: no client reads a message before.
            self._loop.call_soon(self._turn_away, self._kiosk.words(f"kiosk.{reason}"))
        elif sock := conn.get_extra_info("socket"):
            sock.setsockopt(socket.IPPROTO_TCP, USER_TIMEOUT, UNACKNOWLEDGED_MS)
            for which in (socket.SO_SNDBUF, socket.SO_RCVBUF):
                sock.setsockopt(socket.SOL_SOCKET, which, BUFFER)

    def _turn_away(self, why: str, code: int = asyncssh.DISC_TOO_MANY_CONNECTIONS) -> None:
        """Send the reason, and wait until it was read: hanging up at once would destroy it."""
        if socket_of(self._connection):
            self._throttle.deafen()
            send_refusal(self._connection, code, why, self._kiosk.terms.language)
            self._kiosk.turned_away.add(self)
            few = len(self._kiosk.turned_away) <= MAX_REFUSED
            self._after(REFUSAL_SECONDS if few else 0, self._connection.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave, and drop all references to this person, so that they are freed."""
        self._stop_timer()
        self._kiosk.turned_away.discard(self)
        self._go()
        self.session = None
        self._throttle.let_go()
        break_cycle(self._connection)

    def _go(self) -> None:
        self._inside = False
        self._kiosk.release(self)

    def begin_auth(self, username: str) -> bool:
        """Ask nobody who they are."""
        return False

    def auth_completed(self) -> None:
        """Wait for a session, for a limited time."""
        self._after(self._kiosk.config.people.screen_seconds, self.close)

    def session_requested(self) -> tuple[SessionChannel, Session] | bool:
        """Allow one session; a second one on the same connection is refused."""
        if self.session or not self._inside:
            return False
        self.session = Session(self, self._kiosk)
        channel = open_channel(self._connection, self.environment)
        self._throttle.channel, self._throttle.typed = channel, self.session.input
        return channel, self.session

    @property
    def pressed(self) -> bool:
        """Whether this person has pressed a key."""
        return self.session is not None and self.session.input.pressed

    def evict(self) -> None:
        """End, so that another connection can come."""
        self._go()
        if self.session:
            self.leave(f"kiosk.{FULL}")
        else:
            self._turn_away(self._kiosk.words(f"kiosk.{FULL}"))

    def _flooded(self, what: str) -> None:
        """Count a flood; one that does not end by itself is ended, with the reason."""
        self._kiosk.metrics.floods.labels(what).inc()
        if self.session:
            self.session.redraws.slow()
        if what == ENDED:
            self._go()
            if self.session:
                self.session.leave(f"kiosk.{FLOOD}")
            why, code = self._kiosk.words(f"kiosk.{FLOOD}"), asyncssh.DISC_BY_APPLICATION
            self._turn_away(why, code)

    def begun(self, task: asyncio.Task[None]) -> None:
        """Keep the task that begins the session: the event loop alone would not hold it."""
        self._task = task
        self._stop_timer()

    def _after(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop_timer()
        self._timer = self._loop.call_later(seconds, then)

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()

    def closing(self, seconds: int) -> None:
        """Tell the person that the kiosk closes in some seconds."""
        if self.session:
            self.session.closing(seconds)

    def leave(self, sentence: str) -> None:
        """End now; a person with a session is told why, and their client hangs up."""
        if self.session:
            self.session.leave(sentence)
            self.part()
        else:
            self.close()

    def together(self) -> AbstractContextManager[None]:
        """Have all that is sent meanwhile be sent at once."""
        return together(self._connection)

    def ask(self, then: Callable[[], None]) -> None:
        """Have the client reply, and call this once it has read all that was sent to it."""
        ask_for_reply(self._connection, then)

    def part(self) -> None:
        """Wait for the client to hang up, for a limited time."""
        self._after(PARTING_SECONDS, self._connection.abort)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
