"""A worker that breaks, hangs or dies: one person is told so, and four others notice nothing."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from kiosk.front.kiosk import CHECKED_AT_ONCE
from tests.support.forged import FORGED
from tests.support.kiosk_host import FULL_DISK, PLANTED, WIDE_OPEN, Kiosk, forked_kiosk, small_kiosk
from tests.support.kiosk_person import OPTIONS, ROUND, Person, bystanders, visit
from tests.support.kiosk_processes import alive, cpu, resident, until
from tests.support.sample import words
from tests.support.traces import ASKED, SAYINGS

HASTY = f"{WIDE_OPEN}[limits]\nhung_cpu = 0.5\nhung_asleep = 1.0\n"
PATIENT = "600"
"""So many seconds nobody is taken to be gone: on a slow machine a test stops reading for long."""

MIB = 1 << 20
GROWS = 5 * MIB
PAUSE = 8.0
"""So many seconds until whoever reads again sees what stands there now, on a slow machine."""

FAULTS = {
    "crash": "C",
    "endless loop": "U",
    "sleep": "Z",
    "segmentation fault": "V",
    "memory": "E",
}


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve with faults planted, each behind a key that the check does not have."""
    with planted(tmp_path_factory.mktemp("kiosk"), PLANTED_KEEPALIVE=PATIENT) as kiosk:
        yield kiosk


def planted(folder: Path, **environment: str) -> Kiosk:
    """Open a kiosk in which these are planted."""
    return forked_kiosk(folder, HASTY, program=PLANTED, environment=environment)


def was_told(person: Person) -> bool:
    """Say whether this person was told, on a screen that shows nothing else of the visit."""
    left = person.window.left + person.text
    assert not [saying for saying in SAYINGS if saying in left]
    return person.status == 1 and words()["kiosk.broke"] in person.window.left


@pytest.mark.parametrize("key", FAULTS.values(), ids=FAULTS)
async def test_what_breaks_a_worker_costs_nobody_else_a_key(kiosk: Kiosk, key: str) -> None:
    spare = await kiosk.spare()
    async with visit(kiosk.port) as unlucky:
        await unlucky.starts()
        async with bystanders(kiosk.port):
            unlucky.press(key)
            await unlucky.ends()
            assert was_told(unlucky)
        await until(lambda: not alive(spare), "the end of the one that broke")
    async with visit(kiosk.port) as next_one:
        await next_one.starts()
    assert not list(kiosk.folder.glob("core*"))


async def test_a_worker_that_says_what_none_says_ends_its_own_visit_alone(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as neighbour:
        await neighbour.starts()
        await neighbour.does("3", OPTIONS[2])
        for key in (*map(bytes.decode, FORGED), FAULTS["sleep"]):
            async with visit(kiosk.port) as unlucky:
                await unlucky.starts()
                unlucky.press(key)
                await unlucky.ends()
                assert was_told(unlucky), key
        for moves, mark in ROUND:
            await neighbour.does(moves, mark)


async def test_whoever_came_last_of_many_is_watched_too(kiosk: Kiosk) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(2 * CHECKED_AT_ONCE + 1):
            unlucky = await stack.enter_async_context(visit(kiosk.port))
            await unlucky.starts()
        unlucky.press(FAULTS["sleep"])
        await unlucky.ends()
        assert was_told(unlucky)


@pytest.mark.parametrize("key", [FAULTS["crash"], FAULTS["memory"]])
async def test_a_fault_of_one_of_many_in_a_worker_ends_no_other_visit(
    key: str, tmp_path: Path
) -> None:
    patient, many = {"PLANTED_KEEPALIVE": PATIENT}, f"{WIDE_OPEN}per_worker = 16\n"
    with forked_kiosk(tmp_path, many, program=PLANTED, environment=patient) as kiosk:
        async with visit(kiosk.port) as unlucky:
            await unlucky.starts()
            async with bystanders(kiosk.port):
                unlucky.press(key)
                await unlucky.ends()
                assert was_told(unlucky)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGSTOP])
async def test_a_worker_ended_from_outside_is_one_persons_matter(
    kiosk: Kiosk, number: signal.Signals
) -> None:
    spare = await kiosk.spare()
    async with visit(kiosk.port) as unlucky:
        await unlucky.starts()
        async with bystanders(kiosk.port):
            os.kill(spare, number)
            await unlucky.ends()
            assert was_told(unlucky)


async def test_line_mode_that_dies_is_one_persons_matter(kiosk: Kiosk) -> None:
    spare = await kiosk.spare()
    async with visit(kiosk.port, term_type="dumb") as unlucky:
        await unlucky.starts()
        (talker,) = set(kiosk.workers) - {spare}
        async with bystanders(kiosk.port):
            os.kill(talker, signal.SIGSEGV)
            await unlucky.ends()
            assert unlucky.status == 1
            assert words()["kiosk.broke"] in unlucky.window.left


@pytest.mark.parametrize("window", [2 * MIB, 2048 * MIB - 1], ids=["2 MiB", "2 GiB"])
async def test_a_reader_who_stops_reading_takes_no_memory_and_keeps_their_place(
    kiosk: Kiosk, window: int
) -> None:
    spare = await kiosk.spare()
    async with visit(kiosk.port, window=window) as slow, bystanders(kiosk.port) as four:
        await slow.starts()
        await slow.does("2", "2  ")
        before = [resident(pid) for pid in (kiosk.pid, spare)]
        slow.stops_reading()
        slow.press("F")
        used = -1.0
        while used != cpu(spare):
            used = cpu(spare)
            await four[0].presses(8)
        after = [resident(pid) for pid in (kiosk.pid, spare)]
        grown = [now - then for then, now in zip(before, after, strict=True)]
        assert max(grown) <= GROWS, [n / MIB for n in grown]
        slow.reads_on()
        await asyncio.sleep(PAUSE)
        await slow.sees(ASKED["gate"])
        await slow.does("3", "3  ")
        await slow.finishes()


async def test_a_clock_that_jumps_moves_nobody(tmp_path: Path) -> None:
    with planted(tmp_path, PLANTED_CLOCK="1") as kiosk:
        async with bystanders(kiosk.port, least=20):
            pass


async def test_a_client_that_is_not_there_any_more_is_let_go(tmp_path: Path) -> None:
    with planted(tmp_path, PLANTED_KEEPALIVE="2") as kiosk:
        spare = await kiosk.spare()
        async with visit(kiosk.port) as gone, bystanders(kiosk.port):
            await gone.starts()
            gone.stops_reading()
            await until(lambda: not alive(spare), "the end of the frozen one's worker")


async def test_a_full_disk_keeps_nobody_away(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    stored = {"PLANTED_STORED": str(home)}
    with small_kiosk(tmp_path, program=(*FULL_DISK, *PLANTED), environment=stored) as kiosk:
        async with bystanders(kiosk.port):
            pass
        assert [path.stat().st_size for path in (home / ".stored").iterdir()] in ([], [0])
