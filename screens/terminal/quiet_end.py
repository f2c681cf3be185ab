"""An app that leaves on request, and prints one sentence and no traceback when it fails.

`_handle_exception`, `_fatal_error`, `_print_error_renderables`, `_close_messages_no_wait`,
`_return_code`, `_exit_renderables`, `_prune` and `_driver` are not Textual's public face; its
version is bounded, and tests would notice a change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rich.console import RenderableType
from textual.app import App
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from screens.setting import Setting
from screens.terminal.leaving import BLANK, HISTORY, LeaveKeys


class QuietEnd(App[None]):
    """Stops without a traceback when it fails, and remembers that it did."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, driver_class: type[Driver] | None, ansi: bool) -> None:
        """Start with no fault."""
        super().__init__(driver_class=driver_class, ansi_color=ansi)
        self.broken = False
        self.animation_level = "none"

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """Remove parts; a screen that goes changes nothing on the one in front.

        Textual would lay that out and paint it once more for each.
        """
        screens = all(isinstance(node, Screen) for node in nodes)
        return super()._prune(*nodes, parent=None if screens else parent)

    def panic(self, *_renderables: RenderableType) -> None:
        """Stop without a traceback: it may hold an answer."""
        self._break()

    def _fatal_error(self) -> None:
        self._break()

    def _break(self) -> None:
        self.broken = True
        self._return_code = 1
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def on_load(self) -> None:
        """Keep the event loop from printing a traceback, too."""
        asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: self._break())


class Calm(QuietEnd):
    """Keeps answers out of tracebacks, and handles the keys that leave."""

    setting: Setting

    def __init__(
        self, clock: Callable[[], float], driver_class: type[Driver] | None, ansi: bool
    ) -> None:
        """Start with no fault and no key pressed."""
        super().__init__(driver_class, ansi)
        self.clock = clock
        self._leave_keys = LeaveKeys(clock)
        self.keys_taken = 0

    async def on_event(self, event: Event) -> None:
        """Check for the keys that leave before any widget sees a key."""
        key = event.key if isinstance(event, Key) and not event.is_forwarded else ""
        if not (key and (self.notes(key) or self.acts_at_once(key))):
            await super().on_event(event)

    def notes(self, key: str) -> bool:
        """Note a key, and return whether it has done all that it means."""
        self.keys_taken += 1
        if self._leave_keys.leaves(key):
            self.action_leave()
            return True
        return self.heard(key)

    def takes_now(self, _key: str) -> bool:
        """Take a key in the turn that reads it; return whether that was done."""
        return False

    def heard(self, _key: str) -> bool:
        """Note a key, and return whether it is consumed."""
        return False

    def acts_at_once(self, _key: str) -> bool:
        """Do what a key means without Textual's queues; return whether that was done."""
        return False

    def action_leave(self) -> None:
        """Leave: the driver wipes the screen and ends the process, if it can."""
        getattr(self._driver, "leave", self.exit)()

    def unseen(self) -> None:
        """Drop keys until the coming change has been painted."""
        getattr(self._driver, "unseen", _nothing)()

    def forget(self) -> None:
        """Send all of the next frame: what the terminal shows is unknown."""
        getattr(self._driver, "forget", _nothing)()

    def on_resize(self) -> None:
        """Send all of the next frame: a terminal moves its text when its size changes."""
        self.forget()

    def point(self, spot: Offset) -> None:
        """Move the terminal's cursor."""
        self.cursor_position = spot
        if self._driver is not None and not self.broken:
            self._driver.write(f"\x1b[{spot.y + 1};{spot.x + 1}H")

    def erase(self) -> None:
        """Clear the window and its scrollback."""
        if self._driver is not None:
            self._driver.write(BLANK + HISTORY)


def _nothing() -> None:
    """Do nothing: the driver of tests has no frames."""
