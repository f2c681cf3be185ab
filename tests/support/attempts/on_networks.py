"""Attempts on networks and on other programs of the host that listen."""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct
from collections.abc import Callable

from tests.support.attempts.targets import ABSTRACT, BUS, JOURNAL, ports

LOOPBACK, ANY = "127.0.0.1", 0
STREAM, DATAGRAM, RAW = socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW
ROUTES, ALL_LINKS, DUMP = 0, 18, 0x301
VSOCK_ANY = 0xFFFFFFFF
ATTACH, PEER, TAKE_ALL = 26, 77, struct.pack("HBBI", 0x06, 0, 0, 0xFFFFFFFF)
"""Options of sockets without a name in Python, and a program for one that drops nothing."""


def _connects(family: int, where: Callable[[], tuple[str, int] | str]) -> Callable[[], bool]:
    def attempt() -> bool:
        with socket.socket(family, STREAM) as end:
            end.settimeout(1)
            end.connect(where())
        return True

    return attempt


def _sends(family: int, where: Callable[[], tuple[str, int] | str]) -> Callable[[], bool]:
    def attempt() -> bool:
        with socket.socket(family, DATAGRAM) as end:
            return end.sendto(b"answer=3", where()) > 0

    return attempt


def _binds(family: int, kind: int, where: tuple[str | int, int] | str) -> Callable[[], bool]:
    def attempt() -> bool:
        with socket.socket(family, kind) as end:
            end.bind(where)
            if kind == STREAM:
                end.listen()
        return True

    return attempt


def _makes(family: int, kind: int, protocol: int = 0) -> Callable[[], bool]:
    return lambda: socket.socket(family, kind, protocol).fileno() >= 0


def _pair_sends() -> bool:
    """Send to a name from one end of a pair, as could be done to a journal."""
    near, _ = socket.socketpair(socket.AF_UNIX, DATAGRAM)
    return near.sendto(b"answer=3", str(JOURNAL)) > 0


def _pair_of_network() -> bool:
    """Have the kernel make a pair of a family that has none: it makes two sockets, then drops them.

    For a family that it does not know yet it first takes in code.
    """
    try:
        socket.socketpair(socket.AF_INET, STREAM)
    except OSError as error:
        if error.errno != errno.EOPNOTSUPP:
            raise
    return True


def _filters() -> bool:
    """Have the kernel run a program of its own for each message of a socket."""
    code = ctypes.create_string_buffer(TAKE_ALL)
    near, _ = socket.socketpair()
    near.setsockopt(socket.SOL_SOCKET, ATTACH, struct.pack("HxxxxxxQ", 1, ctypes.addressof(code)))
    return True


def _keeps_more() -> bool:
    """Have the kernel keep more for a socket than it does by itself."""
    near, _ = socket.socketpair()
    before = near.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
    near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * before)
    return True


def _holds_the_other_end() -> bool:
    """Get hold of the process that made a socket."""
    near, _ = socket.socketpair()
    return near.getsockopt(socket.SOL_SOCKET, PEER) >= 0


def _lists_links() -> bool:
    """Ask the kernel for the network cards of this machine."""
    with socket.socket(socket.AF_NETLINK, RAW, ROUTES) as end:
        end.settimeout(1)
        end.sendto(struct.pack("=IHHIIBxHi8x", 32, ALL_LINKS, DUMP, 1, 0, 0, 0, 0), (0, 0))
        return bool(end.recv(4096))


ON_NETWORKS: dict[str, Callable[[], object]] = {
    "connect by TCP": _connects(socket.AF_INET, lambda: (LOOPBACK, ports[0])),
    "send by UDP": _sends(socket.AF_INET, lambda: (LOOPBACK, ports[1])),
    "listen by TCP": _binds(socket.AF_INET, STREAM, (LOOPBACK, ANY)),
    "listen by UDP": _binds(socket.AF_INET, DATAGRAM, (LOOPBACK, ANY)),
    "connect to a bus": _connects(socket.AF_UNIX, lambda: str(BUS)),
    "write to a journal": _sends(socket.AF_UNIX, lambda: str(JOURNAL)),
    "write to a journal from a pair": _pair_sends,
    "connect to a name without a file": _connects(socket.AF_UNIX, lambda: ABSTRACT),
    "listen by a name without a file": _binds(socket.AF_UNIX, STREAM, f"\0{os.getpid()}"),
    "make a socket of IPv6": _makes(socket.AF_INET6, STREAM),
    "make a pair of IPv4": _pair_of_network,
    "put a program into a socket": _filters,
    "have more kept for a socket": _keeps_more,
    "hold whoever made a socket": _holds_the_other_end,
    "list network cards": _lists_links,
    "make a raw socket": _makes(socket.AF_INET, RAW, socket.IPPROTO_ICMP),
    "hear all that passes": _makes(socket.AF_PACKET, RAW, 0x300),
    "talk to the machine below": _makes(socket.AF_VSOCK, STREAM),
    "listen to the machine below": _binds(socket.AF_VSOCK, STREAM, (VSOCK_ANY, VSOCK_ANY)),
}
