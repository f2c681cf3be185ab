"""A kiosk of its own on loopback, people who come to it, and what all of it takes."""

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

import asyncssh

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = (sys.executable, str(ROOT / "evenground.py"))
SETTINGS = """[listen]
host = "127.0.0.1"
port = 0
host_key = "key"
[people]
at_once = 5000
per_address = 5000
arriving = 5000
new_a_second = 1000
burst = 5000
per_worker = {people}
[idle]
after = 3600
"""
PATIENCE = 120.0
WORDS = b"Ctrl+C"
"""In the first line of every screen."""

DRAWN = b"q leave"
"""In the last line of a screen; until that is drawn there are only lines of words."""

BLANK = b"\x1b[2J"
CARD = b"Back to where I was"
"""On the numbers to call alone."""

TO_A_QUESTION = (b"1", b"\r", b"3", b"\r", b"h")
"""Keys to a question with the numbers to call over it: the screen that takes most."""

GUEST = {"username": "check", "client_keys": None}
"""How one logs in where nobody is asked for anything."""

STILL = 0.1
"""A screen to which nothing was added for so many seconds is taken to be whole."""

Visit = tuple[asyncssh.SSHClientChannel[bytes], "Person"]


class Kiosk:
    """A kiosk that runs, ours or another."""

    def __init__(
        self, process: subprocess.Popen[str], port: int, login: Mapping[str, object] = GUEST
    ) -> None:
        """Know its process, its port, and how one logs in."""
        self.process, self.port, self.login = process, port, login

    def person(self) -> AbstractAsyncContextManager[Visit]:
        """Come, and go."""
        return person(self.port, self.login)

    def pss(self) -> int:
        """Count the bytes of memory that all its processes have, what they share counted once."""
        return sum(_pss(pid) for pid in family(self.process.pid))

    def seconds(self) -> float:
        """Count the CPU seconds that its processes have used, and those that ended before."""
        return sum(_seconds(pid) for pid in family(self.process.pid))


@contextmanager
def kiosk(folder: Path, people: int, program: Sequence[str] = PROGRAM) -> Iterator[Kiosk]:
    """Open a kiosk with so many people to a worker, and close it."""
    folder.mkdir()
    (folder / "kiosk.toml").write_text(SETTINGS.format(people=people), encoding="utf-8")
    subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, "host-key", str(folder / "key")], check=True, capture_output=True
    )
    command = [*program, "serve", "--config", str(folder / "kiosk.toml")]
    with running(command) as process:
        said = process.stdout.readline() if process.stdout else ""
        yield Kiosk(process, int(re.findall(r"\d+", said)[-1]))


@contextmanager
def running(command: Sequence[str], noted: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """Start a program, and end it with all that came from it."""
    process = subprocess.Popen(  # noqa: S603 - what a bench measures
        command, stdout=subprocess.PIPE, stderr=noted, text=True
    )
    try:
        yield process
    finally:
        for pid in list(family(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


class Person(asyncssh.SSHClientSession[bytes]):
    """Someone at a kiosk, who sees when something was shown."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self.came = time.perf_counter()
        self.first, self.pressed = 0.0, self.came
        self.seen = b""
        self.news = asyncio.Event()

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        """See."""
        self.seen += data
        if not self.first and WORDS in self.seen:
            self.first = time.perf_counter() - self.came
        self.news.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self.news.set()

    async def until(self, what: bytes) -> float:
        """Wait until this is shown; say how long it took since the person came."""
        async with asyncio.timeout(PATIENCE):
            while what not in self.seen:
                self.news.clear()
                await self.news.wait()
        return time.perf_counter() - self.came

    async def still(self) -> None:
        """Wait until nothing more is shown."""
        with suppress(TimeoutError):
            while True:
                self.news.clear()
                async with asyncio.timeout(STILL):
                    await self.news.wait()

    async def press(self, channel: asyncssh.SSHClientChannel[bytes], key: bytes) -> float:
        """Press a key, and say how long it took until something came of it."""
        self.news.clear()
        self.seen = b""
        self.pressed = time.perf_counter()
        channel.write(key)
        async with asyncio.timeout(PATIENCE):
            await self.news.wait()
        return time.perf_counter() - self.pressed


@asynccontextmanager
async def person(port: int, login: Mapping[str, object] = GUEST) -> AsyncIterator[Visit]:
    """Come to the kiosk, and go."""
    someone = Person()
    connection = await asyncssh.connect("127.0.0.1", port, known_hosts=None, config=None, **login)
    try:
        channel, _ = await connection.create_session(
            lambda: someone, term_type="xterm-256color", term_size=(100, 30), encoding=None
        )
        yield channel, someone
    finally:
        connection.abort()


def percentiles(seconds: list[float]) -> tuple[float, float, float]:
    """Give the middle, and what 95 and 99 of 100 stay under, in milliseconds."""
    cuts = quantiles([1000 * s for s in seconds], n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def family(pid: int) -> Iterator[int]:
    """List a process and all that came from it."""
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


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / 100
