"""Start a kiosk on loopback, simulate people at it, and measure its memory and CPU time."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

import asyncssh

if TYPE_CHECKING:
    from asyncssh.packet import SSHPacketLogger

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = (sys.executable, str(ROOT / "evenground.py"))
SETTINGS = """[listen]
host = "127.0.0.1"
port = 0
host_key = "key"
[check]
allow_unreviewed = true
[people]
at_once = {at_once}
per_address = {per_address}
arriving = {arriving}
new_a_second = {new_a_second}
burst = {burst}
per_worker = {people}
[idle]
after = 3600
"""
WIDE: Mapping[str, float] = {
    "at_once": 5000, "per_address": 5000, "arriving": 5000, "new_a_second": 1000, "burst": 5000
}  # fmt: skip
"""Limits that no bench comes near."""

PATIENCE = 120.0
WORDS = b"Ctrl+C"
"""Text in the first line of every screen."""

DRAWN = b"q leave"
"""Text in the last line of a screen; the first frame, before it, lacks this."""

BLANK = b"\x1b[2J"
CARD = b"Back to where I was"
"""Text on the safety card only."""

TO_A_QUESTION = (b"\r", b"3", b"\r", b"h")
"""Keys to a question with the safety card above it: the screen with the most to draw."""

GUEST = {"username": "check", "client_keys": None}
"""SSH login options for a kiosk without authentication."""

STILL = 0.1
"""Seconds without output after which a screen counts as complete."""

Visit = tuple[asyncssh.SSHClientChannel[bytes], "Person"]


class LeanClient(asyncssh.SSHClientConnection):
    """Sends no empty packet before each other one, as asyncssh does and OpenSSH does not."""

    def send_packet(
        self, pkttype: int, *args: bytes, handler: SSHPacketLogger | None = None
    ) -> None:
        """Send a packet, unless it is empty."""
        if pkttype != asyncssh.constants.MSG_IGNORE:
            super().send_packet(pkttype, *args, handler=handler)


class Kiosk:
    """A running kiosk, ours or a peer."""

    def __init__(
        self, process: subprocess.Popen[str], port: int, login: Mapping[str, object] = GUEST
    ) -> None:
        """Keep its process, its port, and its login options."""
        self.process, self.port, self.login = process, port, login

    def person(self) -> AbstractAsyncContextManager[Visit]:
        """Return a context in which one person is connected."""
        return person(self.port, self.login)

    def pss(self) -> int:
        """Return the bytes of memory of all its processes (PSS: shared pages are counted once)."""
        return sum(_pss(pid) for pid in family(self.process.pid))

    def seconds(self) -> float:
        """Return the CPU seconds of its processes, including ended children."""
        return sum(process_seconds(pid) for pid in family(self.process.pid))


@contextmanager
def kiosk(
    folder: Path, people: int, program: Sequence[str] = PROGRAM, **limits: float
) -> Iterator[Kiosk]:
    """Run a kiosk with `people` sessions to a worker; other limits of [people] may be given."""
    folder.mkdir()
    settings = SETTINGS.format(people=people, **{**WIDE, **limits})
    (folder / "kiosk.toml").write_text(settings, encoding="utf-8")
    subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, "host-key", str(folder / "key")], check=True, capture_output=True
    )
    command = [*program, "serve", "--config", str(folder / "kiosk.toml")]
    with running(command) as process:
        said = next(line for line in process.stdout or () if re.search(r"\d", line))
        yield Kiosk(process, int(re.findall(r"\d+", said)[-1]))


@contextmanager
def running(command: Sequence[str], noted: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """Run a program, and kill it with all its children."""
    process = subprocess.Popen(  # noqa: S603 - what a bench measures
        command, stdout=subprocess.PIPE, stderr=noted, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        for pid in list(family(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


class Person(asyncssh.SSHClientSession[bytes]):
    """One simulated person; notes when output comes."""

    def __init__(self) -> None:
        """Start without output."""
        self.came = time.perf_counter()
        self.first, self.pressed = 0.0, self.came
        self.seen = b""
        self.news = asyncio.Event()

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        """Note output."""
        self.seen += data
        if not self.first and WORDS in self.seen:
            self.first = time.perf_counter() - self.came
        self.news.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wake the waiting task."""
        self.news.set()

    async def until(self, what: bytes) -> float:
        """Wait for this output; return the seconds since the person connected."""
        async with asyncio.timeout(PATIENCE):
            while what not in self.seen:
                self.news.clear()
                await self.news.wait()
        return time.perf_counter() - self.came

    async def still(self) -> None:
        """Wait until output stops."""
        with suppress(TimeoutError):
            while True:
                self.news.clear()
                async with asyncio.timeout(STILL):
                    await self.news.wait()

    async def press(self, channel: asyncssh.SSHClientChannel[bytes], key: bytes) -> float:
        """Press a key, and return the seconds until the next output."""
        self.news.clear()
        self.seen = b""
        self.pressed = time.perf_counter()
        channel.write(key)
        try:
            async with asyncio.timeout(PATIENCE):
                await self.news.wait()
        except TimeoutError as error:
            raise TimeoutError(f"nothing was shown after {key!r}") from error
        return time.perf_counter() - self.pressed


@asynccontextmanager
async def person(port: int, login: Mapping[str, object] = GUEST) -> AsyncIterator[Visit]:
    """Connect one person to the kiosk for the body."""
    someone = Person()
    connection = await asyncssh.connect("127.0.0.1", port, known_hosts=None, config=None, **login)
    connection.__class__ = LeanClient
    try:
        channel, _ = await connection.create_session(
            lambda: someone, term_type="xterm-256color", term_size=(100, 30), encoding=None
        )
        yield channel, someone
    finally:
        connection.abort()


def percentiles(seconds: list[float]) -> tuple[float, float, float]:
    """Return the 50th, 95th and 99th percentile, in milliseconds."""
    cuts = quantiles([1000 * s for s in seconds], n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def family(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="utf-8").split():
            yield from family(int(child))


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def process_seconds(pid: int) -> float:
    """Return the CPU seconds of a process and of its ended children; 0 where there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / 100
