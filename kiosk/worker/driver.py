"""Textual's driver for a person at the other end of a link: no terminal, thread or signal.

No other file of the kiosk touches private parts of Textual 8.2.8. These are
`App._close_messages_no_wait`, `App._driver`, `App._size`, `active_app` and two names that
`textual.app` calls. Tests pin each.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Protocol, cast

import textual.app
from textual import events
from textual._context import active_app
from textual.driver import Driver
from textual.geometry import Size

from kiosk import wire
from kiosk.worker.calm import COLLECTOR
from screens.terminal.frames import Frames
from screens.terminal.input import Input
from screens.terminal.keyboard import LATE
from screens.terminal.leaving import SHOWN, entering, wipe

if TYPE_CHECKING:
    import socket

    from textual.app import App
    from textual.message import Message

    from screens.setting import Setting
    from screens.terminal.quiet_end import Calm
    from screens.words import Words

REDIRECTS = ("redirect_stdout", "redirect_stderr")
"""Names in `textual.app` by which an app replaces standard streams while it runs."""

OPENS = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l\x1b[?2026$p"
MAX_READ = 64
"""Messages read at one time: others in this worker have their turn before the next."""

MAX_WAITING = 262_144
"""Bytes of output that wait for a slow reader; beyond them only the last frame is kept."""


class LinkApp(Protocol):
    """What the driver needs of the app that it drives."""

    link: socket.socket | None
    clock: Callable[[], float]
    window: tuple[int, int]
    setting: Setting
    words: Words

    def gone(self) -> None:
        """End, because nobody is at the other end."""

    def laid_out(self) -> None:
        """Note that a whole frame was painted, and nobody is there to see it."""

    def paint_again(self) -> None:
        """Paint the whole screen."""

    def closes(self, seconds: int) -> None:
        """Tell the person that the kiosk closes in some seconds."""


class LinkDriver(Driver):
    """Hands on keys and sizes from the link, and sends output to it.

    Without a link it paints for nobody, until `connect` gives it one.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Start with nothing sent and nothing received."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._running, self.within = asyncio.get_running_loop(), copy_context()
        self._target = cast("LinkApp", app)
        self._link: socket.socket | None = None
        self._input = Input(self._target.clock)
        self.gate = self._input.gate
        self._frames = Frames(cast("Calm", app), self.gate, self._show, self._reading)
        self._waiting: deque[bytes] = deque()
        self._held, self._stale, self._open = 0, False, True
        self._deaf = self._writes = False
        self._turns, self._replies = 0, False
        self._flushes: asyncio.Handle | None = None
        self._ticks: asyncio.TimerHandle | None = None

    def start_application_mode(self) -> None:
        """Take the size of the window, and enter the full screen if anybody is there."""
        self.within = copy_context()
        if self._target.link:
            self.connect(self._target.link)
        self._resize(*self._target.window)

    def connect(self, link: socket.socket) -> None:
        """Enter the full screen at this end of a link, under a neutral title, with a cursor."""
        setting, words = self._target.setting, self._target.words
        self._link = link
        asks = self._input.background.query(setting)
        self._send(OPENS + entering(setting.term, words("title.neutral")) + SHOWN + asks)
        self._frames.show_in(setting.term)
        self._running.add_reader(link.fileno(), self._hear)

    def move(self, wide: int, high: int) -> None:
        """Show in a window of this size what was painted for another one, or for nobody."""
        app, size = cast("App[Any]", self._target), Size(wide, high)
        if size != app.size:  # at once: Textual would wait for another size to come
            app._size = size
            app.screen.post_message(events.Resize(size, size))
        self._frames.forget()

    def stop_application_mode(self) -> None:
        """Leave a wiped screen, also after a fault."""
        self.leave(1)

    def disable_input(self) -> None:
        """Read nothing more."""
        self._deaf = True
        self._stop_ticking()
        if self._link and self._open:
            self._running.remove_reader(self._link.fileno())

    def leave(self, status: int = 0) -> None:
        """Wipe the screen, and send the end of the session."""
        if self._open:
            self._waiting.clear()
            self._held, self._stale = 0, False
            self._frames.stop()
            self._send(wipe(self._target.setting))
            self._waiting.append(wire.ENDED + bytes([status]))
            self._flush()
            self._shut()

    def send_message(self, message: Message) -> None:
        """Give the app a message: it runs in this thread."""
        cast("App[Any]", self._target).post_message(message)

    def write(self, data: str) -> None:
        """Collect a part of a frame, which is sent when it is whole."""
        if self._open:
            self._frames.paint(data)

    def _show(self, frame: str) -> None:
        """Send a frame, or note that nobody was there to see it."""
        if self._link is None:
            self._target.laid_out()
            return
        if not self._open:  # a key that leaves was read since: nothing of the frame may stay
            return
        self._input.background.shown()
        self._keep(frame, wire.TURNED if self.gate.turns else wire.OUTPUT)
        self._flush()

    def _send(self, data: str) -> None:
        """Send soon."""
        if self._link and self._open:
            self._keep(data)
            self._flushes = self._flushes or self._running.call_soon(self._flush)

    def _keep(self, data: str, kind: bytes = wire.OUTPUT) -> None:
        """Keep what is to be sent; a slow reader gets only the last frame."""
        sent = data.encode("utf-8", "replace")
        self._held += len(sent)
        *first, last = wire.messages(wire.OUTPUT, sent)
        self._waiting.extend((*first, kind + last[1:]))
        if self._held > MAX_WAITING:
            self._waiting.clear()
            self._held, self._stale = 0, True

    def _flush(self) -> None:
        if self._flushes:
            self._flushes.cancel()
        self._flushes = None
        if self._link is None:
            return
        try:
            while self._waiting and wire.send(self._link, self._waiting[0]):
                sent = self._waiting.popleft()
                self._held -= len(sent) - 1
                self._turns += sent[:1] == wire.TURNED
        except OSError:
            self._shut()
            return
        if not self._open:
            return
        self._wait_for_room(self._link)
        if self._stale and not self._waiting:
            self._stale = False
            self._running.call_soon(self._target.paint_again)  # which shuts the gate: not before

    def _wait_for_room(self, link: socket.socket) -> None:
        """Go on sending when the link takes more, if anything waits."""
        if self._waiting:
            self._running.add_writer(link.fileno(), self._flush)
        elif self._writes:
            self._running.remove_writer(link.fileno())
        self._writes = bool(self._waiting)

    def _hear(self) -> None:
        """Read what has come, and show what it did, if that is all there is to do."""
        with self._frames.at_once():
            self._read()

    def _read(self) -> None:
        """Read what has come: keys count for the frame that was visible when they came."""
        if self._link is None:
            return
        self._stop_ticking()
        for _ in range(MAX_READ):
            message = wire.receive(self._link)
            if message == b"":
                self._shut()
            if not message or self._deaf or not self._open:
                break
            self._take(message[:1], message[1:])
        self._tick_later()

    def _take(self, kind: bytes, what: bytes) -> None:
        COLLECTOR.heard(self._running)
        if kind == wire.RESIZE:
            self._resize(*wire.SIZE.unpack(what))
        elif kind == wire.CLOSING:
            self._target.closes(*wire.NUMBER.unpack(what))
        elif kind == wire.ARRIVED:
            self._replies = True
            self._turns -= wire.NUMBER.unpack(what)[0]
        else:
            self._hand_on(self._input.feed(what, arrived=self._arrived))

    @property
    def _arrived(self) -> bool:
        """Whether the client has all output, as far as it ever tells that it came."""
        return not (self._waiting or (self._replies and self._turns))

    def _resize(self, wide: int, high: int) -> None:
        """Resize as the front says, which keeps sizes within bounds."""
        size = Size(wide, high)
        self.process_message(events.Resize(size, size))

    def _hand_on(self, messages: list[Message] | None) -> None:
        """Give the app the keys that count; leave if that is what they mean."""
        if messages is None:
            self.leave()
            return
        for message in messages:
            if not (self._frames.within and self._takes_now(message)):
                self.process_message(message)
        if messages:
            self._frames.watch()

    def _takes_now(self, message: Message) -> bool:
        """Have the app take a key within this turn, if it can; return whether it did."""
        return isinstance(message, events.Key) and cast("Calm", self._target).takes_now(message.key)

    def unseen(self) -> None:
        """Drop keys until what is about to change has been painted."""
        self.gate.shut()
        self._frames.watch()

    def forget(self) -> None:
        """Send all of the next frame: what the terminal shows is unknown."""
        self._frames.forget()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Read what was typed before a frame is sent: it does not count for that frame."""
        self._read()
        yield

    def _tick_later(self) -> None:
        if self._input.waits and self._open and not self._deaf:
            self._ticks = self._running.call_later(LATE, self._tick)

    def _stop_ticking(self) -> None:
        if self._ticks:
            self._ticks.cancel()
        self._ticks = None

    def _tick(self) -> None:
        """Note a pause: an Esc that came stands alone, and a burst of keys is over."""
        self._ticks = None
        self._hand_on(self._input.pause(LATE, arrived=self._arrived))
        self._tick_later()

    def _shut(self) -> None:
        if self._open:
            self._open = False
            self._stop_ticking()
            self._frames.stop()
            if self._link:
                self._running.remove_reader(self._link.fileno())
                self._running.remove_writer(self._link.fileno())
                self._link.close()
            self._target.gone()


def connect(app: App[Any], link: socket.socket, size: tuple[int, int]) -> None:
    """Show what an app painted for nobody in a window of this size, at the end of a link.

    All that comes of the link is then of this app, as if the driver had started with it: a screen
    that is shown otherwise never paints, nor does the one below it.
    """
    driver = cast("LinkDriver", app._driver)
    driver.within.run(driver.connect, link)
    driver.within.run(driver.move, *size)


def end_messages(app: App[Any]) -> None:
    """End an app at once, without the driver: nobody is left to show anything to."""
    app._close_messages_no_wait()


def end_failed(_loop: object, _fault: object) -> None:
    """End the visit whose callback failed, and no other; the fault may hold an answer."""
    app = active_app.get(None)
    if app is not None:
        app.panic()


def share_streams() -> None:
    """Keep apps from replacing standard streams, which sessions would restore out of order."""
    for name in REDIRECTS:
        setattr(textual.app, name, nullcontext)
