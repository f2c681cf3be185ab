"""One SSH connection: its socket and bounds, admitted or refused, and allowed one session."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.front import client
from kiosk.front.admission import FULL, TokenBucket, source_network
from kiosk.front.kiosk import Kiosk
from kiosk.front.session import Session
from kiosk.front.ssh import asyncssh

if TYPE_CHECKING:
    from asyncssh.packet import SSHPacket

GLOBAL_REQUEST, SUCCESS, FAILURE = 80, 81, 82
"""Message numbers of RFC 4254."""

KEEPALIVE = b"keepalive@openssh.com"

WINDOW, PACKET = 64 * 1024, 32 * 1024
"""Bytes that a client may send before it is told to go on, and in one packet."""

MAX_REQUESTS, MAX_DEFERRED, MAX_INPUT = 16, 256, 1024
"""Requests, deferred packets and pieces of input that may wait in one connection."""

MAX_UNREAD = 256 << 10
"""Bytes of messages that asyncssh may hold unread."""

READ_BYTES = 4096
"""Bytes read at one time; other connections have their turn before the next."""

CPU_BURST, CPU_SHARE = 0.3, 0.02
"""CPU seconds that the input of one client may cost: at one moment, and each second."""

MAX_REPLIES = 65_536
"""Bytes of replies that may wait to be sent, beside the output of a session."""

RECHECK = 0.05
"""Seconds until it is checked again whether a paused client may be read."""


class SessionChannel(asyncssh.SSHServerChannel[bytes]):
    """A channel that accepts few variables, and answers each request at once."""

    sent: dict[str, str]
    named = 0

    def _process_env_request(self, packet: SSHPacket) -> bool:
        key, value = packet.get_string(), packet.get_string()
        packet.check_end()
        self.named += 1
        if self.named > client.MAX_VARIABLES:
            self._conn.abort()
        known = client.accepted(key, value)
        self.sent.update(known)
        return bool(known)

    def _process_x11_req_request(self, packet: SSHPacket) -> bool:
        return False

    def _process_auth_agent_req_at_openssh_dot_com_request(self, packet: SSHPacket) -> None:
        self._report_response(False)


def open_channel(connection: asyncssh.SSHServerConnection, sent: dict[str, str]) -> SessionChannel:
    """Return a channel for one session, which notes accepted variables in `sent`."""
    channel = SessionChannel(
        connection, asyncio.get_running_loop(),
        allow_pty=True, line_editor=False, line_echo=False, line_history=0,
        max_line_length=1024, encoding=None, errors="strict", window=WINDOW, max_pktsize=PACKET,
    )  # fmt: skip
    channel.sent = sent
    return channel


def _reply(
    connection: asyncssh.SSHServerConnection, _kind: int, _number: int, packet: SSHPacket
) -> None:
    """Answer a global request at once; only a keepalive is granted."""
    granted = packet.get_string() == KEEPALIVE
    if packet.get_boolean():
        connection.send_packet(SUCCESS if granted else FAILURE)


HANDLERS = {**asyncssh.SSHServerConnection._packet_handlers, GLOBAL_REQUEST: _reply}


def answer_at_once(connection: asyncssh.SSHServerConnection) -> None:
    """Have each global request answered as it comes; asyncssh would queue any number of them."""
    connection._packet_handlers = HANDLERS


def socket_of(connection: asyncssh.SSHServerConnection) -> asyncio.Transport | None:
    """Return the connection's transport; None once it is closed."""
    return connection._transport


def unsent(connection: asyncssh.SSHServerConnection) -> int:
    """Return how many bytes wait in this process to be sent."""
    transport = connection._transport
    waits = sum(len(part) for _, parts in connection._deferred_packets for part in parts)
    return waits + (transport.get_write_buffer_size() if transport else 0)


def piles_up(connection: asyncssh.SSHServerConnection, channel: SessionChannel | None) -> bool:
    """Return whether more waits here than any client that means well can cause."""
    deferred, unread = len(connection._deferred_packets), len(connection._inpbuf)
    if deferred > MAX_DEFERRED or unread > MAX_UNREAD:
        return True
    if channel is None:
        return False
    return len(channel._request_queue) > MAX_REQUESTS or len(channel._recv_buf) > MAX_INPUT


def send_refusal(connection: asyncssh.SSHServerConnection, code: int, why: str, lang: str) -> None:
    """Send the reason of a disconnect, and leave the connection open so that it can be read."""
    connection._send_disconnect(code, why, lang)


def break_cycle(connection: asyncssh.SSHServerConnection) -> None:
    """Drop an ended connection's reference to itself, so that it is freed at once."""
    connection._recv_handler = _hears_nothing


def _hears_nothing() -> bool:
    return False


class Throttle(asyncio.Protocol):
    """Reads a client for its connection; pauses it when its input costs too much, or ends it."""

    channel: SessionChannel | None = None

    def __init__(self, connection: asyncssh.SSHServerConnection, output: int) -> None:
        """Take the connection's place at its transport; `output` bytes may wait to be sent."""
        self._connection, self._most = connection, output + MAX_REPLIES
        self._loop = asyncio.get_running_loop()
        self._budget = TokenBucket(CPU_BURST, CPU_SHARE, self._loop.time)
        self._check: asyncio.TimerHandle | None = None
        self._deaf = False
        if transport := socket_of(connection):
            transport.set_protocol(self)
            transport.max_size = READ_BYTES  # type: ignore[attr-defined]  # it has no public name

    def deafen(self) -> None:
        """Ignore all input from now on, and notice only that the client has hung up."""
        self._deaf = True

    def data_received(self, data: bytes) -> None:
        """Hand on one piece of input, and note the CPU time that it cost."""
        if self._deaf:
            return
        before = time.thread_time()
        self._connection.data_received(data)
        self._budget.spend(time.thread_time() - before)
        if piles_up(self._connection, self.channel):
            self._connection.abort()
        elif not self._may_speak:
            self._pause()

    @property
    def _may_speak(self) -> bool:
        return self._budget.held > 0 and unsent(self._connection) <= self._most

    def _pause(self) -> None:
        """Stop reading; further input waits in the kernel, and then with the client."""
        if transport := socket_of(self._connection):
            transport.pause_reading()
            self._check = self._loop.call_later(RECHECK, self._recheck)

    def _recheck(self) -> None:
        transport = socket_of(self._connection)
        if transport and self._may_speak:
            transport.resume_reading()
        elif transport:
            self._check = self._loop.call_later(RECHECK, self._recheck)

    def eof_received(self) -> None:
        """Tell the connection that its client sends no more."""
        self._connection.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the connection that it is closed."""
        if self._check:
            self._check.cancel()
        self._connection.connection_lost(exc)


USER_TIMEOUT = 18
"""TCP_USER_TIMEOUT, which Python names on some systems only."""

UNACKNOWLEDGED_MS = 30_000
"""Milliseconds in which a client must acknowledge what was sent."""

SEND_BUFFER = 65_536
"""Bytes of the kernel's send buffer; by default it would take MiB for a slow reader."""

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
        self.network = ""
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
        answer_at_once(conn)
        self._throttle = Throttle(conn, self._kiosk.config.limits.shown_waiting)
        self.network = source_network(str((conn.get_extra_info("peername") or ("",))[0]))
        reason = self._kiosk.admit(self)
        self._inside = not reason
        if reason:
            # Only after our version, which follows this call: no client reads a message before.
            self._loop.call_soon(self._turn_away, self._kiosk.words(f"kiosk.{reason}"))
        elif sock := conn.get_extra_info("socket"):
            sock.setsockopt(socket.IPPROTO_TCP, USER_TIMEOUT, UNACKNOWLEDGED_MS)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)

    def _turn_away(self, why: str) -> None:
        """Send the reason, and wait until it was read: hanging up at once would destroy it."""
        if socket_of(self._connection):
            self._throttle.deafen()
            code, language = asyncssh.DISC_TOO_MANY_CONNECTIONS, self._kiosk.terms.language
            send_refusal(self._connection, code, why, language)
            self._kiosk.turned_away.add(self)
            few = len(self._kiosk.turned_away) <= MAX_REFUSED
            self._after(REFUSAL_SECONDS if few else 0, self._connection.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave, and drop all references to this person, so that they are freed."""
        self._stop_timer()
        self._kiosk.turned_away.discard(self)
        self._go()
        self.session = self._throttle.channel = None
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
        self._throttle.channel = channel
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

    def part(self) -> None:
        """Wait for the client to hang up, for a limited time."""
        self._after(PARTING_SECONDS, self._connection.abort)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
