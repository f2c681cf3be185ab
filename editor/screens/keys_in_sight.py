"""Keys count only for a screen that was in sight, as it is, when they were sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.events import Event, InputEvent, Key, Paste
from textual.screen import Screen

from editor.screens.seen_screen import SeenScreen
from screens.terminal.painting import NotingDriver
from screens.terminal.quiet_end import QuietEnd

LEAVES = {"ctrl+q", "ctrl+c"}
"""Keys that are heard whatever is in sight: they ask first."""


class KeysInSight(QuietEnd):
    """An app that drops what was sent to a screen unseen."""

    def __init__(self, ansi: bool) -> None:
        """Start with nothing painted."""
        super().__init__(NotingDriver, ansi=ansi)
        self.painted_at = 0.0
        self._looks = asyncio.Event()

    def on_load(self) -> None:
        """Note which screen comes to the front, and that it was not seen there yet."""
        self.screen_change_signal.subscribe(self, self._other_screen, immediate=True)

    def _other_screen(self, screen: Screen[object]) -> None:
        if isinstance(screen, SeenScreen):
            screen.unseen()
        self.look()

    def look(self) -> None:
        """Look again at what is in sight."""
        self._looks.set()

    async def until_seen(self, hurried: Callable[[], bool]) -> None:
        """Wait until it is known since when the screen in front is in sight, unless `hurried`."""
        while not (hurried() or self._front is None or self._front.is_seen):
            self._looks.clear()
            await self._looks.wait()

    async def on_event(self, event: Event) -> None:
        """Drop what was sent before the screen was in sight as it is; leaving is heard at once."""
        if not (isinstance(event, InputEvent | Paste) and self._early(event)):
            await super().on_event(event)

    def _early(self, event: Event) -> bool:
        front = self._front
        heard = front is None or (leaves(event) and not front.asks_to_leave)
        return not (heard or front is None or front.takes(event))

    @property
    def _front(self) -> SeenScreen[object] | None:
        """The screen in front, if it knows since when it is; the app that ends has none."""
        front = self.screen_stack[-1] if self.screen_stack else None
        return front if isinstance(front, SeenScreen) else None


def leaves(event: Event) -> bool:
    """Return whether an event is a key that leaves."""
    return isinstance(event, Key) and event.key in LEAVES
