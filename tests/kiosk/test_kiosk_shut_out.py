"""Whoever is shut out: hung up on before anything is made for them, in order, and counted."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import asyncssh
import pytest

from kiosk.front.admission import TOLD
from kiosk.front.door import HUNG_UP_ON, open_doors
from tests.support.kiosk_host import LOOPBACK, forked_kiosk, free_port
from tests.support.kiosk_pages import figure, figures
from tests.support.kiosk_person import OPTIONS, connect, visit
from tests.support.kiosk_processes import until
from tests.support.sample import words
from tests.support.terminal import DEADLINE

SHUT_OUT, WELCOME = "127.0.0.50", "127.0.0.77"
SLOWLY = "[people]\nburst = 1\nnew_a_second = 0.001\n"
FAST = words()["kiosk.rate"]


def come(address: str, port: int) -> socket.socket:
    """Connect from an address, and wait for nothing."""
    return socket.create_connection((LOOPBACK, port), DEADLINE, (address, 0))


class Served(asyncio.Protocol):
    """What is made for whoever comes in."""

    def __init__(self, made: list[str]) -> None:
        """Note in `made` who came."""
        self._made = made

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note their address, and hang up in a way of our own."""
        self._made.append(transport.get_extra_info("peername")[0])
        assert isinstance(transport, asyncio.Transport)
        transport.write(b"served")
        transport.close()


async def test_nothing_is_made_for_whoever_is_shut_out_and_others_behind_them_are_served() -> None:
    loop, made, asked = asyncio.get_running_loop(), list[str](), list[str]()

    def shuts_out(address: str) -> bool:
        asked.append(address)
        return address == SHUT_OUT

    (door,) = await open_doors(LOOPBACK, 0, shuts_out)
    door.listen(4 * HUNG_UP_ON)
    order = [WELCOME, *[SHUT_OUT] * (2 * HUNG_UP_ON + 1), WELCOME, SHUT_OUT]
    came = [come(address, door.getsockname()[1]) for address in order]
    async with await loop.create_server(lambda: Served(made), sock=door, backlog=2):
        heard = [await asyncio.to_thread(one.recv, 100) for one in came]
    assert asked == order
    assert made == [WELCOME, WELCOME]
    assert heard == [b"served" if address == WELCOME else b"" for address in order]
    for one in came:
        one.close()


async def test_a_kiosk_counts_all_it_turns_away_and_serves_whoever_comes_from_elsewhere(
    tmp_path: Path,
) -> None:
    settings = figures(free_port())
    settings = SLOWLY + settings[settings.index("[running]") :]
    many = 3 * TOLD
    with forked_kiosk(tmp_path, settings) as kiosk:
        async with visit(kiosk.port, address=SHUT_OUT) as first:
            await first.starts()
            with pytest.raises(asyncssh.DisconnectError, match=FAST):
                await connect(kiosk.port, local_addr=(SHUT_OUT, 0))
            came = [come(SHUT_OUT, kiosk.port) for _ in range(many)]
            await until(
                lambda: figure(kiosk, 'refused_total{reason="rate"}') == many + 1, "all counted"
            )
            async with visit(kiosk.port, address=WELCOME) as other:
                await other.starts()
            await first.does("3", OPTIONS[2])
            for one in came:
                one.close()
