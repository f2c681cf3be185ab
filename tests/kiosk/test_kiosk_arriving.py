"""Many who come and say nothing, come and go, or come where no descriptor is left."""

from __future__ import annotations

import asyncio
import json
import resource
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import asyncssh
import pytest

from kiosk.front.ssh import OFF
from tests.support.kiosk_host import PLANTED, WIDE_OPEN, Kiosk, small_kiosk
from tests.support.kiosk_person import OPTIONS, bystanders, connect, visit
from tests.support.kiosk_processes import cpu, resident, until
from tests.support.terminal import DEADLINE

SILENT = 100
FIRST, CYCLES, TOGETHER = 100, 1000, 20
"""So many come and go, after the first ones, and so many of them at the same time."""

OBJECTS, BYTES = 500, 8 << 20
"""So few objects may be held more than before, and so few bytes: the system gives back late."""

GROWS = 5 << 20
HASTY = f"{WIDE_OPEN}login_seconds = 5\nscreen_seconds = 5\n"
STRICT = "[limits]\ncpu_burst = 0.5\ncpu_share = 0.5\n"


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve people who are soon let go while they say nothing, and who have little time each."""
    folder = tmp_path_factory.mktemp("kiosk")
    counted = {"PLANTED_COUNTED": str(folder / "counted")}
    with small_kiosk(folder, HASTY + STRICT, program=PLANTED, environment=counted) as kiosk:
        yield kiosk


async def test_a_hundred_who_say_nothing_are_let_go(kiosk: Kiosk) -> None:
    before, descriptors = resident(kiosk.pid), kiosk.descriptors
    async with bystanders(kiosk.port) as four:
        silent = [socket.create_connection(("127.0.0.1", kiosk.port)) for _ in range(SILENT)]
        half = await connect(kiosk.port)
        await four[0].presses(8)
        assert resident(kiosk.pid) - before <= GROWS
        await until(lambda: kiosk.descriptors < descriptors + SILENT, "their end")
        await half.wait_closed()
        for end in silent:
            end.close()
    await until(lambda: kiosk.descriptors <= descriptors, "as before")


async def test_many_may_wait_to_be_accepted_and_few_are_at_a_time(kiosk: Kiosk) -> None:
    kiosk.signal(signal.SIGSTOP)
    try:
        waiting = [socket.socket() for _ in range(SILENT)]
        for one in waiting:
            one.settimeout(DEADLINE)
            one.connect(("127.0.0.1", kiosk.port))
    finally:
        kiosk.signal(signal.SIGCONT)
    assert all(one.recv(4) == b"SSH-" for one in waiting)
    for one in waiting:
        one.close()
    assert OFF["backlog"] < 1 + SILENT // 20


async def drop_before_keys(port: int, n: int) -> None:
    """Come, and go again before any key was made: at once, or after a word of each side."""
    read, write = await asyncio.open_connection("127.0.0.1", port)
    if n % 2:
        assert await read.readline()
        write.write(b"SSH-2.0-here\r\n")
    write.transport.abort()


async def drop_after_keys(port: int, n: int) -> None:
    """Come, and go again when all is agreed on: at once, politely, or with a screen in sight."""
    connection = await connect(port)
    if n % 3 == 1:
        connection.close()
    elif n % 3 == 2:
        await connection.create_session(asyncssh.SSHClientSession, term_type="xterm")
    connection.abort()


async def drop(port: int, numbers: Iterator[int]) -> None:
    """Come and go again and again; one in five goes far enough to cost the kiosk something."""
    for n in numbers:
        with suppress(asyncssh.DisconnectError, OSError):  # on a busy machine: let go as too slow
            await (drop_before_keys(port, n) if n % 5 else drop_after_keys(port, n // 5))


async def counted(kiosk: Kiosk) -> int:
    """Say how many objects the front holds beyond those with which it opened, and none of anyone.

    It does not look for garbage: whatever is gone was let go of.
    """
    file = kiosk.folder / "counted"
    file.unlink(missing_ok=True)
    kiosk.signal(signal.SIGUSR2)
    await until(file.exists, "a count")
    told = json.loads(file.read_text())
    assert set(told["people"]) == {0}, told
    assert told["screens"] == 0
    return int(told["objects"])


async def test_whoever_comes_and_goes_leaves_nothing_behind(kiosk: Kiosk) -> None:
    async def cycle(times: int) -> tuple[int, int, int, int]:
        numbers = iter(range(times))
        await asyncio.gather(*(drop(kiosk.port, numbers) for _ in range(TOGETHER)))
        await kiosk.spare()
        await until(lambda: kiosk.descriptors <= descriptors, "as few descriptors as before")
        objects = await counted(kiosk)
        return objects, resident(kiosk.pid), resident(kiosk.zygote), len(kiosk.all)

    async def settle() -> int:
        await kiosk.spare()
        return kiosk.descriptors

    descriptors = await settle()
    async with bystanders(kiosk.port):
        pass
    first, last = await cycle(FIRST), await cycle(CYCLES)
    assert last[0] - first[0] <= OBJECTS
    assert last[1] - first[1] <= BYTES
    assert last[2:] == pytest.approx(first[2:], rel=0.02)


PAUSE = 5.0
"""So many seconds after a flood of keys the next one is no part of it, on a slow machine too."""


async def test_time_beyond_ones_budget_is_waited_for_and_keys_after_a_pause_count(
    kiosk: Kiosk,
) -> None:
    worker = await kiosk.spare()
    async with visit(kiosk.port) as busy, bystanders(kiosk.port) as four:
        began, used = time.monotonic(), cpu(worker)
        await busy.starts()
        await busy.does("1", OPTIONS[0])
        busy.channel.write(b"\x1b[B\x1b[A" * 350 + b"\x1b[B")
        await four[0].presses(8)
        await asyncio.sleep(PAUSE)
        busy.press("3")
        await busy.marks(OPTIONS[2])
        passed = time.monotonic() - began
        assert cpu(worker) - used <= 0.5 + 0.5 * passed + 1.5
        await busy.finishes()


async def test_where_no_descriptor_is_left_those_inside_go_on(kiosk: Kiosk) -> None:
    most = resource.prlimit(kiosk.pid, resource.RLIMIT_NOFILE)
    async with bystanders(kiosk.port) as four:
        few = kiosk.descriptors + 3
        resource.prlimit(kiosk.pid, resource.RLIMIT_NOFILE, (few, most[1]))
        crowd = [socket.create_connection(("127.0.0.1", kiosk.port)) for _ in range(8)]
        await until(lambda: kiosk.descriptors >= few - 1, "no descriptor left")
        for person in four:
            await person.presses(8)
        for end in crowd:
            end.close()
        resource.prlimit(kiosk.pid, resource.RLIMIT_NOFILE, most)
    async with visit(kiosk.port) as after:
        await after.starts()
        await after.does("3", OPTIONS[2])
