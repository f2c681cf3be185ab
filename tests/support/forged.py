"""What a broken or hostile worker says to the front, each on a key that the check does not have."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kiosk import wire

orders: list[socket.socket] = []
"""Where a worker hears orders."""

MANY = 100
"""So many messages are sent on one key."""


def _says(*messages: bytes) -> Callable[[Any], None]:
    """Send these by the link of a visit."""

    def say(driver: Any) -> None:  # noqa: ANN401
        for message in messages:
            with suppress(OSError):
                driver._link.send(message)

    return say


def _orders_say(message: bytes) -> Callable[[Any], None]:
    """Send this by the socket for orders, again and again."""

    def say(_driver: object) -> None:
        for _ in range(MANY):
            with suppress(OSError):
                orders[0].send(message)

    return say


def _ends(way: int) -> Callable[[Any], None]:
    """Hear, or say, nothing more by the socket for orders, and go on."""
    return lambda _driver: orders[0].shutdown(way)


FORGED: dict[bytes, Callable[[Any], None]] = {
    b"A": _says(b"o"),
    b"B": _says(b"e"),
    b"D": _says(b"e\0\0"),
    b"G": _says(b"\xff" * 60_000),
    b"H": _says(wire.PONG, wire.KEYS + b"1", wire.NEW_WORKER),
    b"I": _says(b""),
    b"J": _orders_say(wire.NEW_WORKER),
    b"K": _orders_say(b""),
    b"L": _ends(socket.SHUT_RD),
    b"M": _ends(socket.SHUT_WR),
}
"""What no sound worker ever says: each ends its own visit."""
