"""The pipe to the worker of one person: bytes typed go in, output comes out."""

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

from kiosk import wire

CHUNK = 65_536
"""Bytes of output read at one time in line mode."""

OnOutput = Callable[[bytes], None]
OnEnd = Callable[[int | None], None]
"""Called with the exit status of a session, or None if it broke off."""


class Pipe(ABC):
    """Reads from a worker as long as the person's client keeps up."""

    def __init__(self, fd: int, shown: OnOutput, ended: OnEnd) -> None:
        """Begin to read."""
        self._fd, self._shown, self._ended = fd, shown, ended
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[bytes] = deque()
        self._reads = self._holds = self._writes = False
        self.read(on=True)

    @property
    def waiting(self) -> int:
        """How many messages wait to be sent."""
        return len(self._waiting)

    @abstractmethod
    def typed(self, data: bytes) -> None:
        """Send bytes typed."""

    @abstractmethod
    def sized(self, columns: int, rows: int) -> None:
        """Send the size of the window."""

    @abstractmethod
    def closes(self, seconds: int) -> None:
        """Tell the person that the kiosk closes in some seconds."""

    @abstractmethod
    def arrived(self, turns: int) -> None:
        """Tell that so much of what turned pages has come to the client."""

    @abstractmethod
    def _take(self) -> None:
        """Read and hand on once."""

    @abstractmethod
    def _put(self, message: bytes) -> bool:
        """Write once; return False if there is no room. Raises OSError."""

    def read(self, *, on: bool) -> None:
        """Read output, or leave it with the worker."""
        if self._fd >= 0 and on != self._reads:
            self._reads = on
            (self._loop.add_reader(self._fd, self._take) if on
             else self._loop.remove_reader(self._fd))  # fmt: skip

    def hold(self, *, on: bool) -> None:
        """Hold back the messages that wait, or send them."""
        if self._fd >= 0 and on != self._holds:
            self._holds = on
            self._drain()

    def close(self) -> None:
        """Close this end, and read no more."""
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
        try:
            while self._waiting and not self._holds and self._put(self._waiting[0]):
                self._waiting.popleft()
        except OSError:  # nobody hears any more; the end is noticed by reading, if it is one
            self._waiting.clear()
        writes = bool(self._waiting) and not self._holds
        if writes and not self._writes:
            self._loop.add_writer(self._fd, self._drain)
        elif self._writes and not writes:
            self._loop.remove_writer(self._fd)
        self._writes = writes


class ScreenPipe(Pipe):
    """The full screen: a link to a worker."""

    def __init__(self, end: socket.socket, shown: OnOutput, ended: OnEnd, turned: OnOutput) -> None:
        """Read from this end of the link; `turned` takes what may show another page."""
        self._end_of_link, self._turned = end, turned
        super().__init__(end.fileno(), shown, ended)

    def typed(self, data: bytes) -> None:
        """Send bytes typed."""
        for message in wire.split_keys(data):
            self._send(message)

    def sized(self, columns: int, rows: int) -> None:
        """Send the size in place of one that still waits."""
        if self._waiting and self._waiting[-1][:1] == wire.RESIZE:
            self._waiting.pop()
        self._send(wire.RESIZE + wire.SIZE.pack(columns, rows))

    def closes(self, seconds: int) -> None:
        """Have the worker say it."""
        self._send(wire.CLOSING + wire.NUMBER.pack(seconds))

    def arrived(self, turns: int) -> None:
        """Tell the worker that so much of what turned pages has come to the client."""
        self._send(wire.ARRIVED + wire.NUMBER.pack(turns))

    def _put(self, message: bytes) -> bool:
        return wire.send(self._end_of_link, message)

    def _take(self) -> None:
        """Hand on output; whatever a sound worker never sends ends the session as broken."""
        message = wire.receive(self._end_of_link)
        if message is None:
            return
        kind, what = message[:1], message[1:]
        if kind in (wire.OUTPUT, wire.TURNED) and what:
            (self._turned if kind == wire.TURNED else self._shown)(what)
        else:
            self._end(what[0] if kind == wire.ENDED and len(what) == 1 else None)

    def _shut(self) -> None:
        self._end_of_link.close()


class LinePipe(Pipe):
    """Line mode: the front's side of a pseudo-terminal."""

    def __init__(self, terminal: int, says: bytes, shown: OnOutput, ended: OnEnd) -> None:
        """Read from this side; `says` is the sentence for a kiosk that closes."""
        os.set_blocking(terminal, False)
        self._says, self._ended_well = says, False
        super().__init__(terminal, shown, ended)

    def typed(self, data: bytes) -> None:
        """Send bytes typed."""
        for start in range(0, len(data), wire.MAX_MESSAGE):
            self._send(data[start : start + wire.MAX_MESSAGE])

    def sized(self, columns: int, rows: int) -> None:
        """Set the size of the pseudo-terminal."""
        with suppress(OSError):
            fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def arrived(self, turns: int) -> None:
        """Do nothing: line mode has no pages."""

    def closes(self, seconds: int) -> None:
        """Write it between two lines."""
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
        except OSError:  # EIO: the worker has closed its side
            data = b""
        if data.endswith(wire.ENDED_WELL):
            data, self._ended_well = data.removesuffix(wire.ENDED_WELL), True
        if data:
            self._shown(data)
        elif not self._ended_well:
            self._end(None)
        if self._ended_well:
            self._end(0)

    def _shut(self) -> None:
        os.close(self._fd)
