"""System calls that a worker may make: their names, and their numbers on two processors.

All others are refused: no file is opened, no program or process is started, no network is reached,
no other process is touched.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    "madvise": (28, 233),
    "dup": (32, 23),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "shutdown": (48, 210),
    "getsockname": (51, 204),
    "setsockopt": (54, 208),
    "getsockopt": (55, 209),
    "exit": (60, 93),
    "getuid": (102, 174),
    "setsid": (112, 157),
    "gettid": (186, 178),
    "futex": (202, 98),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "epoll_wait": (232, None),
    "epoll_ctl": (233, 21),
    # What it tells of a file is no more than that there is one: glibc asks it of open descriptors.
    "newfstatat": (262, 79),
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
    "socketpair": (53, 199),
    "fcntl": (72, 25),
    "prlimit64": (302, 261),
}
"""Calls of which only some forms are allowed: `kiosk/sandbox/wall.py` says which."""

PROCESSORS: Mapping[str, tuple[int, int]] = {
    "x86_64": (0, 0xC000003E),
    "aarch64": (1, 0xC00000B7),
}
"""For each processor: its column of numbers, and its AUDIT_ARCH value."""


def numbers(calls: Mapping[str, tuple[int, int | None]], column: int) -> dict[str, int]:
    """Return the numbers of calls on one processor, without those that it does not have."""
    found = {name: both[column] for name, both in calls.items()}
    return {name: number for name, number in found.items() if number is not None}
