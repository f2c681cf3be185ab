"""Floods of SSH messages that carry nothing: slowed, then ended with a reason, and counted."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress

import asyncssh
import pytest
from asyncssh.packet import Boolean, String, UInt32

from tests.support.kiosk_host import WIDE_OPEN, Kiosk, forked_kiosk
from tests.support.kiosk_pages import figure
from tests.support.kiosk_person import Person, bystanders, visit
from tests.support.kiosk_processes import until
from tests.support.sample import words

IGNORE, DEBUG, ADJUST = 2, 4, 93
BATCH, WAITS = 256, 1 << 16
UNHURRIED = "login_seconds = 3600\n"
"""A flood before any key is ended for what it sends, however slow the machine that reads it is."""

INSIDE = {
    "debug": (DEBUG, (Boolean(False), String(b"x"), String(b""))),
    "room for more": (ADJUST, (UInt32(1),)),
}


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve for all tests here, with figures."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    more = f"{WIDE_OPEN}{UNHURRIED}[running]\nmetrics_port = {port}\n"
    with forked_kiosk(tmp_path_factory.mktemp("kiosk"), more) as kiosk:
        yield kiosk


def floods(kiosk: Kiosk, end: str) -> float:
    """Say how many floods had this end."""
    return figure(kiosk, f'floods_total{{end="{end}"}}')


async def pour_in_clear(port: int, address: str) -> bytes:
    """Send one message in clear without end; return what the kiosk answers until it hangs up.

    A stream of asyncio drops what it has read, but not yet given, as soon as it cannot send.
    """
    with socket.socket() as way:
        way.setblocking(False)
        way.bind((address, 0))
        await asyncio.get_running_loop().sock_connect(way, ("127.0.0.1", port))
        pours = asyncio.create_task(_pour(way))
        try:
            return await _heard(way)
        finally:
            pours.cancel()
            await asyncio.wait([pours])


async def _pour(way: socket.socket) -> None:
    """Send until the kiosk hangs up."""
    message = struct.pack("!IB", 12, 5) + bytes([IGNORE]) + String(b"x") + bytes(5)
    sends = asyncio.get_running_loop().sock_sendall
    with suppress(ConnectionError):
        await sends(way, b"SSH-2.0-x\r\n")
        while True:
            await sends(way, message * BATCH)
            await asyncio.sleep(0)


async def _heard(way: socket.socket) -> bytes:
    """Return all that the kiosk says until it hangs up, as it may with words of ours unread."""
    answer = b""
    with suppress(ConnectionError):
        while piece := await asyncio.get_running_loop().sock_recv(way, WAITS):
            answer += piece
    return answer


async def _hang_up(way: asyncio.StreamWriter) -> None:
    """Hang up, whatever still waits to be sent, and wait until that is done."""
    way.transport.abort()
    with suppress(ConnectionError):
        await way.wait_closed()


async def test_a_flood_before_any_key_is_ended_with_the_reason_and_counted(kiosk: Kiosk) -> None:
    slowed, ended = floods(kiosk, "slowed"), floods(kiosk, "ended")
    async with bystanders(kiosk.port) as four:
        answer = await pour_in_clear(kiosk.port, "127.0.0.1")
        await four[0].presses(4)
    assert words()["kiosk.flood"].encode() in answer
    assert floods(kiosk, "slowed") > slowed, (
        "not counted; who types as fast as a program may be, too"
    )
    assert floods(kiosk, "ended") == ended + 1


async def pour(person: Person, kind: int, *what: bytes) -> None:
    """Send one message without end, until the kiosk has hung up; take every answer."""
    connection = person.channel.get_connection()
    assert isinstance(connection, asyncssh.SSHClientConnection)
    head = (UInt32(person.channel._send_chan or 0),) if kind == ADJUST else ()
    while way := connection._transport:
        for _ in range(BATCH):
            connection.send_packet(kind, *head, *what)
        while way.get_write_buffer_size() > WAITS and connection._transport:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0)


@pytest.mark.parametrize(("kind", "what"), INSIDE.values(), ids=INSIDE)
async def test_a_flood_of_somebody_inside_is_ended_with_the_reason(
    kiosk: Kiosk, kind: int, what: tuple[bytes, ...]
) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        await pour(person, kind, *what)
        await until(lambda: person.gone, "the end")
        assert words()["kiosk.flood"] in person.text


async def test_floods_from_ten_addresses_cost_nobody_a_key(kiosk: Kiosk) -> None:
    async with bystanders(kiosk.port) as four:
        tasks = [
            asyncio.create_task(pour_in_clear(kiosk.port, f"127.0.1.{n}")) for n in range(1, 11)
        ]
        await four[0].presses(12)
        async with visit(kiosk.port) as newcomer:
            await newcomer.starts()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


HALF = b"SSH-2.0-x\r\n" + struct.pack("!IBB", 1020, 4, 20) + bytes(500)
"""A version, and half of what begins a key exchange."""


async def test_two_hundred_half_open_key_exchanges_cost_nobody_a_key(kiosk: Kiosk) -> None:
    async with bystanders(kiosk.port) as four:
        half = [
            await asyncio.open_connection(
                "127.0.0.1", kiosk.port, local_addr=(f"127.0.1.{1 + n % 10}", 0)
            )
            for n in range(200)
        ]
        for read, way in half:
            way.write(HALF)
            assert await read.readline()
        await four[0].presses(8)
        for _, way in half:
            await _hang_up(way)


async def test_no_message_goes_out_that_says_nothing(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[int] = []
    monkeypatch.setattr(
        asyncssh.SSHClientConnection, "log_received_packet",
        lambda _self, kind, *_: kinds.append(kind),
    )  # fmt: skip
    async with visit(kiosk.port) as person:
        await person.starts()
    assert kinds
    assert IGNORE not in kinds
