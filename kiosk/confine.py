"""What processes of the kiosk give up: debuggers and cores all of them, workers nearly all."""

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
DESCRIPTORS = 32


def confine(parent: int, memory: int, people: int) -> None:
    """Give up all that serving people does not need; `memory` is in bytes above what is in use.

    From here on no file grows, no process is started, nothing can be read by a debugger, and the
    process ends when its parent does. What else it could ask of the kernel the wall keeps from it.
    Linux alone.
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
    """Let nobody read this process' memory, and write none of it to a disk when it breaks."""
    ctypes.CDLL(None, use_errno=True).prctl(DUMPABLE, 0, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide_standard() -> None:
    """Point standard input, output and error at nothing: no sentence can leave that way."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in range(STANDARD):
        os.dup2(nothing, fd)
    if nothing >= STANDARD:
        os.close(nothing)


def _be_nobody() -> None:
    """Give up root, where the kiosk was started with it."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def _in_use() -> int:
    """Say how many bytes of addresses this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
