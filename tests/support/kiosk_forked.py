"""A kiosk without the two seconds in which Python starts its front twice and imports it.

Each process of tests keeps one warm process (`kiosk_forking.py`), which forks for each kiosk. The
zygote is started as ever. What rests on how a front starts is tested with one that is started.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Protocol

from kiosk.front.memory import ALLOCATOR, DEBUG
from tests.support.warm import line_of, warm

AGAIN = {ALLOCATOR: DEBUG}
"""What a front starts itself again with."""


class Front(Protocol):
    """The process of a kiosk, as far as tests ask for it; one of `subprocess` is such a one."""

    pid: int

    def poll(self) -> int | None:
        """Return its status, None while it has not ended."""

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""

    def kill(self) -> None:
        """Kill it, unless it has ended."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended, and return its status."""


class Forked:
    """A front that was forked; whoever forked it tells its status."""

    def __init__(self, pid: int, status: int) -> None:
        """Keep its id, and the pipe that tells its status."""
        self.pid, self._told = pid, status
        self._status: int | None = None

    def poll(self) -> int | None:
        """Return its status, None while it has not ended."""
        return self._look(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended, and return its status."""
        status = self._look(timeout)
        assert status is not None, f"{self.pid} has not ended"
        return status

    def _look(self, seconds: float | None) -> int | None:
        if self._status is None and select.select([self._told], [], [], seconds)[0]:
            self._status = int(os.read(self._told, 64))
            os.close(self._told)
        return self._status

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it, unless it has ended."""
        self.send_signal(signal.SIGKILL)


def fork(
    arguments: Sequence[str], at: Path, env: Mapping[str, str], *, planted: bool
) -> tuple[Forked, IO[bytes]]:
    """Return a front called so, and what it tells its host."""
    says, said = os.pipe()
    tells, told = os.pipe()
    call = {"arguments": arguments, "at": str(at), "env": {**env, **AGAIN}}
    asked = _warm()
    socket.send_fds(asked, [json.dumps({**call, "planted": planted}).encode()], [said, told])
    for end in (said, told):
        os.close(end)
    return Forked(int(line_of(asked)), tells), os.fdopen(says, "rb", 0)


@cache
def _warm() -> socket.socket:
    """Start the warm process."""
    own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **AGAIN}
    streams = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
    return warm("kiosk_forking.py", streams=streams, env=own)
