"""An app that leaves when asked to, and that says one sentence, and nothing else, when it breaks.

`_handle_exception`, `_fatal_error`, `_print_error_renderables`, `_close_messages_no_wait`,
`_return_code`, `_exit_renderables` and `_driver` are not Textual's public face; its version is
bounded, and tests would notice a change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rich.console import RenderableType
from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key
from textual.geometry import Offset

from screens.terminal.leaving import BLANK, HISTORY, LeaveKeys


class Calm(App[None]):
    """Keeps every answer out of tracebacks, and knows the keys for leaving now."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, clock: Callable[[], float], driver_class: type[Driver] | None, ansi: bool
    ) -> None:
        """Start unbroken, with no key pressed."""
        super().__init__(driver_class=driver_class, ansi_color=ansi)
        self.clock = clock
        self.broken = False
        self._leave_keys = LeaveKeys(clock)
        self.keys_taken = 0
        self.animation_level = "none"

    async def on_event(self, event: Event) -> None:
        """Look for the leaving keys before anything else sees a key."""
        key = event.key if isinstance(event, Key) and not event.is_forwarded else ""
        self.keys_taken += bool(key)
        if key and self._leave_keys.leaves(key):
            self.action_leave()
        elif not (key and self.heard(key)):
            await super().on_event(event)

    def heard(self, _key: str) -> bool:
        """Take note of a key; say whether it is to mean nothing else."""
        return False

    def action_leave(self) -> None:
        """Leave: the terminal's driver wipes the screen and ends the process, where it can."""
        getattr(self._driver, "leave", self.exit)()

    def unseen(self) -> None:
        """Let no key count until what is about to change stands in the terminal."""
        getattr(self._driver, "unseen", _nothing)()

    def point(self, spot: Offset) -> None:
        """Move the terminal's own cursor."""
        self.cursor_position = spot
        if self._driver is not None and not self.broken:
            self._driver.write(f"\x1b[{spot.y + 1};{spot.x + 1}H")

    def erase(self) -> None:
        """Erase the window, and what was scrolled out of it."""
        if self._driver is not None:
            self._driver.write(BLANK + HISTORY)

    def panic(self, *_renderables: RenderableType) -> None:
        """Stop without saying why: what broke may hold an answer."""
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
        """Keep the event loop, too, from printing what broke in it."""
        asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: self._break())


def _nothing() -> None:
    """Tell no one: a terminal of the tests hears no keys."""
