"""Privileges and limits that processes of the kiosk give up, before a person comes."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from pathlib import Path

NOBODY = 65_534
PDEATHSIG, DUMPABLE, NO_NEW_PRIVILEGES = 1, 4, 38
"""Numbers of prctl(2) that Python does not name."""

STANDARD = 3
"""Standard input, output and error."""

DESCRIPTORS = 32
"""Descriptors of a worker, beside two for each person."""


def confine(parent: int, memory: int, people: int) -> None:
    """Give up all that a worker does not need; `memory` is in bytes above what is in use.

    From here on no file grows, no process is started, no debugger reads memory, and the process
    ends when its parent does. The wall refuses further system calls. Linux alone.
    """
    in_use = _in_use()
    _be_nobody()
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    close_to_debuggers()
    prctl(PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)
    limits = {
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: DESCRIPTORS + 2 * people,
        resource.RLIMIT_AS: in_use + memory,
    }
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))


def close_to_debuggers() -> None:
    """Keep debuggers from this process' memory, and write no core dump."""
    ctypes.CDLL(None, use_errno=True).prctl(DUMPABLE, 0, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide_standard() -> None:
    """Point standard input, output and error at /dev/null, so that nothing leaves that way."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in range(STANDARD):
        os.dup2(nothing, fd)
    if nothing >= STANDARD:
        os.close(nothing)


def _be_nobody() -> None:
    """Drop root, if this process has it."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def _in_use() -> int:
    """Return the bytes of address space that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
