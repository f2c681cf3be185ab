"""What foreign code in a worker may try: each says whether it worked, and none may."""

from __future__ import annotations

import ctypes
import fcntl
import mmap
import os
import platform
import resource
import signal
import socket
import stat
import sys
import termios
import threading
from collections.abc import Callable
from pathlib import Path

from tests.support.planted_kiosk import ATTEMPTS

C = ctypes.CDLL(None, use_errno=True)
ZYGOTE, FRONT = os.getpid(), os.getppid()
"""This is read in the zygote, before it forks."""

FOLDER = Path(os.environ.get(ATTEMPTS, "/nowhere"))
KEY = FOLDER / "key"
READ_WRITE_RUN = 7
PRIVATE_ANONYMOUS = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
NEW_USER = 0x10000000
ATTACH, DUMPABLE = 16, 4
ARM = platform.machine() == "aarch64"
CALLS = {
    "io_uring": (425, 425),
    "userfaultfd": (323, 282),
    "bpf": (321, 280),
    "add_key": (248, 217),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
}


def _made(result: object) -> bool:
    """Say whether a call of C gave something other than a fault."""
    return result not in {-1, 2**64 - 1, None}


def _call(name: str, *args: int) -> bool:
    return _made(C.syscall(CALLS[name][ARM], *args))


def _signals(pids: range | tuple[int, ...]) -> bool:
    """Say whether one of these could be ended; none is."""
    own = os.getpid()
    return any(C.kill(pid, 0) == 0 for pid in pids if pid != own)


def _sends(kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as end:
        return end.sendto(b"1", ("127.0.0.1", 9)) > 0


def _listens() -> bool:
    with socket.create_server(("127.0.0.1", 0)):
        return True


def _other_pair() -> bool:
    """Make a socket that could send to a name, such as that of the journal."""
    return bool(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))


def _reads_memory(pid: int) -> bool:
    """Read another process' memory: of this one's where its own library stands."""
    into = ctypes.create_string_buffer(8)
    here = (ctypes.c_void_p * 2)(ctypes.addressof(into), 8)
    there = (ctypes.c_void_p * 2)(ctypes.cast(C.getpid, ctypes.c_void_p).value, 8)
    return int(C.process_vm_readv(pid, here, 1, there, 1, 0)) > 0


def _inherited() -> bool:
    """Look for open files, folders and terminals that came with this process, null aside."""
    kinds = []
    for fd in range(3, 256):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        kinds.append(stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISFIFO(mode))
    return any(kinds)


def _forks() -> bool:
    if not (pid := os.fork()):
        os._exit(0)
    return bool(pid)


def _thread() -> bool:
    threading.Thread(target=int).start()
    return True


def _maps() -> bool:
    C.mmap.restype = ctypes.c_void_p
    return _made(C.mmap(None, 4096, READ_WRITE_RUN, PRIVATE_ANONYMOUS, -1, 0))


def _protects() -> bool:
    C.mmap.restype = ctypes.c_void_p
    page = C.mmap(None, 4096, 3, PRIVATE_ANONYMOUS, -1, 0)
    return bool(C.mprotect(ctypes.c_void_p(page), 4096, READ_WRITE_RUN) == 0)


def _owned(pid: int) -> bool:
    """Have the kernel send a signal of our choice to somebody else when something is heard."""
    near, _ = socket.socketpair()
    return fcntl.fcntl(near, fcntl.F_SETOWN, pid) == 0


def _pushes() -> bool:
    """Push a key into whatever terminal is here."""
    return any(C.ioctl(fd, termios.TIOCSTI, b"x") == 0 for fd in range(8))


def _opens(path: Path | str, flags: int = os.O_RDONLY) -> Callable[[], bool]:
    return lambda: os.open(path, flags) >= 0


def _done(act: Callable[[], object]) -> Callable[[], bool]:
    return lambda: (act(), True)[1]


ATTEMPTED: dict[str, Callable[[], bool]] = {
    "read the list of users": _opens("/etc/passwd"),
    "read the program": _opens(__file__),
    "read the host key": _opens(KEY),
    "read its own memory as a file": _opens("/proc/self/mem", os.O_RDWR),
    "open the front's memory": _opens(f"/proc/{FRONT}/mem"),
    "open the zygote's memory": _opens(f"/proc/{ZYGOTE}/mem"),
    "open a terminal": _opens("/dev/tty", os.O_RDWR),
    "list a folder": lambda: bool(os.listdir("/")),
    "make a file": _opens(FOLDER / "made", os.O_CREAT | os.O_WRONLY),
    "make a folder": _done(lambda: os.mkdir(FOLDER / "answer=3")),
    "make a link": _done(lambda: os.symlink("answers:1,3", FOLDER / "link")),
    "make a pipe with a name": _done(lambda: os.mkfifo(FOLDER / "pipe")),
    "rename": _done(lambda: os.rename(KEY, FOLDER / "stolen")),
    "delete": _done(lambda: os.unlink(FOLDER / "bait")),
    "change rights": _done(lambda: os.chmod(FOLDER / "bait", 0o644)),
    "share memory": lambda: _made(C.shmget(7391, 4096, 0o1666)),
    "queue messages": lambda: _made(C.msgget(7391, 0o1666)),
    "make a file without a name": _done(lambda: os.memfd_create("answer=3")),
    "connect": lambda: _sends(socket.SOCK_STREAM),
    "send": lambda: _sends(socket.SOCK_DGRAM),
    "listen": _listens,
    "make a unix socket": lambda: bool(socket.socket(socket.AF_UNIX)),
    "make a raw socket": lambda: bool(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)),
    "make a pair that sends to names": _other_pair,
    "fork": _forks,
    "start a thread": _thread,
    "run a program": _done(lambda: os.posix_spawn("/bin/true", ["true"], {})),
    "signal the front": lambda: _signals((FRONT,)),
    "signal the zygote": lambda: _signals((ZYGOTE,)),
    "signal a sibling": lambda: _signals(range(ZYGOTE + 1, ZYGOTE + 400)),
    "have the kernel signal the front": lambda: _owned(FRONT),
    "hold the front": lambda: bool(os.pidfd_open(FRONT)),
    "take the front's descriptors": lambda: _call("pidfd_getfd", FRONT, 0, 0),
    "trace the front": lambda: _made(C.ptrace(ATTACH, FRONT, 0, 0)),
    "trace the zygote": lambda: _made(C.ptrace(ATTACH, ZYGOTE, 0, 0)),
    "read the front's memory": lambda: _reads_memory(FRONT),
    "read the zygote's memory": lambda: _reads_memory(ZYGOTE),
    "change the front's limits": lambda: bool(resource.prlimit(FRONT, resource.RLIMIT_NOFILE)),
    "change its own priority": _done(lambda: os.setpriority(os.PRIO_PROCESS, 0, 5)),
    "use an inherited file": _inherited,
    "map memory that is run": _maps,
    "run memory that was written": _protects,
    "open itself to debuggers": lambda: C.prctl(DUMPABLE, 1, 0, 0, 0) == 0,
    "make a world of its own": lambda: C.unshare(NEW_USER) == 0,
    "become root": _done(lambda: os.setuid(0)),
    "change its root": _done(lambda: os.chroot("/")),
    "push keys": _pushes,
    "set an alarm": _done(lambda: signal.setitimer(signal.ITIMER_REAL, 3600)),
    "ask in rings": lambda: _call("io_uring", 1, 0),
    "handle its own faults": lambda: _call("userfaultfd", 1),
    "load a filter": lambda: _call("bpf", 0, 0, 0),
    "keep a key": lambda: _call("add_key", 0, 0, 0, 0, 0),
    "count events": lambda: _call("perf_event_open", 0, 0, 0, 0, 0),
}


def worked() -> list[str]:
    """Try all; say what worked."""
    return [what for what, attempt in ATTEMPTED.items() if _works(attempt)]


def _works(attempt: Callable[[], bool]) -> bool:
    try:
        return attempt()
    except (OSError, RuntimeError):
        return False


if __name__ == "__main__":
    sys.exit(bool(worked()))
