"""Attempts on open files that came with the fork: in a sound kiosk there are none to find."""

from __future__ import annotations

import os
import socket
import stat
import struct
from collections.abc import Callable, Iterator

from kiosk import wire
from tests.support.attempts import targets
from tests.support.attempts.calls import ARM, call, memory

MOST = 1024
MODE = struct.Struct("=16xI" if ARM else "=24xI")
"""Where the kernel tells the kind of a file."""


def _open() -> Iterator[tuple[int, int]]:
    """Yield each open descriptor but the standard ones, with its kind."""
    for fd in range(3, MOST):
        try:
            call("fstat", fd, told := memory(256))
        except OSError:
            continue
        yield fd, MODE.unpack_from(told)[0]


def _files() -> list[int]:
    return [fd for fd, mode in _open() if stat.S_ISREG(mode) or stat.S_ISDIR(mode)]


def _reads_one() -> bool:
    return any(os.pread(fd, 1, 0) for fd in _files())


def _walks_from_one() -> bool:
    """Go from an open folder to the root of the machine."""
    folders = [fd for fd, mode in _open() if stat.S_ISDIR(mode)]
    return any(os.open("..", os.O_RDONLY, dir_fd=fd) >= 0 for fd in folders)


def _datagrams() -> Iterator[socket.socket]:
    for fd, mode in _open():
        if stat.S_ISSOCK(mode):
            end = socket.socket(fileno=os.dup(fd))
            if end.type == socket.SOCK_DGRAM:
                yield end


def _writes_to_one() -> bool:
    """Write to whoever is at the other end of a socket that is not of this visit."""
    return any(end.send(b"answer=3") > 0 for end in _datagrams())


def _hands_one_on() -> bool:
    """Hand an open file to whoever is at the other end."""
    return any(socket.send_fds(end, [b"1"], [0]) > 0 for end in _datagrams())


def _says(message: bytes) -> Callable[[], bool]:
    """Say this to the front by a link, or a socket for orders, that is not of this worker."""

    def say() -> bool:
        with socket.socket(fileno=os.dup(targets.strange[-1])) as end:
            return end.send(message) > 0

    return say


def _hears() -> bool:
    """Hear what somebody else types."""
    with socket.socket(fileno=os.dup(targets.strange[-1])) as end:
        return bool(end.recv(wire.MAX_KEYS, socket.MSG_PEEK))


def _hands_on() -> bool:
    """Hand on an open file by a socket of its own, as it could by those to the front."""
    near, far = socket.socketpair()
    return socket.send_fds(near, [b"1"], [0]) > 0 and bool(socket.recv_fds(far, 1, 1)[1])


def _opens_anew() -> bool:
    """Open an open file once more, to write what was to be read alone."""
    return any(os.open(f"/proc/self/fd/{fd}", os.O_RDWR) >= 0 for fd in _readable())


def _readable() -> list[int]:
    return [fd for fd, mode in _open() if stat.S_ISREG(mode)]


def _sends_one() -> bool:
    """Send an open file on within the kernel."""
    near, _ = socket.socketpair()
    return any(os.sendfile(near.fileno(), fd, 0, 1) > 0 for fd in _files())


ON_INHERITED: dict[str, Callable[[], object]] = {
    "read an inherited file": _reads_one,
    "walk from an inherited folder": _walks_from_one,
    "send on an inherited file": _sends_one,
    "write to an inherited socket": _writes_to_one,
    "hand on a file by an inherited socket": _hands_one_on,
    "speak for another visit": _says(wire.OUTPUT + b"9"),
    "end another visit": _says(wire.ENDED + b"\0"),
    "hear what another visit types": _hears,
    "give signs of life for another worker": _says(wire.PONG),
    "speak for the zygote": _says(b"1"),
    "hand on a file by a socket of its own": _hands_on,
    "open an inherited file anew, to write": _opens_anew,
    "open its own input anew": lambda: os.open("/proc/self/fd/0", os.O_RDWR) >= 0,
}


def leak() -> list[object]:
    """Open what a careless zygote would keep open over a fork; hold on to what is returned."""
    files = [os.open("/etc/passwd", os.O_RDONLY), os.open("/etc", os.O_RDONLY)]
    near, far = wire.pair()
    near.send(wire.KEYS + b"3")
    return [*files, *socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM), far, near]
