"""The zygote as the front sees it: started, warmed, and asked to fork, one fork at a time."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from kiosk import link
from kiosk.config import Limits
from kiosk.process import use_of
from kiosk.watch import Asked, hangs

ROOT = Path(__file__).parent.parent


class Forker:
    """One zygote, from its start to its end; another takes its place, it is never mended."""

    def __init__(self) -> None:
        """Start the zygote; it needs a moment to warm up. Raises OSError."""
        self._near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-X", "utf8", "-m", "kiosk.zygote", str(far.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=(far.fileno(),), start_new_session=True,
                cwd=ROOT, env={"PATH": os.defpath},
            )  # fmt: skip
        self._near.setblocking(False)
        self._asked: Asked | None = None

    @property
    def ended(self) -> bool:
        """Say whether it can fork no more."""
        return self._process.poll() is not None

    async def warm(self, terms: bytes) -> None:
        """Wait until it has read all that it serves; raises OSError where it ended before."""
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            await loop.sock_sendall(self._near, terms)
            if await loop.sock_recv(self._near, link.MOST):
                return
        self.kill()
        self._near.close()
        raise ConnectionError

    async def fork(self, message: bytes, end: int) -> tuple[int, int]:
        """Fork a process that is given this message and this descriptor; say its pid and handle.

        Raises OSError where the zygote is gone, or where no process or descriptor is left.
        """
        socket.send_fds(self._near, [message], [end])
        self._note()
        try:
            await _readable(self._near)
            pid, handles, _, _ = socket.recv_fds(self._near, link.MOST, 1)
        finally:
            self._asked = None
        if not pid:
            self.kill()
            raise ConnectionError
        if not handles:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return int(pid), handles[0]

    def look(self, now: float, limits: Limits) -> None:
        """End it where it was asked to fork, and never will; `now` is the time of the loop."""
        use = use_of(self._process.pid)
        if self._asked and use and hangs(self._asked, now, use, limits):
            self._process.kill()

    def kill(self) -> None:
        """End it, and with it all that it forked."""
        self._process.kill()
        self._process.wait()

    def _note(self) -> None:
        if use := use_of(self._process.pid):
            self._asked = Asked(asyncio.get_running_loop().time(), use.seconds)


async def _readable(end: socket.socket) -> None:
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(end.fileno(), ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(end.fileno())
