"""Send what an app paints as whole frames, and open the input gate when a frame was sent.

It uses private parts of Textual 8.2.8 and of asyncio, to find out what work each widget has before
its frame is complete. Tests pin what is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from time import thread_time
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.events import ScreenResume
from textual.geometry import Offset, Region, Size
from textual.message_pump import MessagePump
from textual.reactive import var
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from screens.terminal.canvas import Canvas
from screens.terminal.leaving import titled

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import App

    from screens.terminal.input import Gate
    from screens.terminal.quiet_end import Calm

SOON, LATE = 0.001, 2.0
"""Seconds between two checks whether a frame is complete, and seconds of computing after which an
incomplete one is sent all the same. Only what this thread computes counts: on a busy machine, or
after a stop, a frame that only had to wait is still sent whole."""

PROBE = "x"


class Frames:
    """Collects what one app paints.

    `send` writes the cells that a frame changes; `reading` blocks the input thread meanwhile: keys
    typed by then are not meant for that frame.
    """

    def __init__(
        self,
        app: Calm,
        gate: Gate,
        send: Callable[[str], None],
        reading: Callable[[], AbstractContextManager[object]],
    ) -> None:
        """Start with an empty frame; `within` is whether what is painted is sent in this turn."""
        self._app, self._gate, self._send, self._reading = app, gate, send, reading
        self._canvas = Canvas()
        self.show_in(app.setting.term)
        self._looks: asyncio.Handle | None = None
        self._since, self._together = 0.0, False
        self._stopped = False
        self.within = False

    def show_in(self, term: str) -> None:
        """Show frames in this kind of terminal, of which some cannot move lines."""
        self._canvas.scrolls = titled(term)

    def paint(self, part: str) -> None:
        """Add a part to the frame."""
        if part == SYNC_START:
            self._together = True
        elif part != SYNC_END:
            self._canvas.resize(self._app.size)
            self._canvas.paint(part)
            self.watch()

    def forget(self) -> None:
        """Send all cells with the next frame: what the terminal shows is unknown."""
        self._canvas.forget()
        self.watch()

    def watch(self) -> None:
        """Check until the frame is complete, if one is due."""
        if self.within or self._looks:
            return
        if self._due:
            self._since = thread_time()
            self._looks = asyncio.get_running_loop().call_soon(self._look)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Send what the body paints without another turn of the loop, if it is complete then.

        That is lines, of which no part keeps anything, since Textual paints nothing within a turn.
        """
        self.within = True
        try:
            yield
        finally:
            self.within = False
        if self._due and not self._looks and self._whole:
            self._show(whole=True)
        self.watch()

    def start(self) -> None:
        """Continue after a stop."""
        self._stopped = False

    def stop(self) -> None:
        """Send no more, and drop all parts: they may hold an answer."""
        self._stopped = True
        if self._looks:
            self._looks.cancel()
        self._looks = None
        self._canvas = Canvas(scrolls=self._canvas.scrolls)

    def _look(self) -> None:
        self._looks = None
        whole = self._whole
        if whole:
            drop_lines(self._app.screen)
        if whole or (self._canvas.changed and thread_time() - self._since > LATE):
            self._show(whole=whole)
        if not whole and not self._stopped:
            self._looks = asyncio.get_running_loop().call_later(SOON, self._look)

    @property
    def _due(self) -> bool:
        return not self._stopped and (self._canvas.changed or not self._gate.open)

    @property
    def _whole(self) -> bool:
        return self._app.keys_taken >= self._gate.passed and at_rest(self._app)

    def _show(self, *, whole: bool) -> None:
        """Send the frame; keys read before it are not meant for it."""
        frame = self._canvas.frame()
        if self._together and frame:
            frame = SYNC_START + frame + SYNC_END
        with self._reading():
            if frame:
                self._send(frame)
            if whole and self._app.keys_taken >= self._gate.passed:
                self._gate.sent()


class PaintedOnce(Screen[None]):
    """A screen that does not scroll, and is not painted while it waits to be painted whole."""

    virtual_size = var(Size(0, 0))

    def _compositor_refresh(self) -> None:
        """Paint what is due, unless all of it is: the next turn that paints does so at once."""
        if not (self._repaint_required and self.is_current):
            super()._compositor_refresh()

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles of all parts: they took them when they came."""
        event.refresh_styles = False

    def forget_places(self) -> None:
        """Have all parts placed by the next layout, also in a size that the window had before."""
        self._clear_arrangement_cache()


def at_rest(app: App[Any]) -> bool:
    """Return whether an app has handled all messages and painted; likely work comes first."""
    if not app.is_running or not app.screen_stack or not app.screen.is_mounted:
        return False
    *below, front = app.screen_stack
    parts = _parts(front)
    if app._resize_timer or _works(app) or _unpainted(front, parts) or any(map(_works, parts)):
        return False
    return not any(_works(part) for screen in below for part in _parts(screen))


def is_free(app: App[Any]) -> bool:
    """Return whether nothing waits where a key goes through: app, list in front, screen."""
    way = app.focused, app.screen
    return not app.message_queue_size and not any(_works(part) for part in way if part)


def shows_all_but_lines(screen: Screen[Any]) -> bool:
    """Return whether a screen is in front, and nothing that changed on it waits to be painted."""
    if not screen.is_current or screen.app._batch_count:
        return False
    parts = _parts(screen)
    return not (_unpainted(screen, parts) or any(map(_restyled, parts)))


def paint_lines(widget: Widget, lines: Mapping[int, str]) -> None:
    """Paint the first cells of some lines of a widget at once, and no other part of its screen.

    Textual would go through all lines of all widgets. What is painted is the same, if nothing of a
    frame, of padding or of a tint is around the lines, and they are drawn with `pen`.
    """
    app, (left, top, wide, _) = widget.app, widget.region
    widget._styles_cache.set_dirty(*(Region(0, y, wide, 1) for y in lines))
    if app._driver is not None and not app.is_headless:
        drawn = [_at(Offset(left, top + y)) + lines[y] for y in sorted(lines)]
        app._driver.write(f"{''.join(drawn)}\x1b[0m{_at(app.cursor_position)}")


def pen(widget: Widget, style: Style) -> str:
    """Return what begins text of this style in a widget: filters see a style and never a text."""
    strip = Strip([Segment(PROBE, style)])
    for one in widget.get_line_filters():
        strip = strip.apply_filter(one, widget.background_colors[1])
    return "\x1b[0m" + strip.render(widget.app.console).partition(PROBE)[0]


def _at(spot: Offset) -> str:
    return f"\x1b[{spot.y + 1};{spot.x + 1}H"


def drop_painted(screen: Screen[Any]) -> None:
    """Drop what the parts of a screen keep of what they painted: another screen covers it."""
    drop_lines(screen)
    for part in _parts(screen):
        part._layout_cache.clear()


def drop_lines(screen: Screen[Any]) -> None:
    """Drop the lines that a screen has painted: a sixth of a visit's memory, and seldom used again.

    What changes is painted anew anyway, and of a page that changes, all is.
    """
    for part in _parts(screen):
        part._styles_cache.clear()


def _parts(screen: Screen[Any]) -> list[Widget]:
    """Return a screen and all its widgets; faster than a query."""
    parts: list[Widget] = [screen]
    for part in parts:
        parts.extend(part._nodes._nodes)
    return parts


def _works(part: MessagePump) -> bool:
    """Return whether a widget has messages to handle; if not, its loop awaits the next one."""
    queue: Any = part._message_queue  # asyncio has no public name for the waiters of an event
    return bool(queue.values or part._next_callbacks or not queue.ready_event._waiters)


def _restyled(part: Widget) -> bool:
    return bool(part._scroll_required or part._refresh_styles_required)


def _unpainted(screen: Screen[Any], parts: list[Widget]) -> bool:
    """Return whether a screen or a part of it waits to be painted."""
    if screen._dirty_widgets or screen._callbacks:
        return True
    return any(p._layout_required or p._repaint_required or p._recompose_required for p in parts)
