"""The wall around a worker: what the kernel refuses it, whatever code runs in it.

It has two parts, each if the kernel has it: a filter of system calls (seccomp), and no files,
networks, sockets or processes beyond its own (Landlock). Neither can be undone.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import struct
import termios
from collections.abc import Iterable

from kiosk.sandbox.calls import FREE, HELD, PROCESSORS, numbers

SECCOMP, LANDLOCK = 1, 2
WHOLE = SECCOMP | LANDLOCK

SET_SECCOMP, FILTER, NO_NEW_PRIVILEGES = 22, 2, 38
"""Numbers of prctl(2) that Python does not name."""

CREATE_RULESET, RESTRICT_SELF, ASK_VERSION = 444, 446, 1
FILES = {1: 13, 2: 14, 3: 15, 4: 15}
ALL_FILES = 16
"""Number of file rights that each version of Landlock knows; from the fifth on, `ALL_FILES`."""

NETWORKS, SCOPES = 4, 6
"""Versions from which Landlock also bounds networks, and abstract sockets and signals."""

LOAD, EQUAL, AT_LEAST, ANY_OF, KEEP_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
NUMBER, PROCESSOR, FIRST, SECOND, THIRD = 0, 4, 16, 24, 32
"""Offsets in `seccomp_data`: call number, processor, low halves of three arguments; bytes."""

OTHER_NUMBERS = 0x40000000
"""First number of the x32 calls of x86_64, all of which are refused."""

EXECUTABLE = 4
STREAM, KIND = 1, 0xF
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
    return _landlock(library) | _seccomp(library)


def stands() -> int:
    """Return which parts stand on this machine, as tried in a fork that then ends."""
    pid = os.fork()
    if not pid:
        try:
            os._exit(stand())
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _seccomp(library: ctypes.CDLL) -> int:
    if platform.machine() not in PROCESSORS:
        return 0
    code = program(platform.machine())
    held = ctypes.create_string_buffer(code)
    asked = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(held))
    return 0 if library.prctl(SET_SECCOMP, FILTER, asked, 0, 0) else SECCOMP


def _landlock(library: ctypes.CDLL) -> int:
    version = library.syscall(CREATE_RULESET, None, 0, ASK_VERSION)
    if version < 1:
        return 0
    files = (1 << FILES.get(version, ALL_FILES)) - 1
    rights = struct.pack("QQQ", files, 3 * (version >= NETWORKS), 3 * (version >= SCOPES))
    size = 8 * (1 + (version >= NETWORKS) + (version >= SCOPES))
    ruleset = library.syscall(CREATE_RULESET, rights, size, 0)
    if ruleset < 0:
        return 0
    refused = library.syscall(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return 0 if refused else LANDLOCK


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def program(machine: str) -> bytes:
    """Return the filter of system calls as BPF, for this processor."""
    column, name = PROCESSORS[machine]
    held = numbers(HELD, column)
    only = {
        "mmap": _none_of(THIRD, EXECUTABLE),
        "mprotect": _none_of(THIRD, EXECUTABLE),
        "ioctl": _one_of(SECOND, ASKED),
        "socketpair": _one_of(SECOND, (STREAM,), KIND),
        "fcntl": _one_of(SECOND, COMMANDS),
        "prlimit64": _one_of(FIRST, (0,)),
    }
    steps = [
        _step(LOAD, PROCESSOR), _step(EQUAL, name, 1), _step(RETURN, KILL), _step(LOAD, NUMBER),
        _step(AT_LEAST, OTHER_NUMBERS, 0, 1), _step(RETURN, REFUSE),
    ]  # fmt: skip
    for call, form in only.items():
        steps += [_step(EQUAL, held[call], 0, len(form) // 8), form]
    for number in sorted(numbers(FREE, column).values()):
        steps += [_step(EQUAL, number, 0, 1), _step(RETURN, ALLOW)]
    return b"".join([*steps, _step(RETURN, REFUSE)])


def _none_of(argument: int, bits: int) -> bytes:
    """Return BPF that allows a call if its argument has none of these bits."""
    return b"".join(
        [_step(LOAD, argument), _step(ANY_OF, bits, 0, 1), _step(RETURN, REFUSE),
         _step(RETURN, ALLOW)]
    )  # fmt: skip


def _one_of(argument: int, values: Iterable[int], mask: int = 0xFFFFFFFF) -> bytes:
    """Return BPF that allows a call if its masked argument is one of these."""
    steps = [_step(LOAD, argument), _step(KEEP_BITS, mask)]
    for value in values:
        steps += [_step(EQUAL, value, 0, 1), _step(RETURN, ALLOW)]
    return b"".join([*steps, _step(RETURN, REFUSE)])
