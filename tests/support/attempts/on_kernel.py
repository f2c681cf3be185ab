"""Attempts on what else the kernel offers: memory that is run, shared things, keys."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import signal
import termios
from collections.abc import Callable
from pathlib import Path

from tests.support.attempts.calls import ARM, C, call, done, memory
from tests.support.attempts.targets import FOLDER, INNER

RETURN_42 = bytes.fromhex("40058052c0035fd6" if ARM else "b82a000000c3")
"""Machine code of a function that returns 42."""

READ, WRITE, RUN = mmap.PROT_READ, mmap.PROT_WRITE, mmap.PROT_EXEC
PRIVATE = mmap.MAP_PRIVATE
NOWHERE = PRIVATE | mmap.MAP_ANONYMOUS
PAGE, MINE, NEW, REMOVE = mmap.PAGESIZE, 0, 0o1600, 0
ON_HEAP = 0x0200000
SOFTWARE, CPU_CLOCK, ARRAY, USER_FAULTS_ONLY = 1, 0, 2, 1
ONLY_IN_ME, NOT_IN_KERNEL = -2, 0x60
MERGED = 12
QUEUE, KERNEL_LOG_SIZE = b"evenground-lure", 10


def _map(prot: int, flags: int, file: int = -1) -> int:
    return done(C.mmap(None, PAGE, prot, flags, file, ctypes.c_long(0)))


def _run(page: int) -> bool:
    return int(ctypes.CFUNCTYPE(ctypes.c_int)(page)()) == len("x" * 42)


def _runs_what_it_wrote() -> bool:
    page = _map(READ | WRITE | RUN, NOWHERE)
    ctypes.memmove(page, RETURN_42, len(RETURN_42))
    return _run(page)


def _turns_what_it_wrote() -> bool:
    page = _map(READ | WRITE, NOWHERE)
    ctypes.memmove(page, RETURN_42, len(RETURN_42))
    done(C.mprotect(ctypes.c_void_p(page), PAGE, READ | RUN))
    return _run(page)


def _runs_a_file() -> bool:
    file = os.memfd_create("x")
    os.write(file, RETURN_42.ljust(PAGE, b"\0"))
    return _run(_map(READ | RUN, PRIVATE, file))


def _runs_a_nameless_program() -> bool:
    file = os.memfd_create("x")
    os.write(file, Path("/bin/true").read_bytes())
    pid = os.posix_spawn(f"/proc/self/fd/{file}", ["true"], {})
    return os.waitpid(pid, 0)[1] == 0


def _shares() -> bool:
    made = done(C.shmget(MINE, PAGE, NEW))
    try:
        return bool(done(C.shmat(made, None, 0)))
    finally:
        C.shmctl(made, REMOVE, None)


def _merges() -> bool:
    """Have equal pages of different processes merged: how long writing takes then tells of both."""
    try:
        return done(C.madvise(ctypes.c_void_p(_map(READ | WRITE, NOWHERE)), PAGE, MERGED)) == 0
    except OSError as error:
        raise OSError(errno.ENOSYS if error.errno == errno.EINVAL else error.errno, "") from None


def _queues() -> bool:
    made = done(C.msgget(MINE, NEW))
    C.msgctl(made, REMOVE, None)
    return True


def _counts_with_others() -> bool:
    made = done(C.semget(MINE, 1, NEW))
    C.semctl(made, 0, REMOVE)
    return True


def _queues_by_name() -> bool:
    call("mq_open", QUEUE, os.O_CREAT | os.O_RDWR, 0o600, 0)
    return call("mq_unlink", QUEUE) == 0


def _mounts() -> bool:
    done(C.mount(b"none", bytes(INNER), b"tmpfs", 0, None))
    return done(C.umount2(bytes(INNER), 2)) == 0


def _bpf() -> bool:
    return call("bpf", 0, memory(72, ARRAY, 4, 4, 1), 72) >= 0


def _events() -> bool:
    asked = bytearray(bytes(memory(120, SOFTWARE, 120, CPU_CLOCK)))
    asked[40] = NOT_IN_KERNEL
    return call("perf_event_open", (ctypes.c_char * 120).from_buffer(asked), 0, -1, -1, 0) >= 0


def _pushes() -> bool:
    """Push a key into whatever terminal is here."""
    terminals = [fd for fd in range(16) if os.isatty(fd)]
    terminals = terminals or [os.openpty()[1]]
    return all(fcntl.ioctl(fd, termios.TIOCSTI, b"x") == b"x" for fd in terminals)


def _alarms() -> bool:
    signal.setitimer(signal.ITIMER_REAL, 3600)
    return signal.setitimer(signal.ITIMER_REAL, 0)[0] > 0


def _reads_the_kernels_log() -> bool:
    return call("syslog", KERNEL_LOG_SIZE, 0, 0) > 0


def _shifts() -> bool:
    """Move bytes from file to file within the kernel."""
    near, far = os.pipe()
    os.write(far, b"1")
    return os.splice(near, os.pipe()[1], 1) == 1


ON_KERNEL: dict[str, Callable[[], object]] = {
    "run memory that it wrote": _runs_what_it_wrote,
    "turn written memory into a program": _turns_what_it_wrote,
    "map a file and run it": _runs_a_file,
    "run a program without a name": _runs_a_nameless_program,
    "keep a file in memory alone": lambda: os.memfd_create("answer=3") >= 0,
    "keep memory that nobody sees": lambda: call("memfd_secret", 0) >= 0,
    "share memory": _shares,
    "have equal memory merged": _merges,
    "share a queue": _queues,
    "share a counter": _counts_with_others,
    "share a queue by name": _queues_by_name,
    "ask in queues": lambda: call("io_setup", 1, memory(8)) == 0,
    "ask in rings": lambda: call("io_uring_setup", 1, memory(120)) >= 0,
    "handle its own faults": lambda: call("userfaultfd", USER_FAULTS_ONLY) >= 0,
    "load a table into the kernel": _bpf,
    "count events": _events,
    "keep a key": lambda: call("add_key", b"user", b"answer", b"3", 1, ONLY_IN_ME) > 0,
    "ask for keys": lambda: call("keyctl", 0, ONLY_IN_ME, 1) > 0,
    "mount": _mounts,
    "make what could be mounted": lambda: call("fsopen", b"tmpfs", 0) >= 0,
    "push keys into a terminal": _pushes,
    "set an alarm": _alarms,
    "make a timer": lambda: call("timer_create", 1, 0, memory(8)) == 0,
    "shift bytes in the kernel": _shifts,
    "read the kernel's log": _reads_the_kernels_log,
    "learn what machine this is": lambda: bool(os.uname().nodename),
    "learn how busy the machine is": lambda: bool(os.getloadavg()),
    "ask how full a disk is": lambda: bool(os.statvfs(FOLDER)),
}
