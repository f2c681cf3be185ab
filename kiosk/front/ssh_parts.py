"""The private parts of asyncssh that the kiosk touches: what it would pile up is refused here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, cast

from kiosk.front import client
from kiosk.front.ssh import asyncssh

if TYPE_CHECKING:
    from asyncssh.packet import SSHPacket, SSHPacketLogger

IGNORE, GLOBAL_REQUEST, SUCCESS, FAILURE = 2, 80, 81, 82
"""Message numbers of RFC 4253 and 4254."""

KEEPALIVE = b"keepalive@openssh.com"

WINDOW, PACKET = 64 * 1024, 32 * 1024
"""Bytes that a client may send before it is told to go on, and in one packet."""

MAX_REQUESTS, MAX_DEFERRED, MAX_INPUT = 16, 256, 1024
"""Requests, deferred packets and pieces of input that may wait in one connection."""

MAX_UNREAD = 256 << 10
"""Bytes of messages that asyncssh may hold unread."""


class _Unlogged:
    """Notes no packet: nothing of a kiosk is logged, and asyncssh would make a line of each."""

    def log_sent_packet(
        self, pkttype: int, pktid: int | None, packet: bytes | SSHPacket, note: str = ""
    ) -> None:
        """Note nothing."""

    def log_received_packet(
        self, pkttype: int, pktid: int | None, packet: bytes | SSHPacket, note: str = ""
    ) -> None:
        """Note nothing."""


class SessionChannel(_Unlogged, asyncssh.SSHServerChannel[bytes]):
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


class LeanConnection(_Unlogged, asyncssh.SSHServerConnection):
    """A connection that answers global requests at once, where asyncssh would queue any number."""

    _packet_handlers = HANDLERS
    _heard = 0.0
    _kept: list[bytes] | None = None

    def _send(self, data: bytes) -> None:
        """Send a packet, or keep it for what is sent together."""
        if self._kept is None:
            super()._send(data)
        else:
            self._kept.append(data)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what is sent in the body at once: a client reads it in one piece."""
        self._kept = []
        try:
            yield
        finally:
            kept, self._kept = self._kept, None
            super()._send(b"".join(kept))

    def _reset_keepalive_timer(self) -> None:
        """Note when the client was heard: asyncssh would begin a timer anew at each packet."""
        self._heard = self._loop.time()
        if self._auth_complete and self._keepalive_timer is None:
            self._set_keepalive_timer()

    def _keepalive_timer_callback(self) -> None:
        """Ask a client that was silent for long enough; wait for the rest of it otherwise."""
        left = self._heard + self._keepalive_interval - self._loop.time()
        if left > 0:
            self._keepalive_timer = self._loop.call_later(left, self._keepalive_timer_callback)
        else:
            super()._keepalive_timer_callback()

    def send_packet(
        self, pkttype: int, *args: bytes, handler: SSHPacketLogger | None = None
    ) -> None:
        """Send a packet, and no empty one before it: that is for CBC, which we do not offer."""
        if pkttype != IGNORE:
            super().send_packet(pkttype, *args, handler=handler)


def together(connection: asyncssh.SSHServerConnection) -> AbstractContextManager[None]:
    """Have all that is sent meanwhile be sent at once."""
    return cast("LeanConnection", connection).together()


def make_lean(connection: asyncssh.SSHServerConnection) -> None:
    """Have a new connection of asyncssh, which offers no way to choose its type, be a lean one."""
    connection.__class__ = LeanConnection


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


class _Reply:
    """Waits for a reply in place of a future, which would tell of it only after the next key."""

    def __init__(self, then: Callable[[], None]) -> None:
        self._then = then

    def cancelled(self) -> bool:
        """Return whether nobody waits any more."""
        return False

    def set_result(self, _result: object) -> None:
        """Tell that it has come, or that the connection has ended."""
        self._then()


def ask_for_reply(connection: asyncssh.SSHServerConnection, then: Callable[[], None]) -> None:
    """Have a client reply to what every client knows, once it has read all that was sent."""
    if connection._transport:
        waiting: list[object] = connection._global_request_waiters  # type: ignore[assignment]
        waiting.append(_Reply(then))
        connection._send_global_request(KEEPALIVE, want_reply=True)


def send_refusal(connection: asyncssh.SSHServerConnection, code: int, why: str, lang: str) -> None:
    """Send the reason of a disconnect, and leave the connection open so that it can be read."""
    connection._send_disconnect(code, why, lang)


def break_cycle(connection: asyncssh.SSHServerConnection) -> None:
    """Drop an ended connection's reference to itself, so that it is freed at once."""
    connection._recv_handler = _hears_nothing


def _hears_nothing() -> bool:
    return False
