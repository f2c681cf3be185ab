"""Line mode in a worker: one person in a process of their own, on a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import termios
from collections.abc import Mapping

from kiosk import wire
from screens.plain.run import take_plain
from tree.ready import Ready


def run_plain(readies: Mapping[str, Ready], request: wire.SessionRequest, terminal: int) -> None:
    """Run line mode until the person leaves; the kernel echoes, edits lines and sends SIGINT."""
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    os.environ.update(request.environment)
    ready = readies[request.language]
    with (
        open(terminal, encoding="utf-8") as read,
        open(os.dup(terminal), "w", encoding="utf-8") as write,
    ):
        take_plain(ready, request.setting, read, write, lambda other: readies.get(other, ready))
        write.write(wire.ENDED_WELL.decode())
