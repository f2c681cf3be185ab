"""Messages between the front and whoever serves a person: one byte says what the rest is.

They travel over a socketpair that keeps the bounds of each message, so none is ever half there.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

TYPED, SIZED, CLOSES = b"k", b"s", b"c"
"""From the front: keys, a new size of the window, and that the kiosk closes in so many seconds."""

SHOWN, ENDED = b"o", b"e"
"""To the front: what the terminal is to show, and that the visit has ended, with its status."""

PARTED = b"\0"
"""From line mode, which has only a terminal: the visit ended well. Without it, it broke off."""

MOST = 16_384
TURN = 64
"""So many bytes of keys are one message: whoever serves many people takes one at a time of each."""

ESCAPE = b"\x1b"
"""Begins each key that is more than a letter."""

QUEUE = 4096
"""So little of what is typed waits on the way, where nobody can hold it back."""

SIZE = struct.Struct("!HH")
SECONDS = struct.Struct("!I")


def pair() -> tuple[socket.socket, socket.socket]:
    """Make the two ends of a link; neither waits for the other."""
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, QUEUE)
    near.setblocking(False)
    far.setblocking(False)
    return near, far


def messages(kind: bytes, data: bytes) -> Iterator[bytes]:
    """Cut what is too long for one message."""
    for start in range(0, len(data), MOST):
        yield kind + data[start : start + MOST]


def turns(data: bytes) -> Iterator[bytes]:
    """Cut what was typed, never within an arrow key: its start alone would be the Esc key."""
    start = 0
    while start < len(data):
        end = start + TURN
        if end < len(data):
            end = max(0, data.rfind(ESCAPE, start + 1, end)) or end
        yield TYPED + data[start:end]
        start = end


def receive(end: socket.socket) -> bytes | None:
    """Take one message; None where none is there now, empty where the other end is gone."""
    try:
        return end.recv(MOST + 1)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def send(end: socket.socket, message: bytes) -> bool:
    """Send one message; False where there is no room now. Raises OSError where nobody is there."""
    try:
        end.send(message)
    except BlockingIOError:
        return False
    return True


def hand(end: socket.socket, message: bytes, descriptor: int) -> bool:
    """Send one message and a descriptor; False where there is no room now. Raises OSError."""
    try:
        socket.send_fds(end, [message], [descriptor])
    except BlockingIOError:
        return False
    return True
