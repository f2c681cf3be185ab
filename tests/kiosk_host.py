"""A real kiosk in a process of its own, over the small pack, as a host would run it."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TypedDict

import pytest

import evenground
from commands.run import run
from kiosk.host_key import make_key
from tests.terminal import DEADLINE, ROOT

LOOPBACK = "127.0.0.1"
FEW = "[people]\nburst = 1000\nnew_a_second = 1000.0\n"
"""Lets tests come as fast as they can."""


def free_port() -> int:
    """Find a port that nobody uses now."""
    with socket.create_server((LOOPBACK, 0)) as server:
        port: int = server.getsockname()[1]
    return port


def wait_until(happened: Callable[[], object], what: str) -> None:
    """Look again and again, and fail where it never happens."""
    end = time.monotonic() + DEADLINE
    while not happened():
        assert time.monotonic() < end, what
        select.select([], [], [], 0.02)


HOME = "import sys, evenground as e; e.HOME = sys.argv.pop(1); sys.exit(e.main())"


def serve_call(*flags: str, home: Path = ROOT) -> list[str]:
    """Say how a kiosk is started, with the content and what is stored in this folder."""
    return [sys.executable, "-c", HOME, str(home), "serve", *flags]


def refusal(*flags: str, home: Path = ROOT) -> list[str]:
    """Call for a kiosk that must not open; say what the host is told, line by line."""
    ran = subprocess.run(
        serve_call(*flags, home=home), cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=DEADLINE,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, ""), ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stderr.splitlines()


def told(capsys: pytest.CaptureFixture[str], *flags: str) -> list[str]:
    """Call for a kiosk in this process; say what the host is told, line by line."""
    assert run(["serve", *flags], evenground._places()) == 2
    said, wrong = capsys.readouterr()
    assert said == ""
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
        f"{more}"
    )
    return file


class Kiosk(AbstractContextManager["Kiosk"]):
    """A kiosk that is open; ended at the end, whatever happened."""

    def __init__(
        self, settings: Path, *flags: str, home: Path = ROOT, user: int = os.geteuid()
    ) -> None:
        """Open it as some user, and wait until it says its port."""
        self.settings, self.said = settings, b""
        self.key = settings.parent / "key"
        self.process = subprocess.Popen(
            serve_call("--config", str(settings), *flags, home=home),
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}, **as_user(user),
        )  # fmt: skip
        self.wait_says(rb"\d{4,5}\. .*\n")
        self.port = int(re.findall(rb"\d{4,5}", self.said)[-1])

    def __exit__(self, *_: object) -> None:
        """End it."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate(timeout=DEADLINE)

    def wait_says(self, pattern: bytes) -> None:
        """Read what it tells its host until this was said."""
        end = time.monotonic() + DEADLINE
        assert self.process.stdout
        while not re.search(pattern, self.said):
            readable = select.select([self.process.stdout], [], [], end - time.monotonic())[0]
            more = os.read(self.process.stdout.fileno(), 65536) if readable else b""
            assert more, f"never said {pattern!r}: {self.said!r}"
            self.said += more

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def wait_end(self) -> int:
        """Wait until it has ended; say how, and keep the rest of what it said."""
        rest, _ = self.process.communicate(timeout=DEADLINE)
        self.said += rest
        return self.process.returncode


def page(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    """Ask a page of the host's own; 0 where nobody answers."""
    connection = HTTPConnection(LOOPBACK, port, timeout=DEADLINE)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except ConnectionError:
        return 0, ""
    finally:
        connection.close()


def figures(port: int) -> str:
    """Write settings that offer figures on this port."""
    return f"{FEW}[running]\nmetrics_port = {port}\n"


def seen_at(kiosk: Kiosk) -> int:
    """Say on which port the figures are."""
    found = re.search(r"metrics_port = (\d+)", kiosk.settings.read_text())
    assert found
    return int(found[1])


def figure(kiosk: Kiosk, name: str) -> float:
    """Read one figure."""
    found = re.search(
        rf"^evenground_{name} (\S+)$", page(seen_at(kiosk), "/metrics")[1], re.MULTILINE
    )
    assert found, name
    return float(found[1])


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
