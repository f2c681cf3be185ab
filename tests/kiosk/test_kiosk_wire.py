"""What one connection may make the front hold: requests, answers and keys that nobody takes."""

from __future__ import annotations

import asyncio
import inspect
from asyncio import selector_events
from collections.abc import Awaitable, Callable, Iterator

import asyncssh
import pytest
from asyncssh.packet import Boolean, SSHPacket, String, UInt32

from kiosk.front import ssh_parts
from tests.support.kiosk_host import Kiosk, forked_kiosk
from tests.support.kiosk_person import Person, connect, visit
from tests.support.kiosk_processes import resident, until

Connection = asyncssh.SSHClientConnection
GROWS = 5 << 20
GLOBAL, DATA, REQUEST = 80, 94, 98
LONG = b"x" * 30_000
SENT, MANY, PIECE = 16 << 20, 60_000, 1 << 16
"""So many bytes an attacker sends, and so many messages, in pieces of this size."""


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve for all tests here."""
    with forked_kiosk(tmp_path_factory.mktemp("kiosk")) as kiosk:
        yield kiosk


def _swallow(_self: object, _kind: int, _number: int, packet: SSHPacket) -> None:
    packet.get_remaining_payload()


def careless(connection: Connection) -> Connection:
    """Take every answer, also those to what asyncssh did not ask."""
    taken = dict.fromkeys((20, 81, 82, 99, 100), _swallow)
    connection._packet_handlers = {**Connection._packet_handlers, **taken}
    return connection


async def pour(connection: Connection, kind: int, *what: bytes) -> None:
    """Send one message again and again, until all is sent or the kiosk hears no more of it."""
    size = sum(map(len, what)) + 40
    for n in range(min(MANY, SENT // size)):
        if n % (1 + PIECE // size) == 0 and not await _heard(connection):
            return
        connection.send_packet(kind, *what)


async def _heard(connection: Connection) -> bool:
    """Wait a little until what waits is sent; False where the kiosk lets it wait, or hung up."""
    await asyncio.sleep(0)  # without which nobody hears that the kiosk has hung up
    for _ in range(50):
        if not (way := connection._transport) or way.get_write_buffer_size() <= PIECE:
            return way is not None
        await asyncio.sleep(0.01)
    return False


def asks(name: str, *more: bytes) -> Callable[[Connection, Person], Awaitable[None]]:
    """Ask the whole connection for something, again and again."""
    return lambda to, _: pour(to, GLOBAL, String(name), Boolean(True), *more)


async def answers_never_read(connection: Connection, person: Person) -> None:
    """Ask for signs of life, and read none."""
    person.stops_reading()
    await pour(connection, GLOBAL, String("keepalive@openssh.com"), Boolean(True))


async def answers_during_new_keys(connection: Connection, person: Person) -> None:
    """Begin to agree on new keys, never end it, and ask for signs of life meanwhile."""
    connection._send_kexinit()
    connection._kex_complete = True
    await pour(connection, GLOBAL, String("keepalive@openssh.com"), Boolean(True))


async def screens_behind_a_request(connection: Connection, person: Person) -> None:
    """Ask for windows of one's own, which takes a turn, with more requests behind it."""
    window = (Boolean(True), String("MIT-MAGIC-COOKIE-1"), String(b"00" * 10_000), UInt32(0))
    number = UInt32(person.channel._send_chan or 0)
    await pour(connection, REQUEST, number, String("x11-req"), Boolean(True), *window)


POURS = {
    "forwards of long names": asks("tcpip-forward", String(LONG), UInt32(0)),
    "forwards": asks("tcpip-forward", String("127.0.0.1"), UInt32(0)),
    "forwards of sockets": asks("streamlocal-forward@openssh.com", String(LONG)),
    "proofs of keys": asks("hostkeys-prove-00@openssh.com", String(LONG)),
    "answers never read": answers_never_read,
    "answers during new keys": answers_during_new_keys,
    "requests for windows": screens_behind_a_request,
}


@pytest.mark.parametrize("pours", POURS.values(), ids=POURS)
async def test_what_nobody_takes_is_never_kept(
    kiosk: Kiosk, pours: Callable[[Connection, Person], Awaitable[None]]
) -> None:
    await kiosk.spare()
    async with visit(kiosk.port) as person:
        await person.starts()
        connection = person.channel.get_connection()
        assert isinstance(connection, Connection)
        before = resident(kiosk.pid)
        await pours(careless(connection), person)
        assert resident(kiosk.pid) - before <= GROWS


async def test_keys_before_there_is_a_screen_are_few(kiosk: Kiosk) -> None:
    """Each byte is a message of its own here: small ones cost most to keep."""
    connection = careless(await connect(kiosk.port))
    loop = asyncio.get_running_loop()
    errors, most = "strict", PIECE
    channel = asyncssh.SSHClientChannel[bytes](connection, loop, errors, None, errors, most, most)
    try:
        await channel._open(b"session")
        before = resident(kiosk.pid)
        number = UInt32(channel._send_chan or 0)
        for n in range(MANY):
            connection.send_packet(DATA, number, String(b"1"))
            if n % 64 == 0 and not await _heard(connection):
                break
        await until(connection.is_closed, "its end")
        assert resident(kiosk.pid) - before <= GROWS
    finally:
        connection.abort()


async def test_a_sign_of_life_is_answered_and_all_else_refused(kiosk: Kiosk) -> None:
    connection = await connect(kiosk.port)
    for name, granted in (("keepalive@openssh.com", 81), ("tcpip-forward", 82), ("x", 82)):
        assert (await connection._make_global_request(name.encode()))[0] == granted
    connection.abort()


def test_the_inner_parts_are_as_they_were() -> None:
    """Another version may name them otherwise: then what is kept is not seen any more."""
    made = inspect.getsource(asyncssh.SSHServerConnection.__mro__[1])
    replies = ("_send(", "_send_global_request(", "_global_request_waiters")
    for name in ("_transport", "_deferred_packets", "_inpbuf", "_recv_handler", *replies):
        assert f"self.{name}" in made
    kept = inspect.getsource(asyncssh.SSHServerChannel.__mro__[1])
    assert all(f"self.{name}" in kept for name in ("_conn", "_recv_buf", "_request_queue"))
    for name in vars(ssh_parts.SessionChannel):
        assert not name.startswith("_process") or hasattr(asyncssh.SSHServerChannel, name)
    server = asyncssh.SSHServerConnection
    assert server._packet_handlers[ssh_parts.GLOBAL_REQUEST] == server._process_global_request
    assert "self.max_size" in inspect.getsource(vars(selector_events)["_SelectorSocketTransport"])
