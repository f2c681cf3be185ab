"""Processes that the front started: the zygote, its forks, their CPU time, and which of them hang.

A loaded machine answers late, too. So a process hangs only if it used much CPU time without an
answer, or if it sleeps instead of answering.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk import wire
from kiosk.config import Limits

ROOT = Path(__file__).resolve().parents[2]

CHECK_SECONDS = 1.0
"""Seconds between two checks of a process."""

INIT = 1
"""The pid of the process that inherits orphans, as this one does in a container."""

TICKS = os.sysconf("SC_CLK_TCK")

WARMING_CPU = 120.0
"""CPU seconds in which a zygote must have warmed up; it needs one or two, or ten times that."""

ASLEEP = frozenset("SDTtZ")
"""States in /proc/PID/stat in which a process computes nothing."""


@dataclass(frozen=True, slots=True)
class Use:
    """The state of a process, as a letter of /proc, and its CPU seconds so far."""

    state: str
    seconds: float


def read_use(stat: str) -> Use:
    """Return the state and CPU time in /proc/PID/stat; the name there may hold any character."""
    fields = stat.rpartition(")")[2].split()
    return Use(fields[0], (int(fields[11]) + int(fields[12])) / TICKS)


def use_of(pid: int) -> Use | None:
    """Return the state and CPU time of a process; None if they cannot be read."""
    try:
        return read_use(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def reap_orphans() -> None:
    """Reap dead processes whose own parent died before them, if this process inherits orphans."""
    with suppress(ChildProcessError):
        while os.getpid() == INIT and os.waitpid(-1, os.WNOHANG)[0]:
            pass


@dataclass(frozen=True, slots=True)
class Probe:
    """When a process was asked for an answer, and the CPU seconds it had used by then."""

    when: float
    seconds: float


def hangs(probe: Probe, now: float, use: Use, limits: Limits) -> bool:
    """Return whether a process that was asked, and has not answered, never will."""
    if use.seconds - probe.seconds >= limits.hung_cpu:
        return True
    return use.state in ASLEEP and now - probe.when >= limits.hung_asleep


class WarmingWatch:
    """Watches a process that warms up, for which a slow machine may take any time."""

    def __init__(self, now: float) -> None:
        """Start when it starts; `now` is the time of the event loop."""
        self._moved, self._seconds = now, 0.0

    def hangs(self, now: float, use: Use, limits: Limits) -> bool:
        """Return whether it computes without end, or sleeps and computes nothing meanwhile."""
        if use.seconds > self._seconds or use.state not in ASLEEP:
            self._moved, self._seconds = now, use.seconds
        return use.seconds >= WARMING_CPU or now - self._moved >= limits.hung_asleep


class Process:
    """A forked process, held by a pidfd, which never comes to mean another process."""

    def __init__(self, pid: int, handle: int, died: Callable[[], None]) -> None:
        """Hold a process, and call `died` when it has ended."""
        self.pid, self._handle, self._died = pid, handle, died
        asyncio.get_running_loop().add_reader(handle, self._end)

    @property
    def use(self) -> Use | None:
        """The state and CPU time of the process; None once it is gone."""
        return use_of(self.pid)

    def kill(self) -> None:
        """End it now, with all that it holds."""
        if self._handle >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)
        self._handle = -1
        self._died()


class Zygote:
    """One zygote process, asked for one fork at a time; when it ends, another replaces it."""

    def __init__(self) -> None:
        """Start the process, which then warms up. Raises OSError."""
        self._near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-X", "utf8", "-m", "kiosk.worker.zygote", str(far.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=(far.fileno(),), start_new_session=True,
                cwd=ROOT, env={"PATH": os.defpath},
            )  # fmt: skip
        self._near.setblocking(False)
        self._probe: Probe | None = None

    @property
    def ended(self) -> bool:
        """Whether it can fork no more."""
        return self._process.poll() is not None

    async def warm(self, terms: bytes, limits: Limits) -> None:
        """Wait until it has read all that it serves; raises OSError if it ends or hangs before."""
        loop = asyncio.get_running_loop()
        watch = loop.create_task(self._watch(limits))
        try:
            with suppress(OSError):
                await loop.sock_sendall(self._near, terms)
                if await loop.sock_recv(self._near, wire.MAX_MESSAGE):
                    return
        finally:
            watch.cancel()
        self.kill()
        self._near.close()
        raise ConnectionError

    async def _watch(self, limits: Limits) -> None:
        """Look again and again whether it hangs while it warms up, and end it then."""
        loop = asyncio.get_running_loop()
        watch = WarmingWatch(loop.time())
        while use := use_of(self._process.pid):
            if watch.hangs(loop.time(), use, limits):
                self._process.kill()
            await asyncio.sleep(CHECK_SECONDS)

    async def fork(self, message: bytes, end: int) -> tuple[int, int]:
        """Fork a process that is given this message and this descriptor; return pid and pidfd.

        Raises OSError if the zygote is gone, or if no process or descriptor is left.
        """
        socket.send_fds(self._near, [message], [end])
        self._note()
        try:
            await _readable(self._near)
            pid, handles, _, _ = socket.recv_fds(self._near, wire.MAX_MESSAGE, 1)
        finally:
            self._probe = None
        if not pid:
            self.kill()
            raise ConnectionError
        if not handles:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return int(pid), handles[0]

    def check(self, now: float, limits: Limits) -> None:
        """End it if it was asked to fork, and hangs; `now` is the time of the event loop."""
        use = use_of(self._process.pid)
        if self._probe and use and hangs(self._probe, now, use, limits):
            self._process.kill()

    def kill(self) -> None:
        """End it, and with it all that it forked."""
        self._process.kill()
        self._process.wait()

    def _note(self) -> None:
        if use := use_of(self._process.pid):
            self._probe = Probe(asyncio.get_running_loop().time(), use.seconds)


async def _readable(end: socket.socket) -> None:
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(end.fileno(), ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(end.fileno())
