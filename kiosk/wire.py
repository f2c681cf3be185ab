"""Messages between the front and a worker: the first byte is the kind, the rest is the payload.

They travel over SOCK_SEQPACKET socket pairs, which keep message boundaries.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from screens.idle import Idle
from screens.setting import Setting
from tree.prepare import Places

KEYS, RESIZE, CLOSING, ARRIVED = b"k", b"s", b"c", b"a"
"""From the front: bytes typed, a new window size, that the kiosk closes in some seconds, and how
many messages of `TURNED` have come to the client: what was typed before comes before this."""

OUTPUT, TURNED, ENDED = b"o", b"t", b"e"
"""To the front: bytes for the terminal, such that may show another page, and the end of the session
with its exit status."""

ENDED_WELL = b"\0"
"""Last byte of line mode, which has only a terminal: without it, the session broke off."""

NEW_WORKER = b"host"
"""Order to the zygote: fork a worker that takes sessions. Any other order is one plain session."""

PING, PONG = b"?", b"!"
"""The front asks a worker whether it still answers, and its reply."""

MAX_MESSAGE = 16_384
"""Bytes of payload in one message, at most."""

MAX_KEYS = 64
"""Bytes typed in one message, at most: a worker reads one message of each person in turn."""

ESCAPE = b"\x1b"
"""First byte of each key that sends more than one."""

SEND_BUFFER = 4096
"""Bytes of the kernel's send buffer. Small, because buffered input can no longer be throttled."""

PATHS = ("pack", "words", "helplines", "stored", "local")
"""Fields of `Places` that are paths."""

SIZE = struct.Struct("!HH")
NUMBER = struct.Struct("!I")
"""Seconds, or how many."""


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """How one session is to run; `size` is columns and rows."""

    setting: Setting
    language: str
    environment: Mapping[str, str]
    size: tuple[int, int]

    def pack(self) -> bytes:
        """Return this as one message."""
        return json.dumps(asdict(self)).encode()


def unpack_request(message: bytes) -> SessionRequest:
    """Return the request in a message that `SessionRequest.pack` wrote."""
    return _request(json.loads(message))


def _request(data: dict[str, Any]) -> SessionRequest:
    idle = data["setting"].pop("idle")
    setting = Setting(**data["setting"])
    setting = replace(setting, idle=Idle(**idle) if idle else None)
    wide, high = data["size"]
    return SessionRequest(setting, data["language"], data["environment"], (wide, high))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a zygote starts with; `people` share one worker, `memory` is MiB for each of them.

    `wall` holds the parts of the wall that stand on this machine: a worker without one ends. For
    the `usual` requests a welcome is laid out before anyone comes.
    """

    places: Places
    language: str
    people: int
    memory: int
    wall: int
    usual: tuple[SessionRequest, ...] = ()

    def pack(self) -> bytes:
        """Return these as one message."""
        return json.dumps(asdict(self), default=str).encode()


def unpack_terms(message: bytes) -> Terms:
    """Return the terms in a message that `Terms.pack` wrote."""
    data = json.loads(message)
    places = data.pop("places")
    usual = tuple(map(_request, data.pop("usual")))
    paths = {name: Path(places[name]) for name in PATHS if places[name] is not None}
    return Terms(Places(**{**places, **paths}), **data, usual=usual)


def pair() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a link, both non-blocking; the first is the front's."""
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    near.setblocking(False)
    far.setblocking(False)
    return near, far


def messages(kind: bytes, data: bytes) -> Iterator[bytes]:
    """Split data into messages of one kind, each of `MAX_MESSAGE` bytes at most."""
    for start in range(0, len(data), MAX_MESSAGE):
        yield kind + data[start : start + MAX_MESSAGE]


def split_keys(data: bytes) -> Iterator[bytes]:
    """Split bytes typed into messages, never inside an arrow key: its first byte alone is Esc."""
    start = 0
    while start < len(data):
        end = start + MAX_KEYS
        if end < len(data):
            end = max(0, data.rfind(ESCAPE, start + 1, end)) or end
        yield KEYS + data[start:end]
        start = end


def receive(end: socket.socket) -> bytes | None:
    """Return one message: None if none is there now, empty if the other end is closed."""
    try:
        return end.recv(MAX_MESSAGE + 1)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def send(end: socket.socket, message: bytes) -> bool:
    """Send one message; return False if the buffer is full. Raises OSError if it is closed."""
    try:
        end.send(message)
    except BlockingIOError:
        return False
    return True


def send_descriptor(end: socket.socket, message: bytes, descriptor: int) -> bool:
    """Send one message with a descriptor; return False if the buffer is full. Raises OSError."""
    try:
        socket.send_fds(end, [message], [descriptor])
    except BlockingIOError:
        return False
    return True
