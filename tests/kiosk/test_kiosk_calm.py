"""When a worker runs Python's longest garbage collection: while nobody types."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from kiosk import wire
from kiosk.config import Config
from kiosk.front.requests import session_request
from kiosk.worker.calm import CALM, DUE, CalmCollector
from kiosk.worker.loop import WorkerLoop
from kiosk.worker.welcomes import Welcomes
from tests.support.sample import ready
from tests.support.terminal import DEADLINE

READIES = {"en": ready()}
LONGEST = 2


class Longest(list[str]):
    """Notes each beginning of the longest collection."""

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        """Note one."""
        if phase == "start" and info["generation"] == LONGEST:
            self.append(phase)


@pytest.fixture
def longest() -> Iterator[Longest]:
    """Count the longest collections, one of which is due, with nothing left changed."""
    ran, before = Longest(), gc.get_threshold()
    CalmCollector().begin()
    while gc.get_count()[LONGEST] < DUE:
        gc.collect(LONGEST - 1)
    gc.callbacks.append(ran)
    yield ran
    gc.callbacks.remove(ran)
    gc.set_threshold(*before)


class Clocked(asyncio.SelectorEventLoop):
    """A loop whose time goes on only where it is told to."""

    now = 0.0

    def time(self) -> float:
        """Return the time."""
        return self.now

    def goes_on(self, seconds: float) -> None:
        """Let some time go by, and run what became due."""
        self.now += seconds
        self.run_until_complete(asyncio.sleep(0))
        self.run_until_complete(asyncio.sleep(0))


@pytest.fixture
def clocked() -> Iterator[Clocked]:
    """Return a loop with a clock of its own."""
    loop = Clocked()
    yield loop
    loop.close()


def test_nobody_who_types_waits_for_the_longest_collection(
    clocked: Clocked, longest: Longest
) -> None:
    collector = CalmCollector()
    for _ in range(5):
        collector.heard(clocked)
        clocked.goes_on(CALM / 2)
    assert not longest
    clocked.goes_on(CALM)
    assert len(longest) == 1


def test_a_collection_that_is_not_due_is_not_run(clocked: Clocked, longest: Longest) -> None:
    collector = CalmCollector()
    for _ in range(3):
        collector.heard(clocked)
        clocked.goes_on(2 * CALM)
    assert len(longest) == 1


async def test_a_worker_collects_after_a_key(longest: Longest) -> None:
    request = session_request(Config(), READIES, "en", {"TERM": "xterm-256color"}, (80, 24))
    front, orders = wire.pair()
    near, far = wire.pair()
    worker = asyncio.create_task(WorkerLoop(orders, READIES, Welcomes(READIES)).run())
    with front, orders, near:
        socket.send_fds(front, [request.pack()], [far.fileno()])
        far.close()
        wire.send(near, wire.KEYS + b"2")
        async with asyncio.timeout(DEADLINE):
            while not longest:
                await asyncio.sleep(0.01)
                _drain(near)
        wire.send(near, wire.KEYS + b"\x03")
        async with asyncio.timeout(DEADLINE):
            while not (message := _drain(near)).startswith(wire.ENDED):
                await asyncio.sleep(0.01)
                assert message is not None
        worker.cancel()
        asyncio.get_running_loop().remove_reader(orders.fileno())


def _drain(near: socket.socket) -> bytes:
    """Read what has come, and return the last of it."""
    last = b""
    with suppress(BlockingIOError):
        while message := near.recv(wire.MAX_MESSAGE + 1):
            last = message
    return last
