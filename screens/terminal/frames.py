"""Sends what an app paints as whole frames, and lets keys count from the moment a frame is sent.

It rests on parts of Textual 8.2.8 and of asyncio that are not their public face: what each part of
an app still has to do before its frame is whole. Tests pin what is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import App

    from screens.terminal.input import Gate
    from screens.terminal.quiet_end import Calm

SOON, LATE = 0.001, 2.0
"""So many seconds until it is looked at again whether a frame is whole, and until what there is of
one is shown all the same, on a machine with too much to do."""

LARGE = 65_536
"""No frame that is larger waits until it is whole."""


class Frames:
    """Collects what one app paints.

    `send` writes a frame; `reading` is held meanwhile: what was typed by then is not meant for it.
    """

    def __init__(
        self,
        app: Calm,
        gate: Gate,
        send: Callable[[str], None],
        reading: Callable[[], AbstractContextManager[object]],
    ) -> None:
        """Start with nothing painted."""
        self._app, self._gate, self._send, self._reading = app, gate, send, reading
        self._parts: list[str] = []
        self._looks: asyncio.Handle | None = None
        self._since, self._size, self._together = 0.0, 0, False
        self._stopped = False

    def paint(self, part: str) -> None:
        """Take a part of a frame."""
        if part == SYNC_START:
            self._together = True
        elif part != SYNC_END:
            self._parts.append(part)
            self._size += len(part)
            self.watch()
        if self._size > LARGE:
            self._show(whole=False)

    def watch(self) -> None:
        """Look until the frame is whole, where there is one to come."""
        if self._looks or self._stopped:
            return
        if self._parts or not self._gate.open:
            loop = asyncio.get_running_loop()
            self._since = loop.time()
            self._looks = loop.call_soon(self._look)

    def start(self) -> None:
        """Go on after a stop."""
        self._stopped = False

    def stop(self) -> None:
        """Send no more, and keep nothing that holds an answer in memory."""
        self._stopped = True
        if self._looks:
            self._looks.cancel()
        self._looks = None
        self._parts.clear()
        self._size = 0

    def _look(self) -> None:
        self._looks = None
        whole = at_rest(self._app) and self._app.keys_taken >= self._gate.passed
        loop = asyncio.get_running_loop()
        if whole or (self._parts and loop.time() - self._since > LATE):
            self._show(whole=whole)
        if not whole and not self._stopped:
            self._looks = loop.call_later(SOON, self._look)

    def _show(self, *, whole: bool) -> None:
        """Send the frame; what was read or came before it is not meant for it."""
        frame, self._parts, self._size = "".join(self._parts), [], 0
        if self._together:
            frame = SYNC_START + frame + SYNC_END * whole
            self._together = not whole
        with self._reading():
            if frame:
                self._send(frame)
            if whole and self._app.keys_taken >= self._gate.passed:
                self._gate.sent()


def at_rest(app: App[Any]) -> bool:
    """Return whether an app has done and painted all that it was asked for."""
    if not app.is_running or not app.screen_stack or not app.screen.is_mounted:
        return False
    if any(_works(part) for screen in app.screen_stack for part in _parts(screen)):
        return False
    return not (_works(app) or any(map(_unpainted, _parts(app.screen))))


def _parts(screen: Screen[Any]) -> list[Widget]:
    """Return a screen and all that stands in it, quicker than a query does."""
    parts: list[Widget] = [screen]
    for part in parts:
        parts.extend(part.children)
    return parts


def _works(part: MessagePump) -> bool:
    """Return whether a message waits here or is being handled: at rest, the next one is awaited."""
    ready: Any = part._message_queue.ready_event  # asyncio has no public name for who waits
    return bool(part.message_queue_size or part._next_callbacks or not ready._waiters)


def _unpainted(part: Widget) -> bool:
    changed = part._layout_required or part._repaint_required or part._recompose_required
    more = isinstance(part, Screen) and (part._dirty_widgets or part._callbacks)
    return bool(changed or more)
