"""The zygote may die or hang: those inside are told, and whoever comes next is served again."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.support.kiosk_host import WIDE_OPEN, Kiosk, forked_kiosk
from tests.support.kiosk_person import OPTIONS, visit
from tests.support.kiosk_processes import alive, children, until
from tests.support.sample import words
from tests.support.traces import ASKED

HASTY = f"{WIDE_OPEN}[limits]\nhung_asleep = 1.0\n"


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve for all tests here: each leaves a kiosk that serves."""
    with forked_kiosk(tmp_path_factory.mktemp("kiosk"), HASTY) as kiosk:
        yield kiosk


async def test_when_the_zygote_dies_those_inside_are_told_and_the_next_are_served(
    kiosk: Kiosk,
) -> None:
    async with visit(kiosk.port) as one, visit(kiosk.port, term_type="dumb") as by_lines:
        await one.starts()
        await by_lines.starts()
        os.kill(kiosk.zygote, signal.SIGKILL)
        for person in (one, by_lines):
            await person.ends()
        assert one.status == 1
        assert words()["kiosk.broke"] in one.text
        assert ASKED["gate"] not in one.window.left
    async with visit(kiosk.port) as another:
        await another.starts()
        await another.does("3", OPTIONS[2])
        await another.finishes()


async def test_a_zygote_that_hangs_is_ended_and_replaced(kiosk: Kiosk) -> None:
    await kiosk.spare()
    zygote = kiosk.zygote
    os.kill(zygote, signal.SIGSTOP)
    async with visit(kiosk.port) as takes_the_spare:
        await until(lambda: not alive(zygote), "the end of the zygote")
        await takes_the_spare.ends()
    async with visit(kiosk.port) as another:
        await another.starts()


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
async def test_new_settings_send_nobody_away(kiosk: Kiosk, term: str) -> None:
    zygote = kiosk.zygote
    async with visit(kiosk.port, term_type=term) as present:
        await present.starts()
        kiosk.signal(signal.SIGHUP)
        await until(lambda: max(children(kiosk.pid)) != zygote, "a new zygote")
        for key in ("3", "enter"):
            present.press(key)
        await present.sees(ASKED["acts"])
        assert alive(zygote)
    await until(lambda: not alive(zygote), "the end of the old one")
