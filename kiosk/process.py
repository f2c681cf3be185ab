"""A process that serves people, as the front sees it: its handle, its time, its end."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FIRST = 1
"""The number of the process to which orphans fall, as in a container."""

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Use:
    """What the system says of a process: a letter for its state, and CPU seconds so far."""

    state: str
    seconds: float


def read_use(stat: str) -> Use:
    """Read a line of /proc/PID/stat; the name in it may hold anything, even brackets."""
    fields = stat.rpartition(")")[2].split()
    return Use(fields[0], (int(fields[11]) + int(fields[12])) / TICKS)


def use_of(pid: int) -> Use | None:
    """Look up what a process uses; None where that cannot be told."""
    try:
        return read_use(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def let_orphans_go() -> None:
    """Let go of the dead whose own parent died before them; as process 1, all fall to this one."""
    with suppress(ChildProcessError):
        while os.getpid() == FIRST and os.waitpid(-1, os.WNOHANG)[0]:
            pass


class Process:
    """A forked process, held by a descriptor that can never come to mean another one."""

    def __init__(self, pid: int, handle: int, died: Callable[[], None]) -> None:
        """Hold a process, and say when it has died."""
        self.pid, self._handle, self._died = pid, handle, died
        asyncio.get_running_loop().add_reader(handle, self._end)

    @property
    def use(self) -> Use | None:
        """What the process uses; None once it is gone."""
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
