"""A crowd at a kiosk, for the bench and the soak: people who come, press keys, and are timed."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.kiosk_front import Front  # noqa: E402  (the project is run in place)
from tests.kiosk_person import QUIET  # noqa: E402

CONFIG = "[people]\nburst = 10000\nnew_a_second = 10000.0\nat_once = 2000\nper_address = 2000\n"
QUESTION, MIB = "matters", 1 << 20
TO_QUESTION = ("1", "\r", "3", "\r", "4", "\r", "1", "\r")
"""Keys to the fourth question of the small pack, whose list can be ticked."""


class Client(asyncssh.SSHClientSession[bytes]):
    """One person: what comes is only counted, so that many cost little."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self.bytes, self._news = 0, asyncio.Event()
        self.tail = b""

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        """Keep the channel."""
        self.channel = chan

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        """Count."""
        self.bytes += len(data)
        self.tail = (self.tail + data)[-8192:]
        self._news.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wake whoever waits."""
        self._news.set()

    async def painted(self, since: int, least: int = 1) -> None:
        """Wait until so many bytes more were painted."""
        async with asyncio.timeout(60):
            while self.bytes < since + least:
                self._news.clear()
                await self._news.wait()

    async def key(self, key: str) -> float:
        """Press a key, and say how many ms passed until something was painted for it."""
        start, since = time.perf_counter(), self.bytes
        self.channel.write(key.encode())
        await self.painted(since)
        return (time.perf_counter() - start) * 1000


async def come(port: int) -> tuple[asyncssh.SSHClientConnection, Client, float]:
    """Connect, and say how many ms passed until words could be read."""
    start, client = time.perf_counter(), Client()
    connection = await asyncssh.connect("127.0.0.1", port, **QUIET)
    await connection.create_session(
        lambda: client, term_type="xterm-256color", term_size=(100, 30), encoding=None
    )
    await client.painted(0, 200)
    return connection, client, (time.perf_counter() - start) * 1000


@asynccontextmanager
async def crowd(port: int, people: int, at_once: int = 4) -> AsyncIterator[list[Client]]:
    """Have so many people there, each at a question."""
    gate, there = asyncio.Semaphore(at_once), []

    async def arrive() -> None:
        async with gate:
            connection, client, _ = await come(port)
            there.append((connection, client))
            await client.painted(0, 6000)
            for key in TO_QUESTION:
                await client.key(key)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(people):
            tasks.create_task(arrive())
    try:
        yield [client for _, client in there]
    finally:
        for connection, _ in there:
            connection.abort()


async def press(clients: Sequence[Client], seconds: float, pause: float = 1.0) -> list[float]:
    """Let some press an arrow key a second each; list the ms until each was painted."""
    until, times = time.monotonic() + seconds, list[float]()

    async def one(client: Client, wait: float) -> None:
        await asyncio.sleep(wait)
        while time.monotonic() < until:
            for key in ("\x1b[B", "\x1b[A"):
                times.append(await client.key(key))
                await asyncio.sleep(pause)

    async with asyncio.TaskGroup() as tasks:
        for n, client in enumerate(clients):
            tasks.create_task(one(client, pause * n / max(1, len(clients))))
    return times


def at(times: Sequence[float], share: float) -> float:
    """Say below what this share of the times lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def pss(front: Front) -> int:
    """Say how many bytes the front, the zygote and the workers hold together."""
    return sum(_pss(pid) for pid in front.all)


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in text.splitlines() if "Pss:" in line)


def load() -> str:
    """Say how much else this machine has to do."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
