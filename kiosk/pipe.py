"""The pipe to whoever serves a person: keys go in, and what is to be shown comes out."""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
import struct
import termios
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from kiosk import link

CHUNK = 65_536
Shown = Callable[[bytes], None]
Ended = Callable[[int | None], None]
"""Told the status of a visit, or None where it broke off."""


class Pipe(ABC):
    """Reads from whoever serves a person as long as the person's client keeps up."""

    def __init__(self, fd: int, shown: Shown, ended: Ended) -> None:
        """Begin to read."""
        self._fd, self._shown, self._ended = fd, shown, ended
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[bytes] = deque()
        self._reads, self._holds = False, False
        self.read(on=True)

    @property
    def waiting(self) -> int:
        """How many messages have not yet been taken."""
        return len(self._waiting)

    @abstractmethod
    def typed(self, data: bytes) -> None:
        """Hand on what the person typed."""

    @abstractmethod
    def sized(self, wide: int, high: int) -> None:
        """Say how large the person's window is."""

    @abstractmethod
    def closes(self, seconds: int) -> None:
        """Say that the kiosk closes."""

    @abstractmethod
    def _take(self) -> None:
        """Read once."""

    @abstractmethod
    def _put(self, message: bytes) -> bool:
        """Write once; False where there is no room. Raises OSError."""

    def read(self, *, on: bool) -> None:
        """Read on, or let what is to be shown wait where it is."""
        if self._fd >= 0 and on != self._reads:
            self._reads = on
            (self._loop.add_reader(self._fd, self._take) if on
             else self._loop.remove_reader(self._fd))  # fmt: skip

    def hold(self, *, on: bool) -> None:
        """Keep back what waits to be handed on, or hand it on."""
        if self._fd >= 0 and on != self._holds:
            self._holds = on
            self._drain()

    def close(self) -> None:
        """Let go of it."""
        if self._fd >= 0:
            self._loop.remove_reader(self._fd)
            self._loop.remove_writer(self._fd)
            self._shut()
            self._fd = -1

    @abstractmethod
    def _shut(self) -> None:
        """Close this end."""

    def _end(self, status: int | None) -> None:
        if self._fd >= 0:
            self.close()
            self._ended(status)

    def _send(self, message: bytes) -> None:
        if self._fd >= 0:
            self._waiting.append(message)
            self._drain()

    def _drain(self) -> None:
        with suppress(OSError):  # its end is told by what is read, not by what is written
            while self._waiting and not self._holds and self._put(self._waiting[0]):
                self._waiting.popleft()
        if self._waiting and not self._holds:
            self._loop.add_writer(self._fd, self._drain)
        else:
            self._loop.remove_writer(self._fd)


class Screens(Pipe):
    """The full screen, in a worker at the other end of a link."""

    def __init__(self, end: socket.socket, shown: Shown, ended: Ended) -> None:
        """Take this end of the link."""
        self._end_of_link = end
        super().__init__(end.fileno(), shown, ended)

    def typed(self, data: bytes) -> None:
        """Hand on keys."""
        for message in link.turns(data):
            self._send(message)

    def sized(self, wide: int, high: int) -> None:
        """Hand on the size; one that still waits is of no use any more."""
        if self._waiting and self._waiting[-1][:1] == link.SIZED:
            self._waiting.pop()
        self._send(link.SIZED + link.SIZE.pack(wide, high))

    def closes(self, seconds: int) -> None:
        """Let the screens say it."""
        self._send(link.CLOSES + link.SECONDS.pack(seconds))

    def _put(self, message: bytes) -> bool:
        return link.send(self._end_of_link, message)

    def _take(self) -> None:
        message = link.receive(self._end_of_link)
        if message is None:
            return
        if message[:1] == link.SHOWN:
            self._shown(message[1:])
        else:
            self._end(message[1] if message else None)

    def _shut(self) -> None:
        self._end_of_link.close()


class Lines(Pipe):
    """Line mode, in a terminal of the kernel's own whose other side is here."""

    def __init__(self, terminal: int, says: bytes, shown: Shown, ended: Ended) -> None:
        """Take the near side; `says` is the sentence for a kiosk that closes."""
        os.set_blocking(terminal, False)
        self._says, self._parted = says, False
        super().__init__(terminal, shown, ended)

    def typed(self, data: bytes) -> None:
        """Hand on keys."""
        for start in range(0, len(data), link.MOST):
            self._send(data[start : start + link.MOST])

    def sized(self, wide: int, high: int) -> None:
        """Tell the kernel."""
        with suppress(OSError):
            fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", high, wide, 0, 0))

    def closes(self, seconds: int) -> None:
        """Say so between two lines."""
        self._shown(self._says)

    def _put(self, message: bytes) -> bool:
        try:
            sent = os.write(self._fd, message)
        except BlockingIOError:
            return False
        if sent < len(message):
            self._waiting[0] = message[sent:]
        return sent == len(message)

    def _take(self) -> None:
        try:
            data = os.read(self._fd, CHUNK)
        except BlockingIOError:
            return
        except OSError:  # Linux says so when the last program has closed its side
            data = b""
        if data.endswith(link.PARTED):
            data, self._parted = data.removesuffix(link.PARTED), True
        if data:
            self._shown(data)
        elif not self._parted:
            self._end(None)
        if self._parted:
            self._end(0)

    def _shut(self) -> None:
        os.close(self._fd)
