"""Foreign code in a worker that several people share: it harms those in it, and nobody else."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from kiosk.front.pool import FILLED
from tests.support.forged import HOSTILE
from tests.support.kiosk_host import PLANTED, WIDE_OPEN, Kiosk, forked_kiosk, write_settings
from tests.support.kiosk_person import OPTIONS, Person, bystanders, visit
from tests.support.kiosk_processes import until
from tests.support.sample import words

PLACES = 2
LITTLE = "[limits]\nhung_cpu = 0.5\ncpu_burst = 0.3\ncpu_share = 0.02\n"
"""So small a part of one processor that a worker gets more of it on a busy machine, too."""

SHARED = f"{WIDE_OPEN}per_worker = {PLACES}\n{LITTLE}"
PATIENCE = {"PLANTED_KEEPALIVE": "600"}
"""Nobody is taken to be gone, however slow this machine is."""

ANSWERS = "N"
"""Gives signs of life that nobody asked for."""

COMPUTES, SPEAKS_FOR_ALL, ENDS_WHOEVER_COMES, SHOWS = (key.decode() for key in HOSTILE)


@asynccontextmanager
async def apart(kiosk: Kiosk) -> AsyncIterator[list[Person]]:
    """Let four take the check in workers alone, and whoever comes later share other workers."""
    async with bystanders(kiosk.port) as four:
        await until(lambda: len(kiosk.workers) == len(four) + 1, "one to spare")
        write_settings(kiosk.folder, kiosk.folder / "small", SHARED)
        kiosk.signal(signal.SIGHUP)
        await until(lambda: len(kiosk.workers) == len(four), "the new settings")
        yield four


async def test_what_a_shared_worker_says_or_takes_costs_nobody_in_another_a_key(
    tmp_path: Path,
) -> None:
    with forked_kiosk(tmp_path, program=PLANTED, environment=PATIENCE) as kiosk:
        async with apart(kiosk) as four:
            for key in (ANSWERS, SPEAKS_FOR_ALL, COMPUTES, SHOWS):
                async with visit(kiosk.port) as hostile:
                    await hostile.starts()
                    hostile.press(key)
                    await hostile.ends()
            await four[0].presses(1)


async def test_a_worker_that_ends_whoever_comes_is_given_few(tmp_path: Path) -> None:
    with forked_kiosk(tmp_path, SHARED, program=PLANTED, environment=PATIENCE) as kiosk:
        async with visit(kiosk.port) as hostile:
            await hostile.starts()
            hostile.press(ENDS_WHOEVER_COMES)
            await hostile.does("3", OPTIONS[2])
            lost = 0
            while not await begins(kiosk):
                lost += 1
                assert lost < FILLED * PLACES


async def begins(kiosk: Kiosk) -> bool:
    """Let somebody come; say whether they come to a question."""
    async with visit(kiosk.port) as person:
        welcome = words()["leave.line"]
        await person.wait(
            lambda: person.status is not None or (person.whole and welcome in person.text), welcome
        )
        with suppress(BrokenPipeError):
            person.press("1", "enter")
        await person.wait(lambda: person.status is not None or OPTIONS[2] in person.text, "more")
        return person.status is None
