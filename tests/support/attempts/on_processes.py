"""Attempts on processes: to start, to signal, to look into, to steer; and on its own rights."""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable

from tests.support.attempts.calls import C, call, done, memory
from tests.support.attempts.on_files import WHO, then
from tests.support.attempts.targets import FRONT, ZYGOTE, kept, siblings

HARMLESS = signal.SIGURG
"""A signal that changes nothing where nobody listens for it."""

SEIZE = 0x4206
NEW_USER, NEW_NET = 0x10000000, 0x40000000
DUMPABLE, DIES_WITH, NAME, PLAIN_ADDRESSES = 4, 1, 15, 0x0040000
COLD, SAME_FILE = 20, 0
OF_PROCESS, LOCK, AT_TIME = 2, 6, 1
"""Which clock of a process, a command of futex(2), and until a time instead of for one."""


def _forks() -> bool:
    if not (pid := os.fork()):
        os._exit(0)
    return os.waitpid(pid, 0)[0] == pid


def _clones(name: str, *args: int | ctypes.Array[ctypes.c_char]) -> bool:
    if not (pid := call(name, *args)):
        os._exit(0)
    return os.waitpid(pid, 0)[0] == pid


def _threads() -> bool:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    return True


def _runs() -> bool:
    pid = os.posix_spawn("/bin/true", ["true"], {})
    return os.waitpid(pid, 0)[1] == 0


def _words(address: int, size: int) -> ctypes.Array[ctypes.c_void_p]:
    return (ctypes.c_void_p * 2)(address, size)


def _copies(act: str, pid: int) -> bool:
    """Copy 8 bytes of another process' memory, or put them back as they were."""
    held = ctypes.create_string_buffer(8)
    own = ctypes.addressof(ctypes.c_void_p.in_dll(C, "environ"))
    near, far = _words(ctypes.addressof(held), 8), _words(kept.get(pid, own), 8)
    if act == "process_vm_writev":
        done(C.process_vm_readv(pid, near, 1, far, 1, 0))
    return done(getattr(C, act)(pid, near, 1, far, 1, 0)) == len(held)


def _owned() -> bool:
    """Have the kernel send a signal to somebody else when something is heard."""
    near, _ = socket.socketpair()
    return fcntl.fcntl(near, fcntl.F_SETOWN, FRONT) == 0


def _traces_a_child() -> bool:
    """Start a process of its own, and trace it."""
    pid = os.fork()
    if not pid:
        signal.pause()
        os._exit(0)
    try:
        return done(C.ptrace(SEIZE, pid, 0, 0)) == 0
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _steals() -> bool:
    """Take somebody else's open file."""
    return call("pidfd_getfd", os.pidfd_open(siblings[0]), 0, 0) >= 0


def _handled() -> bool:
    return call("pidfd_send_signal", os.pidfd_open(FRONT), HARMLESS, 0, 0) == 0


def _advises() -> bool:
    area = memory(16)
    return call("process_madvise", os.pidfd_open(ZYGOTE), area, 0, COLD, 0) == 0


def _clock(pid: int) -> int:
    """Return the clock that tells how much a process has computed."""
    return ~pid << 3 | OF_PROCESS


def _finds() -> bool:
    """Ask for a lock that the front is said to hold: the kernel looks whether it is there."""
    try:
        return call("futex", memory(4, FRONT), LOCK, 0, memory(16), 0, 0) == 0
    except TimeoutError:
        return True


def _prctl(*args: int) -> Callable[[], bool]:
    return lambda: done(C.prctl(*args, 0, 0, 0)) == 0


def _limits(pid: int, which: int, most: int) -> bool:
    resource.prlimit(pid, which, (most, most))
    return resource.prlimit(pid, which) == (most, most)


def _joins_world() -> bool:
    return done(C.setns(os.open("/proc/self/ns/net", os.O_RDONLY), NEW_NET)) == 0


ON_PROCESSES: dict[str, Callable[[], object]] = {
    "fork": _forks,
    "clone": lambda: _clones("clone", signal.SIGCHLD, 0, 0, 0, 0),
    "clone with more words": lambda: _clones("clone3", memory(88, *[0] * 8, signal.SIGCHLD), 88),
    "start a thread": _threads,
    "start a program": _runs,
    "become a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - itself
    **{
        f"{what} {who}": act for who, pid in WHO.items() for what, act in {
            "signal": lambda pid=pid: then(lambda: os.kill(pid(), HARMLESS))(),
            "trace": lambda pid=pid: done(C.ptrace(SEIZE, pid(), 0, 0)) == 0,
            "read the memory of": lambda pid=pid: _copies("process_vm_readv", pid()),
            "write into the memory of": lambda pid=pid: _copies("process_vm_writev", pid()),
            "hold": lambda pid=pid: os.pidfd_open(pid()) >= 0,
        }.items()
    },
    "signal one thread of the front": lambda: call("tgkill", FRONT, FRONT, HARMLESS) == 0,
    "signal whatever it holds": _handled,
    "have the kernel signal the front": _owned,
    "take a sibling's open file": _steals,
    "compare the front's files": lambda: call("kcmp", FRONT, ZYGOTE, SAME_FILE, 0, 0) >= 0,
    "push out the zygote's memory": _advises,
    "see how much the front computes": lambda: time.clock_gettime(_clock(FRONT)) > 0,
    "see how much a sibling computes": lambda: time.clock_gettime(_clock(siblings[0])) > 0,
    "sleep until a sibling has computed": lambda: call(
        "clock_nanosleep", _clock(siblings[0]), AT_TIME, memory(16, 0, 0, 1), 0) == 0,
    "see whether the front is there": _finds,
    "change the front's limits": lambda: _limits(FRONT, resource.RLIMIT_MSGQUEUE, 800_000),
    "change a sibling's priority": then(
        lambda: os.setpriority(os.PRIO_PROCESS, siblings[0], 1)),
    "raise its own limits": lambda: _limits(
        0, resource.RLIMIT_FSIZE, resource.RLIM_INFINITY),
    "change its own priority": then(lambda: os.setpriority(os.PRIO_PROCESS, 0, 5)),
    "choose its processor": then(
        lambda: os.sched_setaffinity(0, os.sched_getaffinity(0))),
    "open itself to debuggers": _prctl(DUMPABLE, 1),
    "outlive the zygote": _prctl(DIES_WITH, 0),
    "take another name": lambda: done(C.prctl(NAME, b"answer=3", 0, 0, 0)) == 0,
    "take a plain layout of memory": lambda: done(C.personality(PLAIN_ADDRESSES)) >= 0,
    "trace its own child": _traces_a_child,
    "be traced": lambda: done(C.ptrace(0, 0, 0, 0)) == 0,
    "be somebody else": then(lambda: os.setresuid(7, 7, 7)),
    "join a group": then(lambda: os.setgroups([7])),
    "make a user world": lambda: done(C.unshare(NEW_USER)) == 0,
    "make a network world": lambda: done(C.unshare(NEW_NET)) == 0,
    "be born into a user world": lambda: _clones("clone", NEW_USER | signal.SIGCHLD, 0, 0, 0, 0),
    "join a network world": _joins_world,
    "change its root": then(lambda: os.chroot("/")),
}  # fmt: skip
