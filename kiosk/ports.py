"""Addresses and ports that a kiosk is to listen on: whether it could, and why not."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from kiosk.config import Config
from tree.fault import UnusableError

RESERVED, TAKEN = "port-reserved", "port-taken"
CODES = {errno.EADDRINUSE: TAKEN, errno.EACCES: RESERVED}


def unusable(error: OSError, host: str, port: int) -> UnusableError:
    """Return what a host is told where a kiosk cannot listen."""
    code = CODES.get(error.errno or 0, "no-listening")
    return UnusableError(code, host=host, port=str(port))


@dataclass(frozen=True, slots=True)
class Place:
    """An address and a port in the settings, and what they mean to the system."""

    host: str
    port: int
    found: tuple[tuple[int, tuple[object, ...]], ...]

    def refused(self) -> UnusableError | None:
        """Return why this user may not listen there, if so; nobody can connect meanwhile.

        A port in use is taken for one that a running kiosk has.
        """
        try:
            for family, address in self.found:
                _bind(family, address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return unusable(error, self.host, self.port)
        return None


def named(config: Config) -> list[tuple[str, int]]:
    """Return each address and port where a kiosk with these settings listens."""
    people, pages = config.listen, config.running
    figures = [(pages.metrics_host, pages.metrics_port)] if pages.metrics_port else []
    return [(people.host, people.port), *figures]


def places_of(config: Config) -> Iterator[Place]:
    """Yield what these mean to the system; raises UnusableError, also for one port named twice."""
    ports = [port for _, port in named(config)]
    for host, port in named(config):
        if port and ports.count(port) > 1:
            raise UnusableError(TAKEN, host=host, port=str(port))
        yield _place(host, port)


def _place(host: str, port: int) -> Place:
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except OSError as error:
        raise unusable(error, host, port) from error
    return Place(host, port, tuple((family, address) for family, _, _, _, address in found))


def _bind(family: int, address: tuple[object, ...]) -> None:
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
    except OSError:  # a kernel without IPv6: a kiosk passes this address over, too
        return
    with closing(one):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
