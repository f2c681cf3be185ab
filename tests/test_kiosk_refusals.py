"""What a connection gets: one screen. Whatever else it asks for is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator

import asyncssh
import pytest
from asyncssh.packet import Boolean, String, UInt32

from tests.kiosk_front import WIDE_OPEN, Front, resident
from tests.kiosk_person import OPTIONS, bystanders, connect, visit

GROWS = 5 << 20


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Serve for all tests here."""
    with Front(tmp_path_factory.mktemp("kiosk"), WIDE_OPEN) as front:
        yield front
        assert front.said.read_bytes() == b""


async def refused(attempt: Awaitable[object]) -> bool:
    """Say whether the kiosk refused what was asked of it."""
    try:
        await attempt
    except (asyncssh.Error, asyncssh.ChannelListenError, OSError):
        return True
    return False


def test_a_connection_has_one_screen_and_nothing_else(front: Front) -> None:
    async def go() -> None:
        async with visit(front.port) as person:
            await person.starts()
            connection = person.channel.get_connection()
            assert isinstance(connection, asyncssh.SSHClientConnection)
            for attempt in (
                connection.create_process(term_type="xterm"),
                connection.create_process("id"),
                connection.start_sftp_client(),
                connection.open_connection("127.0.0.1", front.port),
                connection.open_unix_connection("/run/anything"),
            ):
                assert await refused(attempt)
            far = connection.forward_remote_port("127.0.0.1", 0, "127.0.0.1", front.port)
            assert await refused(far)
            await person.does("3", OPTIONS[2])
            await person.finishes()

    asyncio.run(go())


@pytest.mark.parametrize("asks", ["command", "subsystem"])
def test_a_command_or_subsystem_is_refused(front: Front, asks: str) -> None:
    async def go() -> None:
        connection = await connect(front.port)
        given = {"command": "id"} if asks == "command" else {"subsystem": "sftp"}
        assert await refused(connection.create_process(**given))
        connection.abort()

    asyncio.run(go())


def test_agents_and_windows_are_not_forwarded(front: Front) -> None:
    async def go() -> None:
        async with visit(front.port) as person:
            await person.starts()
            ask = person.channel._make_request
            screen = Boolean(False), String("MIT-MAGIC-COOKIE-1"), String("00"), UInt32(0)
            assert not await ask(b"auth-agent-req@openssh.com")
            assert not await ask(b"x11-req", *screen)
            await person.does("3", OPTIONS[2])

    asyncio.run(go())


def test_many_variables_are_no_burden(front: Front) -> None:
    async def go() -> None:
        before = resident(front.pid)
        async with bystanders(front.port):
            sent = {f"NAME{n}": "x" * 20_000 for n in range(2000)}
            assert await refused(_with(front.port, sent))
            assert resident(front.pid) - before <= GROWS

    async def _with(port: int, sent: dict[str, str]) -> None:
        async with visit(port, env=sent) as person:
            await person.starts()

    asyncio.run(go())
