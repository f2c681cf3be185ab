"""Addresses and ports that a kiosk is to listen on: whether it could, and why not."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import closing
from dataclasses import dataclass

from kiosk.config import Config
from tree.fault import UnusableError

RESERVED, TAKEN = "port-reserved", "port-taken"
CODES = {errno.EADDRINUSE: TAKEN, errno.EACCES: RESERVED}

NO_FAMILY = OSError(errno.EAFNOSUPPORT, os.strerror(errno.EAFNOSUPPORT))
"""What a kernel says to an address of a kind that it does not know."""

EVERY_ADDRESS = "*"

SocketAddress = tuple[int, tuple[object, ...]]
"""A family of addresses, and one of it, as the system knows them."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address and a port in the settings, and the names that these have there."""

    host: str
    port: int
    host_setting: str = "host"
    port_setting: str = "port"

    def unusable(self, error: OSError | UnicodeError) -> UnusableError:
        """Return what a host is told where a kiosk cannot listen."""
        number = error.errno if isinstance(error, OSError) else None
        return UnusableError(
            CODES.get(number or 0, "no-listening"), host=self.host or EVERY_ADDRESS,
            port=str(self.port), host_setting=self.host_setting, port_setting=self.port_setting,
        )  # fmt: skip

    def found(self) -> list[SocketAddress]:
        """Return what this means to the system; raises UnusableError."""
        try:
            found = socket.getaddrinfo(
                self.host or None, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
        except (OSError, UnicodeError) as error:  # no name of a machine, or one that is not found
            raise self.unusable(error) from error
        return [(family, address) for family, _, _, _, address in found]

    def refused(self, found: list[SocketAddress]) -> UnusableError | None:
        """Return why this user may not listen there, if so; nobody can connect meanwhile."""
        try:
            bound = [_bind(family, address) for family, address in found]
        except OSError as error:
            return self.unusable(error)
        return None if any(bound) else self.unusable(NO_FAMILY)


def places_of(config: Config) -> list[Place]:
    """Return each address and port where a kiosk with these settings listens, people's first."""
    people, pages = config.listen, config.running
    figures = Place(pages.metrics_host, pages.metrics_port, "metrics_host", "metrics_port")
    return [Place(people.host, people.port), *([figures] if pages.metrics_port else [])]


def refuse_one_port_twice(config: Config) -> None:
    """Raise UnusableError where one port is for people and for figures."""
    people, pages = config.listen, config.running
    if people.port and people.port == pages.metrics_port:
        raise UnusableError("port-twice", port=str(people.port))


def _bind(family: int, address: tuple[object, ...]) -> bool:
    """Bind for a moment; return False where the kernel knows no such addresses, as without IPv6."""
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
    except OSError:  # a kiosk passes this address over, too
        return False
    with closing(one):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
    return True
