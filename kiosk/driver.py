"""Textual's driver for a person at the other end of a link: no terminal, thread or signal.

Like the driver of the full screen it rests on parts of Textual 8.2.8 that are not its public face.
"""

from __future__ import annotations

import asyncio
from codecs import getincrementaldecoder
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.geometry import Size

from kiosk import link
from screens.leaving import SHOWN, entering, wipe
from screens.terse import terse

if TYPE_CHECKING:
    import socket

    from textual.app import App
    from textual.message import Message

    from screens.setting import Setting
    from screens.words import Words

OPENS = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l\x1b[?2026$p"
ESCAPE = 0.1
"""So many seconds a lone Esc waits for the rest of a sequence, as in Textual."""

TURN = 0.001
"""After so many seconds it is looked at again whether the last key has been taken up."""

MOST_WAITING = 262_144
"""So many bytes wait for a person who reads slowly; then only the last picture is kept for them."""


class Host(Protocol):
    """What the driver needs of the program that it drives."""

    link: socket.socket
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
        self._parser = XTermParser(debug)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._waiting: deque[bytes] = deque()
        self._held, self._stale, self._open = 0, False, True
        self._deaf = False
        self._flushes: asyncio.Handle | None = None
        self._ticks: asyncio.Handle | None = None
        self._heard: deque[Message] = deque()

    def start_application_mode(self) -> None:
        """Enter the full screen under a neutral title, with the cursor in sight."""
        setting, words = self._host.setting, self._host.words
        self.write(OPENS + entering(setting.term, words("title.neutral")) + SHOWN)
        size = Size(*self._host.window)
        self._heard.append(events.Resize(size, size))
        self._turn()

    def stop_application_mode(self) -> None:
        """Leave a wiped screen, also after a fault."""
        self.leave(1)

    def disable_input(self) -> None:
        """Hear no more."""
        self._deaf = True
        if self._open:
            self._listen(on=False)

    def leave(self, status: int = 0) -> None:
        """Wipe, say that the visit has ended, and let the person go."""
        if self._open:
            self._waiting.clear()
            self._held, self._stale = 0, False
            self.write(wipe(self._host.setting))
            self._waiting.append(link.ENDED + bytes([status]))
            self._flush()
            self._shut()

    def write(self, data: str) -> None:
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
        message = link.receive(self._link)
        if message == b"":
            self._shut()
        elif message:
            self._take(message[:1], message[1:])
            self._turn()

    def _take(self, kind: bytes, what: bytes) -> None:
        if kind == link.SIZED:
            size = Size(*link.SIZE.unpack(what))
            self._heard.append(events.Resize(size, size))
        elif kind == link.CLOSES:
            self._host.closes(*link.SECONDS.unpack(what))
        elif text := self._decode(what):  # no text at all would mean to the parser that it ends
            self._heard.extend(self._parser.feed(text))

    def _turn(self) -> None:
        """Hand on one key, and hear more when all are taken up: others here have keys, too."""
        if self._deaf or not self._open:
            return
        busy = self._busy()
        if not busy and not self._heard:
            self._listen()
            return
        self._listen(on=False)
        if not busy:
            self.process_message(self._heard.popleft())
        self._loop.call_later(TURN, self._turn)

    def _busy(self) -> bool:
        """Say whether something is still to be done for this person."""
        screens = self._app.screen_stack[-1:]
        pumps = [self._app, *screens, *(screen.focused for screen in screens)]
        return any(pump.message_queue_size for pump in pumps if pump)

    def _listen(self, *, on: bool = True) -> None:
        if self._ticks:
            self._ticks.cancel()
            self._ticks = None
        if not on:
            self._loop.remove_reader(self._link.fileno())
            return
        self._loop.add_reader(self._link.fileno(), self._hear)
        if self._parser._timeout_time is not None:
            self._ticks = self._loop.call_later(ESCAPE, self._tick)

    def _tick(self) -> None:
        """Take an Esc that nothing followed for what it is."""
        self._heard.extend(self._parser.tick())
        self._turn()

    def _shut(self) -> None:
        if self._open:
            self._open = False
            self._loop.remove_reader(self._link.fileno())
            self._loop.remove_writer(self._link.fileno())
            self._link.close()
            self._host.gone()
