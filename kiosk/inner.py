"""The inner parts of asyncssh 2.24.1 that the kiosk rests on: no other file here touches them.

Of a connection: `_transport`, `_send_disconnect`, `_packet_handlers`, `_deferred_packets`,
`_inpbuf` and `_recv_handler`; of a channel: `_conn`, `_recv_buf`, `_request_queue`,
`_report_response` and what a request is answered by. Tests pin each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import client
from kiosk.ssh import asyncssh

if TYPE_CHECKING:
    import asyncio

    from asyncssh.packet import SSHPacket

GLOBAL_REQUEST, SUCCESS, FAILURE = 80, 81, 82
"""Numbers of messages, from RFC 4254."""

ALIVE = b"keepalive@openssh.com"

MOST_ASKED, MOST_ANSWERS, MOST_TYPED = 16, 256, 1024
"""So many requests, answers and pieces of what is typed may wait in one connection."""

MOST_HEARD = 256 << 10
"""So many bytes of messages may wait there to be read."""


class Channel(asyncssh.SSHServerChannel[bytes]):
    """A channel that takes few variables, and answers each request at once."""

    sent: dict[str, str]
    named = 0

    def _process_env_request(self, packet: SSHPacket) -> bool:
        key, value = packet.get_string(), packet.get_string()
        packet.check_end()
        self.named += 1
        if self.named > client.MOST_NAMED:
            self._conn.abort()
        known = client.heard(key, value)
        self.sent.update(known)
        return bool(known)

    def _process_x11_req_request(self, packet: SSHPacket) -> bool:
        return False

    def _process_auth_agent_req_at_openssh_dot_com_request(self, packet: SSHPacket) -> None:
        self._report_response(False)


def _answer(
    connection: asyncssh.SSHServerConnection, _kind: int, _number: int, packet: SSHPacket
) -> None:
    """Answer a request to the whole connection at once: a sign of life is all that is granted."""
    granted = packet.get_string() == ALIVE
    if packet.get_boolean():
        connection.send_packet(SUCCESS if granted else FAILURE)


HANDLERS = {**asyncssh.SSHServerConnection._packet_handlers, GLOBAL_REQUEST: _answer}


def keep_nothing_asked(connection: asyncssh.SSHServerConnection) -> None:
    """Have each request answered as it comes; asyncssh would let any number of them wait."""
    connection._packet_handlers = HANDLERS


def transport(connection: asyncssh.SSHServerConnection) -> asyncio.Transport | None:
    """Find the way to the network; None once it is closed."""
    return connection._transport


def unsent(connection: asyncssh.SSHServerConnection) -> int:
    """Count the bytes that wait here to leave."""
    way = connection._transport
    waits = sum(len(part) for _, parts in connection._deferred_packets for part in parts)
    return waits + (way.get_write_buffer_size() if way else 0)


def piles_up(connection: asyncssh.SSHServerConnection, channel: Channel | None) -> bool:
    """Tell whether more waits here than any client that means well can have caused."""
    if len(connection._deferred_packets) > MOST_ANSWERS or len(connection._inpbuf) > MOST_HEARD:
        return True
    if channel is None:
        return False
    return len(channel._request_queue) > MOST_ASKED or len(channel._recv_buf) > MOST_TYPED


def turn_away(connection: asyncssh.SSHServerConnection, code: int, why: str, lang: str) -> None:
    """Say why a connection is ended, and leave it open until that was read."""
    connection._send_disconnect(code, why, lang)


def let_go(connection: asyncssh.SSHServerConnection) -> None:
    """Untie an ended connection from itself, so that it is forgotten at once."""
    connection._recv_handler = _hears_nothing


def _hears_nothing() -> bool:
    return False
