"""A worker for one person who reads line by line, in a terminal of the kernel's own."""

from __future__ import annotations

import fcntl
import os
import termios
from collections.abc import Mapping

from kiosk import link
from kiosk.request import Request
from screens.line import take
from tree.ready import Ready


def talk(readies: Mapping[str, Ready], asked: Request, terminal: int) -> None:
    """Take the check by lines; the kernel's terminal echoes, mends slips and hears Ctrl+C."""
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    os.environ.update(asked.environment)
    ready = readies[asked.language]
    with (
        open(terminal, encoding="utf-8") as read,
        open(os.dup(terminal), "w", encoding="utf-8") as write,
    ):
        take(ready, asked.setting, read, write, lambda other: readies.get(other, ready))
        write.write(link.PARTED.decode())
