"""What a worker may not do: privileges given up, calls and files that the kernel refuses it."""

from __future__ import annotations

import ctypes
import fcntl
import mmap
import os
import platform
import resource
import signal
import socket
import termios
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kiosk import landlock, seccomp
from kiosk.seccomp import (
    ALLOW,
    EQUAL,
    FIRST,
    HIGH,
    LOAD,
    NO_NEW_PRIVILEGES,
    PROCESSORS,
    REFUSE,
    RETURN,
    SECOND,
    THIRD,
    all_zero,
    must_be,
    none_of,
    numbers,
    one_of,
    opening,
    step,
)

FREE = {
    # name: (x86_64, aarch64); None where that processor has no such call
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "poll": (7, None),
    "lseek": (8, 62),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "readv": (19, 65),
    "writev": (20, 66),
    "select": (23, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "dup": (32, 23),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "recvmsg": (47, 212),
    "shutdown": (48, 210),
    "getsockname": (51, 204),
    "exit": (60, 93),
    "getuid": (102, 174),
    "setsid": (112, 157),
    "gettid": (186, 178),
    "restart_syscall": (219, 128),
    "exit_group": (231, 94),
    "epoll_wait": (232, None),
    "epoll_ctl": (233, 21),
    "pselect6": (270, 72),
    "ppoll": (271, 73),
    "epoll_pwait": (281, 22),
    "epoll_create1": (291, 20),
    "dup3": (292, 24),
    "getrandom": (318, 278),
    "rseq": (334, 293),
    "epoll_pwait2": (441, 441),
}

HELD = {
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "ioctl": (16, 29),
    "madvise": (28, 233),
    "socketpair": (53, 199),
    "getsockopt": (55, 209),
    "fcntl": (72, 25),
    "futex": (202, 98),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "prlimit64": (302, 261),
}
"""Calls of which only some forms are allowed: `kiosk/sandbox.py` says which."""

SECCOMP, LANDLOCK = 1, 2
WHOLE = SECCOMP | LANDLOCK
PARTS: Mapping[str, int] = {"seccomp": SECCOMP, "landlock": LANDLOCK}
"""The parts of the wall around workers, as a host is told them."""

EXECUTABLE = 4
STREAM, KIND = 1, 0xF
OF_OTHERS = 1 << 31
"""Set in the clocks that tell how much another process has computed, and in those of devices."""

TOLD = socket.SO_TYPE, socket.SO_ERROR, socket.SO_PROTOCOL, socket.SO_DOMAIN
"""What a worker may ask of a socket; other options hand it the process at the other end."""

GIVEN_BACK = mmap.MADV_DONTNEED, mmap.MADV_FREE, mmap.MADV_HUGEPAGE, mmap.MADV_NOHUGEPAGE
"""Advice on memory that allocators give; other advice shares it, or reaches its pages."""

WAITS, COMMAND = (0, 1, 3, 4, 5, 9, 10), 0x7F
"""Commands of futex(2) that wait and wake; others look up a process by its number."""

ASKED = (
    termios.TCGETS, termios.TCSETS, termios.TCSETSW, termios.TCSETSF, termios.TIOCSCTTY,
    termios.TIOCGWINSZ, termios.TCFLSH, termios.TCSBRK, termios.FIONREAD, termios.FIONBIO,
    termios.FIOCLEX,
)  # fmt: skip
"""Requests of ioctl(2) that are allowed: those of terminals, and whether to block."""

COMMANDS = (
    fcntl.F_DUPFD, fcntl.F_DUPFD_CLOEXEC, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL,
    fcntl.F_SETFL,
)  # fmt: skip
"""Commands of fcntl(2) that are allowed; others send signals to any process."""


def stand() -> int:
    """Put both parts around this process for good; return which of them stand."""
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    parts = LANDLOCK if landlock.restrict(library) else 0
    if seccomp.known() and seccomp.install(library, program(platform.machine())):
        parts |= SECCOMP
    return parts


def missing(parts: int) -> str:
    """Return the names of the parts that are not among these."""
    return ", ".join(name for name, part in PARTS.items() if not parts & part)


@cache
def stands() -> int:
    """Return which parts stand on this machine, as tried once in a fork that then ends."""
    pid = os.fork()
    if not pid:
        try:
            os._exit(stand())
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def program(machine: str) -> bytes:
    """Return the filter of system calls as BPF, for this processor."""
    column, name = PROCESSORS[machine]
    held = numbers(HELD, column)
    only = {
        "mmap": none_of(THIRD, EXECUTABLE),
        "mprotect": none_of(THIRD, EXECUTABLE),
        "madvise": one_of(THIRD, GIVEN_BACK),
        "ioctl": one_of(SECOND, ASKED),
        "socketpair": must_be(FIRST, socket.AF_UNIX) + one_of(SECOND, (STREAM,), KIND),
        "getsockopt": must_be(SECOND, socket.SOL_SOCKET) + one_of(THIRD, TOLD),
        "fcntl": one_of(SECOND, COMMANDS),
        "futex": one_of(SECOND, WAITS, COMMAND),
        "clock_gettime": none_of(FIRST, OF_OTHERS),
        "clock_nanosleep": none_of(FIRST, OF_OTHERS),
        "prlimit64": _own_limits(),
    }
    steps = opening(name)
    for call, form in only.items():
        steps += [step(EQUAL, held[call], 0, len(form) // 8), form]
    for number in sorted(numbers(FREE, column).values()):
        steps += [step(EQUAL, number, 0, 1), step(RETURN, ALLOW)]
    return b"".join([*steps, step(RETURN, REFUSE)])


def _own_limits() -> bytes:
    """Return BPF that lets a process ask for its own limits, and set that of core dumps alone."""
    steps = [
        must_be(FIRST, 0), step(LOAD, SECOND),
        step(EQUAL, resource.RLIMIT_CORE, 0, 1), step(RETURN, ALLOW),
    ]  # fmt: skip
    return b"".join([*steps, all_zero(THIRD, THIRD + HIGH)])


NOBODY = 65_534
PDEATHSIG, DUMPABLE, NO_GAINED_RIGHTS = 1, 4, 38
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
    prctl(NO_GAINED_RIGHTS, 1, 0, 0, 0)
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
