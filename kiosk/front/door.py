"""The doors of a kiosk: sockets that hang up on some before anything is made for them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from kiosk.ports import NO_FAMILY

HUNG_UP_ON = 16
"""Connections hung up on in one call of `accept`, at most."""


class Door(socket.socket):
    """A listening socket that accepts whoever is not shut out."""

    shuts_out: Callable[[str], bool]
    """Is told an address, and says whether to hang up."""

    def accept(self) -> tuple[socket.socket, tuple[str, int]]:
        """Accept the next one; raises BlockingIOError where nobody, or nobody else, waits now."""
        for _ in range(HUNG_UP_ON):
            came, address = super().accept()
            if not self.shuts_out(str(address[0])):
                return came, address
            came.close()
        raise BlockingIOError


async def open_doors(host: str, port: int, shuts_out: Callable[[str], bool]) -> list[Door]:
    """Bind each address that the host means, as asyncio does; raises OSError."""
    loop = asyncio.get_running_loop()
    bound = await loop.create_server(asyncio.Protocol, host, port, start_serving=False)
    doors = [Door(fileno=one.dup().detach()) for one in bound.sockets]
    bound.close()
    if not doors:  # asyncio passes over what the kernel does not know, such as IPv6
        raise NO_FAMILY
    for door in doors:
        door.shuts_out = shuts_out
    return doors
