"""The real kiosk for tests: its own process on a free port, and what the system says of it."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from tests.small import write_small
from tests.terminal import DEADLINE, ROOT

KEY = "hk"
WIDE_OPEN = "[people]\nburst = 10000\nnew_a_second = 10000.0\nat_once = 1000\nper_address = 1000\n"
"""A door that lets all of a test's people in at once."""

PORT = re.compile(r"\b\d{4,5}\b")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Front(AbstractContextManager["Front"]):
    """A kiosk over the small pack; `argv` is another program that serves, for planted faults."""

    def __init__(
        self,
        folder: Path,
        config: str = WIDE_OPEN,
        argv: Sequence[str] = ("evenground.py",),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Make a key and a configuration in this folder, serve, and wait until it is open."""
        self.folder = folder
        self.said = folder / "stderr"
        self.config = folder / "kiosk.toml"
        self.configure(config)
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(environment or {})}
        if not (folder / KEY).exists():
            command = [sys.executable, str(ROOT / "evenground.py"), "host-key", str(folder / KEY)]
            subprocess.run(command, check=True, capture_output=True, env=environment)
        write_small(folder)
        script = ROOT / argv[0]
        with self.said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, str(script), *argv[1:], "serve", "--config", str(self.config)],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said,
                cwd=folder, env=environment,
            )  # fmt: skip
        self.pid = self._process.pid
        self.port = int(PORT.findall(self._line())[-1])

    def __exit__(self, *_: object) -> None:
        """End it; whoever is inside goes with it."""
        self._process.kill()
        self._process.communicate()

    def configure(self, config: str) -> None:
        """Write the configuration; a SIGHUP makes it count."""
        own = f'[listen]\nport = 0\nhost_key = "{KEY}"\n[check]\npack = "small"\ncountry = "GB"\n'
        self.config.write_text(own + config, encoding="utf-8")

    def signal(self, number: signal.Signals) -> None:
        """Send the kiosk a signal."""
        self._process.send_signal(number)

    def wait_end(self) -> int:
        """Wait until it has ended by itself, and say its exit status."""
        return self._process.wait(DEADLINE)

    def _line(self) -> str:
        """Wait for the line that tells the port."""
        assert self._process.stdout
        assert select.select([self._process.stdout], [], [], DEADLINE)[0], "never opened"
        line = self._process.stdout.readline().decode()
        assert PORT.search(line), self.said.read_text()
        return line

    @property
    def zygote(self) -> int:
        """The process that workers are forked from; fails where there is none."""
        return next(pid for pid in children(self.pid) if alive(pid))

    @property
    def workers(self) -> list[int]:
        """The processes that serve people, and one to spare."""
        return [pid for pid in children(self.zygote) if alive(pid)]

    async def spare(self) -> int:
        """Wait until nobody is served, and say which process serves whoever comes next."""
        await until(lambda: len(self.workers) == 1, "one worker alone")
        return self.workers[0]

    @property
    def all(self) -> list[int]:
        """The front, the zygote and the workers."""
        return [self.pid, self.zygote, *self.workers]

    @property
    def descriptors(self) -> int:
        """How many descriptors the front has open."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))


def children(pid: int) -> list[int]:
    """List the processes that this one has started, oldest first."""
    stats = {int(path.name): _stat(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    return sorted(child for child, stat in stats.items() if stat and stat[1] == str(pid))


def alive(pid: int) -> bool:
    """Say whether this process is there and has not ended."""
    stat = _stat(pid)
    return bool(stat) and stat[0] not in "ZX"


def cpu(pid: int) -> float:
    """Say how many seconds of processor time this process has used."""
    stat = _stat(pid)
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK") if stat else 0.0


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def resident(pid: int) -> int:
    """Say how many bytes of memory this process holds in use, shared ones as well."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * PAGE
    except OSError:
        return 0


async def until(happened: Callable[[], object], what: str) -> None:
    """Look again and again until something has happened of which nobody tells us."""
    try:
        async with asyncio.timeout(DEADLINE):
            while not happened():
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"never: {what}") from None
