"""Textual's driver for a person at the other end of a link: no terminal, thread or signal.

It rests on `_loop` of Textual 8.2.8, which is not its public face.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import events
from textual.driver import Driver
from textual.geometry import Size

from kiosk import link
from screens.frames import Frames
from screens.input import Input
from screens.keyboard import LATE
from screens.leaving import SHOWN, entering, wipe
from screens.terse import terse

if TYPE_CHECKING:
    import socket

    from textual.app import App
    from textual.message import Message

    from screens.calm import Calm
    from screens.setting import Setting
    from screens.words import Words

OPENS = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l\x1b[?2026$p"
MOST_READ = 64
"""So many messages are read in one turn: others here have keys, too."""

MOST_WAITING = 262_144
"""So many bytes wait for a person who reads slowly; then only the last picture is kept for them."""


class Host(Protocol):
    """What the driver needs of the program that it drives."""

    link: socket.socket
    clock: Callable[[], float]
    window: tuple[int, int]
    setting: Setting
    words: Words

    def gone(self) -> None:
        """The person is no longer there."""

    def paint_again(self) -> None:
        """Paint all of the screen."""

    def closes(self, seconds: int) -> None:
        """Say that the kiosk closes."""


class LinkDriver(Driver):
    """Hands on keys and sizes from the link, and sends what is to be shown."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Start with nothing sent and nothing heard."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._host = cast("Host", app)
        self._link = self._host.link
        self._input = Input(self._host.clock)
        self.gate = self._input.gate
        self._frames = Frames(cast("Calm", app), self.gate, self._send, self._reading)
        self._waiting: deque[bytes] = deque()
        self._held, self._stale, self._open = 0, False, True
        self._deaf = False
        self._flushes: asyncio.Handle | None = None
        self._ticks: asyncio.TimerHandle | None = None

    def start_application_mode(self) -> None:
        """Enter the full screen under a neutral title, with the cursor in sight."""
        setting, words = self._host.setting, self._host.words
        self._send(OPENS + entering(setting.term, words("title.neutral")) + SHOWN)
        self._resize(*self._host.window)
        self._loop.add_reader(self._link.fileno(), self._hear)

    def stop_application_mode(self) -> None:
        """Leave a wiped screen, also after a fault."""
        self.leave(1)

    def disable_input(self) -> None:
        """Hear no more."""
        self._deaf = True
        self._stop_ticking()
        if self._open:
            self._loop.remove_reader(self._link.fileno())

    def leave(self, status: int = 0) -> None:
        """Wipe, say that the visit has ended, and let the person go."""
        if self._open:
            self._waiting.clear()
            self._held, self._stale = 0, False
            self._frames.stop()
            self._send(wipe(self._host.setting))
            self._waiting.append(link.ENDED + bytes([status]))
            self._flush()
            self._shut()

    def write(self, data: str) -> None:
        """Take a part of a frame, which is sent when it is whole."""
        if self._open:
            self._frames.paint(data)

    def _send(self, data: str) -> None:
        """Send soon, in few bytes; to whoever does not keep up, only the last picture."""
        if not self._open:
            return
        sent = terse(data).encode("utf-8", "replace")
        self._held += len(sent)
        self._waiting.extend(link.messages(link.SHOWN, sent))
        if self._held > MOST_WAITING:
            self._waiting.clear()
            self._held, self._stale = 0, True
        self._flushes = self._flushes or self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flushes = None
        try:
            while self._waiting and link.send(self._link, self._waiting[0]):
                self._held -= len(self._waiting.popleft()) - 1
        except OSError:
            self._shut()
            return
        if not self._open:
            return
        if self._waiting:
            self._loop.add_writer(self._link.fileno(), self._flush)
            return
        self._loop.remove_writer(self._link.fileno())
        if self._stale:
            self._stale = False
            self._host.paint_again()

    def _hear(self) -> None:
        """Read what has come: keys are meant for what was in sight when they came."""
        self._stop_ticking()
        for _ in range(MOST_READ):
            message = link.receive(self._link)
            if message == b"":
                self._shut()
            if not message or self._deaf or not self._open:
                break
            self._take(message[:1], message[1:])
        self._tick_later()

    def _take(self, kind: bytes, what: bytes) -> None:
        if kind == link.SIZED:
            self._resize(*link.SIZE.unpack(what))
        elif kind == link.CLOSES:
            self._host.closes(*link.SECONDS.unpack(what))
        else:
            self._hand_on(self._input.feed(what, arrived=not self._waiting))

    def _resize(self, wide: int, high: int) -> None:
        """Take a size from the front, which keeps it within bounds; none comes among the keys."""
        size = Size(wide, high)
        self.process_message(events.Resize(size, size))

    def _hand_on(self, messages: list[Message] | None) -> None:
        """Let the app have what counts; leave when that is what was typed."""
        if messages is None:
            self.leave()
            return
        for message in messages:
            self.process_message(message)
        if messages:
            self._frames.watch()

    def unseen(self) -> None:
        """Let no key count until what is about to change has been painted."""
        self.gate.shut()
        self._frames.watch()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Read what was typed before a frame is sent, since it is not meant for it."""
        self._hear()
        yield

    def _tick_later(self) -> None:
        if self._input.waits and self._open and not self._deaf:
            self._ticks = self._loop.call_later(LATE, self._tick)

    def _stop_ticking(self) -> None:
        if self._ticks:
            self._ticks.cancel()
        self._ticks = None

    def _tick(self) -> None:
        """Note that nothing came: an Esc stands alone, and a burst of keys is over."""
        self._ticks = None
        self._hand_on(self._input.pause(LATE, arrived=not self._waiting))
        self._tick_later()

    def _shut(self) -> None:
        if self._open:
            self._open = False
            self._stop_ticking()
            self._frames.stop()
            self._loop.remove_reader(self._link.fileno())
            self._loop.remove_writer(self._link.fileno())
            self._link.close()
            self._host.gone()
