"""The terminal driver, which can leave at once, and the thread-safe file that it writes to."""

from __future__ import annotations

import os
import re
import select
import selectors
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from threading import Lock
from types import FrameType
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

from textual.drivers.linux_driver import LinuxDriver

from screens.terminal.frames import Frames
from screens.terminal.input import Input
from screens.terminal.keyboard import LATE
from screens.terminal.leaving import (
    BLANK,
    KEYBOARD,
    SHOWN,
    TAKEN,
    entering,
    in_front,
    restoring,
    wipe,
)

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

    from screens.setting import Setting
    from screens.terminal.quiet_end import Calm
    from screens.words import Words

MOMENT = 0.02
"""Seconds the writing thread may take to note that the terminal has taken a text."""

ROOM = 65_536
"""Bytes of output buffer: most of a frame goes out in one write."""


def drawing(descriptor: int) -> TextIOWrapper:
    """Open the file for drawing; characters that its encoding lacks are escaped."""
    encoding = sys.__stdout__.encoding if sys.__stdout__ else None
    return open(descriptor, "w", ROOM, encoding, "backslashreplace", closefd=False)


class Outlet:
    """A file that counts texts written and flushed: a stalled terminal takes nothing."""

    def __init__(self, file: IO[str]) -> None:
        """Start with both counts at 0."""
        self._file, self._lock = file, Lock()
        self._written = self._flushed = 0
        self._writes = False

    def write(self, text: str) -> None:
        """Write; holds the lock until the flush, as nobody knows before how much is out."""
        if not self._writes:
            self._writes = self._lock.acquire()
        self._written += 1
        self._file.write(text)

    def flush(self) -> None:
        """Wait until the terminal has taken all of it."""
        self._file.flush()
        self._flushed = self._written
        if self._writes:
            self._writes = False
            self._lock.release()

    def out(self, many: int) -> bool:
        """Return whether the terminal has taken `many` texts; waits up to `MOMENT` for the lock."""
        if not self._lock.acquire(timeout=MOMENT):
            return False
        self._lock.release()
        return self._flushed == many

    def fileno(self) -> int:
        """Return the file's descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Return whether the file is a terminal."""
        return self._file.isatty()


NOT_OURS = re.compile(r"\x1b\]22;|\x1b\[>\d+u$|\x1b\[\?1004h$")
"""Modes that Textual sets and we do not want: pointer shapes, its key protocol, focus reports."""

SHOWS = 1
"""Descriptor to draw on: standard output, which is a terminal; standard error may be a file."""

UNKNOWN = (80, 24)
"""Columns and rows of a window that reports no size."""

PATIENCE = 0.25
"""Seconds a stalled terminal has to take the wipe, twice; then the process ends."""

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGXCPU)


class Host(Protocol):
    """The parts of the app that the driver uses."""

    setting: Setting
    clock: Callable[[], float]
    words: Words


class SafeDriver(LinuxDriver):
    """A terminal driver that can leave without waiting for the app."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Save the terminal's modes, before anything is changed."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._host = cast("Host", app)
        self._input = Input(self._host.clock)
        self.gate = self._input.gate
        self._frames = Frames(cast("Calm", app), self.gate, self._show, self._reading)
        self._outlet = Outlet(drawing(SHOWS))
        self._file = cast("Any", self._outlet)
        self._sent = 0
        self._lock, self._early = Lock(), False
        self._before = termios.tcgetattr(self.fileno)
        self._leaving = Lock()
        self._shown = self._paints = False
        self._hear, self._tell = os.pipe()
        # Runs on the event loop, which any thread can wake: a plain handler may have interrupted
        # a write, and if another thread got the signal, it may wait until the next key.
        self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        self._loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def start_application_mode(self) -> None:
        """Enter the full screen with a neutral title and a visible cursor."""
        for number in SIGNALS:
            signal.signal(number, self._on_signal)
        if self._host.setting.kiosk:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self._shown = True
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual leaves it so
        setting, words = self._host.setting, self._host.words
        asks = self._input.background.query(setting)
        self._send(entering(setting.term, words("title.neutral")) + SHOWN + TAKEN + asks)
        self._paints = True
        self._frames.start()

    def _query_in_band_window_resize(self) -> None:
        """Do nothing: a resize report would arrive among the keys, and SIGWINCH tells the same."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal only: sizes in the environment may be stale."""
        wide, high = os.get_terminal_size(SHOWS)
        return wide or UNKNOWN[0], high or UNKNOWN[1]

    def stop_application_mode(self) -> None:
        """Blank the screen before leaving it, also when stopped or after a fault."""
        self._paints = False
        self._frames.stop()
        self.write(BLANK + restoring(self._host.setting.term))
        super().stop_application_mode()
        self._shown = False

    def _go_on(self) -> None:
        """Repaint everything after a stop: it may have come without a request of ours."""
        if not in_front(self.fileno):
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        if self._shown:
            self.suspend_application_mode()
            self._must_signal_resume = True
        self.resume_application_mode()

    def write(self, data: str) -> None:
        """Add to the current frame, which is sent when complete; modes are written at once."""
        if not NOT_OURS.match(data):
            (self._frames.paint if self._paints else self._send)(data)

    def _show(self, frame: str) -> None:
        """Write a frame."""
        self._input.background.shown()
        self._send(frame)

    def _send(self, data: str) -> None:
        """Write; nothing after the screen was left."""
        if self._shown:
            self._sent += 1
            super().write(data)

    def leave(self) -> None:
        """Wipe the screen, and end the process or run the host's program."""
        self._vanish(self._host.setting.after_exit)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Wake the input thread: a handler may have interrupted a write, so it must not wait."""
        os.write(self._tell, b"!")

    def _vanish(self, after: str = "") -> None:
        if not self._leaving.acquire(blocking=False):
            return
        try:
            self._write_last(wipe(self._host.setting, KEYBOARD))
            termios.tcflush(self.fileno, termios.TCIFLUSH)
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._before)
            if after:
                from screens.after_exit import follow  # noqa: PLC0415  (loaded with the setting)

                follow(after)
        finally:
            os._exit(0)

    def _write_last(self, text: str) -> None:
        """Replace all pending output by this text, and write nothing after it."""
        writer = self._writer_thread
        if writer is None or not writer.is_alive():
            os.write(SHOWS, text.encode())
            return
        queue = writer._queue
        with queue.mutex:
            queue.queue.clear()
            queue.queue.extend((text, None))
            queue.not_empty.notify()
        writer.join(PATIENCE)
        if writer.is_alive():
            termios.tcflush(SHOWS, termios.TCOFLUSH)
            writer.join(PATIENCE)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._vanish()
        finally:
            if not self.exit_event.is_set():
                self._loop.call_soon_threadsafe(self._app.panic)

    def run_input_thread(self) -> None:
        """Read keys until stopped; end the process if the terminal is gone."""
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._hear, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(LATE)
                for key, _ in ready:
                    self._read(key.fd)
                if not ready:
                    with self._alone() as alone:
                        self._take(self._input.pause(LATE, arrived=alone and self._arrived))

    def _read(self, fd: int) -> None:
        """Read input, and decide which keys count before another frame is sent."""
        with self._alone() as alone:
            data = os.read(fd, 4096)
            if fd == self._hear or not data:
                self._vanish()
            early, self._early = self._early, False
            arrived = alone and not early and self._arrived
            self._take(self._input.feed(data, arrived=arrived))

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Hold back frames in the body; yields False if a stalled terminal is blocking one.

        It waits for `MOMENT` at most: a person who wants to leave must be heard.
        """
        alone = self._lock.acquire(timeout=MOMENT)
        try:
            yield alone
        finally:
            if alone:
                self._lock.release()

    @property
    def _arrived(self) -> bool:
        """Whether the terminal has taken all output."""
        return self._outlet.out(self._sent)

    def _take(self, messages: list[Message] | None) -> None:
        """Pass on the messages; None means to leave."""
        if messages is None:
            self.leave()
        for message in messages or ():
            self.process_message(message)
        if messages:
            self._loop.call_soon_threadsafe(self._frames.watch)

    def unseen(self) -> None:
        """Drop keys until the coming change has been painted."""
        self.gate.shut()
        self._frames.watch()

    def forget(self) -> None:
        """Send all of the next frame: what the terminal shows is unknown."""
        self._frames.forget()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Keep the input thread from reading in the body, and note whether input waits."""
        with self._lock:
            self._early = bool(select.select([self.fileno], [], [], 0)[0])
            yield
