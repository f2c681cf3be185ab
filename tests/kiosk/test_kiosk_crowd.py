"""One address takes all there is: whoever comes from another one gets in all the same."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import asyncssh
import pytest

from tests.support.kiosk_host import forked_kiosk, free_port
from tests.support.kiosk_pages import figure, figures
from tests.support.kiosk_person import OPTIONS, connect, visit
from tests.support.kiosk_processes import until
from tests.support.sample import words

CROWD, OTHER, THIRD = "127.0.0.50", "127.0.0.77", "127.0.0.78"
PLACES = 3
FEW = f"at_once = {PLACES}\nper_address = {PLACES}\narriving = {PLACES}\n"
FULL = words()["kiosk.full"]


async def test_a_crowd_that_presses_no_key_makes_room_and_whoever_pressed_one_stays(
    tmp_path: Path,
) -> None:
    port = free_port()
    with forked_kiosk(tmp_path, figures(port).replace("[running]", f"{FEW}[running]")) as kiosk:
        async with AsyncExitStack() as stack:
            crowd = [
                await stack.enter_async_context(visit(kiosk.port, address=CROWD))
                for _ in range(PLACES)
            ]
            for one in crowd:
                await one.sees(words()["leave.line"])
            await crowd[-1].starts()
            async with visit(kiosk.port, address=OTHER) as other:
                await other.starts()
                await crowd[-2].ends()
                assert FULL in crowd[-2].window.left
                for kept in (other, crowd[-1]):
                    await kept.does("3", OPTIONS[2])
                with pytest.raises(asyncssh.DisconnectError, match=FULL):
                    await connect(kiosk.port, local_addr=(CROWD, 0))


async def test_connections_without_a_screen_take_no_place_and_make_room_for_others(
    tmp_path: Path,
) -> None:
    port = free_port()
    with forked_kiosk(tmp_path, figures(port).replace("[running]", f"{FEW}[running]")) as kiosk:
        held = [await connect(kiosk.port, local_addr=(CROWD, 0)) for _ in range(PLACES)]
        await until(lambda: figure(kiosk, "arriving") == PLACES, "all arrived")
        assert figure(kiosk, "people") == 0
        with pytest.raises(asyncssh.DisconnectError, match=FULL):
            await connect(kiosk.port, local_addr=(CROWD, 0))
        async with (
            visit(kiosk.port, address=OTHER) as other,
            visit(kiosk.port, address=THIRD) as third,
        ):
            for one in (other, third):
                await one.starts()
            assert figure(kiosk, "people") == 2
            assert held[-1].is_closed()
            assert not held[0].is_closed()
        for connection in held:
            connection.abort()
