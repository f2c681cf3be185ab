"""A process that stays warm beside the desk: it answers in messages, and is never left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from editor.preview import wire

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds that the end of a process is waited for, once it was killed."""


class Listener(Protocol):
    """What hears of a process."""

    def begun(self) -> None:
        """Note that a process has just started, and knows nothing."""

    def take(self, told: dict[str, Any]) -> None:
        """Take a message."""

    def lost(self) -> None:
        """Note that the process has ended by itself."""


class WarmProcess:
    """Holds one process, which starts when it is needed and ends with this one."""

    def __init__(
        self,
        listener: Listener,
        arguments: Sequence[str],
        environment: Callable[[], Mapping[str, str]],
    ) -> None:
        """Keep what to start, and who hears of it."""
        self._listener, self._arguments, self._environment = listener, arguments, environment
        self._process: Process | None = None
        self._starting: asyncio.Task[None] | None = None
        self._hearing: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int:
        """The id of the process; 0 while there is none."""
        return self._process.pid if self._process else 0

    async def started(self) -> None:
        """Start the process, once for all who wait for it, also if some of them wait no more."""
        if self._process:
            return
        self._starting = self._starting or asyncio.create_task(self._start())
        await asyncio.shield(self._starting)

    async def _start(self) -> None:
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-X", "utf8", *self._arguments,
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True,
                cwd=ROOT, env=self._environment(),
            )  # fmt: skip
        finally:
            self._starting = None
        self._process = process
        self._listener.begun()
        hearing = asyncio.create_task(self._hear(process))
        self._hearing.add(hearing)
        hearing.add_done_callback(self._hearing.discard)

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a message; raises ConnectionError if the process has ended."""
        if self._process is None or self._process.stdin is None:
            raise ConnectionError
        self._process.stdin.write(wire.frame(request))

    async def _hear(self, process: Process) -> None:
        """Hand on what is told, note that a process has ended, and end what it started."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while process.stdout:
                self._listener.take(await wire.receive(process.stdout))
        if process is self._process:
            self._process = None
            self._listener.lost()
        _kill(process)
        if process.stdin:
            process.stdin.close()
        await process.wait()

    async def close(self) -> None:
        """End the process with all that it started; the next one to need it starts another.

        Nobody is kept waiting for long: what holds its end of a pipe open though it was killed, or
        does not get as far as to start, is left to the system.
        """
        if self._starting:
            await _over({self._starting})
        process, self._process = self._process, None
        if process:
            _kill(process)
        await _over(self._hearing)


def _kill(process: Process) -> None:
    """Kill a process, also one that was stopped, and all that it has started."""
    with suppress(ProcessLookupError, PermissionError):  # macOS: only zombies are left of them
        os.killpg(process.pid, signal.SIGKILL)


async def _over(tasks: set[asyncio.Task[None]]) -> None:
    """Wait until tasks are done, and cancel them if that takes too long."""
    for late in (await asyncio.wait(tasks, timeout=PATIENCE))[1] if tasks else ():
        late.cancel()
