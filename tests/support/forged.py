"""What a broken or hostile worker says to the front, each on a key that the check does not have."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kiosk import wire

orders: list[socket.socket] = []
"""Where a worker hears orders."""

links: list[socket.socket] = []
"""The links of all visits in this worker, in the order in which they came."""

ends_all: list[bool] = []
"""Holds something where each new visit is to end at once."""

SLICE = 0.05
"""Seconds of computing between two looks at what the front asks."""

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


def _speaks_for_all(_driver: object) -> None:
    """Say of all visits of this worker that they ended well."""
    for link in links:
        with suppress(OSError):
            link.send(wire.ENDED + b"\0")


def _ends_whoever_comes(_driver: object) -> None:
    ends_all.append(True)


def _computes(_driver: object) -> None:
    """Compute without end, and answer each question of the front all the same."""
    end = time.thread_time() + SLICE
    while time.thread_time() < end:
        pass
    asyncio.get_running_loop().call_soon(_computes, _driver)


def _shows_without_end(driver: Any) -> None:  # noqa: ANN401
    """Show as much as the front takes, and answer each question of it."""
    for _ in range(MANY):
        with suppress(OSError):
            driver._link.send(wire.OUTPUT + bytes(wire.MAX_MESSAGE))
    asyncio.get_running_loop().call_soon(_shows_without_end, driver)


def met(link: socket.socket) -> None:
    """Note a visit that begins."""
    links.append(link)
    if ends_all:
        link.send(wire.ENDED + b"\0")


HOSTILE: dict[bytes, Callable[[Any], None]] = {
    b"P": _computes,
    b"Q": _speaks_for_all,
    b"R": _ends_whoever_comes,
    b"S": _shows_without_end,
}
"""What a hostile worker does that says nothing a sound one never says."""

FORGED: dict[bytes, Callable[[Any], None]] = {
    b"A": _says(b"o"),
    b"B": _says(b"e"),
    b"D": _says(b"e\0\0"),
    b"G": _says(b"\xff" * 60_000),
    b"H": _says(wire.PONG, wire.KEYS + b"1", wire.NEW_WORKER),
    b"I": _says(b""),
    b"J": _orders_say(wire.NEW_WORKER),
    b"N": _orders_say(wire.PONG),
    b"K": _orders_say(b""),
    b"L": _ends(socket.SHUT_RD),
    b"M": _ends(socket.SHUT_WR),
}
"""What no sound worker ever says: each ends its own visit."""
