"""The real kiosk for tests: a process of its own on a free port, as a host would run it."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any, TypedDict

import pytest

import evenground
from commands.run import run
from kiosk.front.ssh import make_key
from tests.support.kiosk_forked import Front, fork
from tests.support.kiosk_processes import alive, children, until
from tests.support.kiosk_traces import files, in_files, in_processes, leaked
from tests.support.small import write_small
from tests.support.terminal import DEADLINE, ROOT

LOOPBACK = "127.0.0.1"
FEW = "[people]\nburst = 1000\nnew_a_second = 1000.0\n"
"""Lets tests come as fast as they can."""

WIDE_OPEN = (
    "[people]\nburst = 10000\nnew_a_second = 10000.0\nat_once = 1000\nper_address = 1000\n"
    "arriving = 1000\n"
)
"""Lets all of a test's people in at once."""

PLANTED = (str(ROOT / "tests" / "support" / "planted_kiosk.py"),)
"""A program that opens a kiosk in which faults are planted."""

FULL_DISK = (str(ROOT / "tests" / "support" / "full_disk.py"),)
"""Runs a program on what is to it a full disk."""


def said_first(*call: str) -> int:
    """Return how many lines a kiosk says before it has read anything: one where it is to open."""
    return int("--check-config" not in call)


PORT = rb"\d{4,5}\. .*\n"


PORTS = count(20_000 + 12 * (os.getpid() % 1000))
"""Below those that systems give to whoever asks for any port, and others for each process."""


def free_port() -> int:
    """Find a port that nobody uses now, and nobody is given before it is used."""
    for port in PORTS:
        with suppress(OSError), socket.create_server((LOOPBACK, port)):
            return port
    raise AssertionError


AT_HOME = f"""import sys
sys.path[0] = {str(ROOT)!r}
import evenground
evenground.HOME = sys.argv.pop(1)
sys.exit(evenground.main())"""


def serve_call(*flags: str, home: Path = ROOT, program: Sequence[str] = ()) -> list[str]:
    """Say how a kiosk is started, with the content and what is stored in this folder."""
    return [sys.executable, *(program or ("-c", AT_HOME, str(home))), "serve", *flags]


def refusal(*flags: str, home: Path = ROOT) -> list[str]:
    """Call for a kiosk that must not open; say what the host is told, line by line."""
    ran = subprocess.run(
        serve_call(*flags, home=home), cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=DEADLINE,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout.count("\n")) == (2, said_first(*flags)), ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stderr.splitlines()


def told(capsys: pytest.CaptureFixture[str], *flags: str) -> list[str]:
    """Call for a kiosk in this process; say what the host is told, line by line."""
    assert run(["serve", *flags], evenground._places()) == 2
    said, wrong = capsys.readouterr()
    assert said.count("\n") <= said_first(*flags)
    return wrong.splitlines()


class User(TypedDict, total=False):
    """How a process becomes somebody else."""

    user: int
    group: int
    extra_groups: list[int]


def as_user(user: int) -> User:
    """Become this user alone, where we are another."""
    return {} if user == os.geteuid() else {"user": user, "group": user, "extra_groups": []}


def write_settings(folder: Path, pack: Path, more: str = "", port: int = 0) -> Path:
    """Write a key, once, and settings that name it, for a kiosk over this pack."""
    key, file = folder / "key", folder / "kiosk.toml"
    if not key.exists():
        make_key(key)
    file.write_text(
        f'[listen]\nport = {port}\nhost_key = "key"\n[check]\npack = "{pack}"\ncountry = "GB"\n'
        "allow_unreviewed = true\n"
        f"{more}"
    )
    return file


class Kiosk(AbstractContextManager["Kiosk"]):
    """A kiosk that is open; at its end nothing of anyone may be found on its host."""

    def __init__(
        self,
        settings: Path,
        *flags: str,
        home: Path = ROOT,
        program: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        user: int = os.geteuid(),
    ) -> None:
        """Open it as some user, or have another `program` open it; wait until it says its port."""
        self.settings, self.folder, self.key = settings, settings.parent, settings.parent / "key"
        self._said = b""
        self._before = files(self.folder)
        call = serve_call("--config", str(settings), *flags, home=home, program=program)
        own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TMPDIR": str(self.folder)}
        self.process, self._out = self._open(call, {**own, **(environment or {})}, user)
        self.pid = self.process.pid
        self.wait_says(PORT)
        self.port = int(re.findall(rb"\d{4,5}", self._said)[-1])

    def _open(self, call: list[str], env: Mapping[str, str], user: int) -> tuple[Front, IO[bytes]]:
        """Start its front, and return that with what it tells its host."""
        process = subprocess.Popen(
            call, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=env, **as_user(user),
        )  # fmt: skip
        assert process.stdout
        return process, process.stdout

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """End it, and see that nothing was left, unless something failed before."""
        left = self.traces()
        if self.process.poll() is None:
            self.process.kill()
        self.wait_end()
        left += self.traces()
        assert failed or not left, left

    def traces(self) -> list[str]:
        """Find what is left of people: in processes, files and cores, and in what was told."""
        return [
            *in_processes(self.all),
            *in_files(self._before, self.folder),
            *leaked("told", self.said),
        ]

    @property
    def said(self) -> bytes:
        """What it has told its host so far."""
        while self._hears(0.0):
            pass
        return self._said

    def wait_says(self, pattern: bytes) -> None:
        """Read what it tells its host until this was said."""
        end = time.monotonic() + DEADLINE
        while not re.search(pattern, self._said):
            more = self._hears(max(0.0, end - time.monotonic()))
            assert more, f"never said {pattern!r}: {self._said!r}"

    def _hears(self, seconds: float) -> bytes:
        """Take what it tells within some time; empty where that is nothing."""
        out = self._out
        if out.closed or not select.select([out], [], [], seconds)[0]:
            return b""
        more = os.read(out.fileno(), 65536)
        self._said += more
        return more

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def wait_end(self) -> int:
        """Wait until it has ended; say how, and keep the rest of what it said."""
        while self._hears(DEADLINE):
            pass
        status = self.process.wait(timeout=DEADLINE)
        self._out.close()
        return status

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
        seen: list[int] = []

        def is_one() -> bool:
            seen[:] = self.workers
            return len(seen) == 1

        await until(is_one, "one worker alone")
        return seen[0]

    @property
    def all(self) -> list[int]:
        """The front, every zygote and all workers."""
        zygotes = children(self.pid)
        serve = (*zygotes, *(worker for one in zygotes for worker in children(one)))
        return [self.pid, *filter(alive, serve)]

    @property
    def descriptors(self) -> int:
        """How many descriptors the front has open; skips the test where only root sees that."""
        self.looked_into()
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def looked_into(self) -> None:
        """Skip the test where nobody but root can look into a process that is closed to others."""
        if not os.access(f"/proc/{self.pid}/fd", os.R_OK):
            pytest.skip("only root can look into the front")


def small_kiosk(folder: Path, more: str = WIDE_OPEN, **given: Any) -> Kiosk:  # noqa: ANN401
    """Open a kiosk over the small pack, both in this folder; `given` is as for any kiosk."""
    return Kiosk(write_settings(folder, write_small(folder), more), **given)


class ForkedKiosk(Kiosk):
    """A kiosk for tests of what it does once it is open: its front is forked, not started."""

    def _open(self, call: list[str], env: Mapping[str, str], user: int) -> tuple[Front, IO[bytes]]:
        """Fork a front as it ever is, or one in which faults are planted."""
        _, *start = call[: call.index("serve")]
        assert start in ([*PLANTED], ["-c", AT_HOME, str(ROOT)])
        assert user == os.geteuid()
        return fork(call[len(start) + 1 :], self.folder, env, planted=start == [*PLANTED])


def forked_kiosk(folder: Path, more: str = WIDE_OPEN, **given: Any) -> Kiosk:  # noqa: ANN401
    """Open such a kiosk over the small pack."""
    return ForkedKiosk(write_settings(folder, write_small(folder), more), **given)


@contextmanager
def program(argv: list[str]) -> Iterator[None]:
    """Run another program in the background, and end it."""
    process = subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    try:
        yield
    finally:
        process.kill()
        process.wait(timeout=DEADLINE)
