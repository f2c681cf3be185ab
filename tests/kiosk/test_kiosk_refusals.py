"""What a connection gets: one screen. All else is refused, and nobody beside it notices."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import asyncssh
import pytest
from asyncssh.packet import Boolean, String, UInt32

from tests.support.kiosk_host import LOOPBACK, Kiosk, forked_kiosk
from tests.support.kiosk_person import OPTIONS, Person, bystanders, connect, visit
from tests.support.kiosk_processes import resident

GROWS = 5 << 20
Connection = asyncssh.SSHClientConnection
Asked = Callable[[Connection, int], Awaitable[object]]
KINDS: dict[str, dict[str, Asked]] = {
    "commands": {
        "a command": lambda c, _: c.create_process("id"),
        "a command in a terminal": lambda c, _: c.create_process("id", term_type="xterm"),
    },
    "subsystems": {
        "sftp": lambda c, _: c.start_sftp_client(),
        "another": lambda c, _: c.create_process(subsystem="netconf"),
    },
    "forwards": {
        "to a port": lambda c, port: c.open_connection(LOOPBACK, port),
        "to a socket": lambda c, _: c.open_unix_connection("/run/anything"),
        "back": lambda c, port: c.forward_remote_port(LOOPBACK, 0, LOOPBACK, port),
        "back by a socket": lambda c, _: c.forward_remote_path("here", "there"),
        "a tunnel": lambda c, _: c.create_tun(asyncssh.SSHTunTapSession),
    },
}
LATER: dict[str, dict[str, tuple[bytes, ...]]] = {
    "agent": {"agent": (b"auth-agent-req@openssh.com",)},
    "X11": {
        "X11": (b"x11-req", Boolean(True), String("MIT-MAGIC-COOKIE-1"), String("00"), UInt32(0))
    },
    "another program": {
        "another shell": (b"shell",),
        "a command": (b"exec", String("id")),
        "sftp": (b"subsystem", String("sftp")),
    },
}
"""What is asked for on the channel of a session that has its screen."""


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve for all tests here."""
    with forked_kiosk(tmp_path_factory.mktemp("kiosk")) as kiosk:
        yield kiosk


async def refused(attempt: Awaitable[object]) -> bool:
    """Say whether the kiosk refused what was asked of it."""
    try:
        await attempt
    except (asyncssh.Error, asyncssh.ChannelListenError, OSError):
        return True
    return False


@asynccontextmanager
async def seated(kiosk: Kiosk) -> AsyncIterator[tuple[Person, Connection]]:
    """Let someone come to the first question, and take the check to its end after what they ask."""
    async with visit(kiosk.port) as person:
        await person.starts()
        connection = person.channel.get_connection()
        assert isinstance(connection, Connection)
        yield person, connection
        await person.does("3", OPTIONS[2])
        await person.finishes()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_connection_with_or_without_a_screen_is_given_nothing_more(
    kiosk: Kiosk, kind: str
) -> None:
    async with bystanders(kiosk.port), seated(kiosk) as (_, with_screen):
        for what, asked in KINDS[kind].items():
            without = await connect(kiosk.port)
            for connection in (with_screen, without):
                assert await refused(asked(connection, kiosk.port)), what
            without.abort()


@pytest.mark.parametrize("kind", LATER)
async def test_a_session_is_given_nothing_more(kiosk: Kiosk, kind: str) -> None:
    async with bystanders(kiosk.port), seated(kiosk) as (person, _):
        for what, asked in LATER[kind].items():
            assert not await person.channel._make_request(*asked), what


async def test_a_second_session_on_one_connection_is_refused(kiosk: Kiosk) -> None:
    async with bystanders(kiosk.port), seated(kiosk) as (_, connection):
        for _ in range(20):
            assert await refused(connection.create_process(term_type="xterm"))


async def test_many_variables_are_no_burden(kiosk: Kiosk) -> None:
    async def _with(port: int, sent: dict[str, str]) -> None:
        async with visit(port, env=sent) as person:
            await person.starts()

    before = resident(kiosk.pid)
    async with bystanders(kiosk.port):
        sent = {f"NAME{n}": "x" * 20_000 for n in range(2000)}
        assert await refused(_with(kiosk.port, sent))
        assert resident(kiosk.pid) - before <= GROWS
