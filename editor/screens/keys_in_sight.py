"""Keys count only for a screen that was in sight, as it is, when they were sent."""

from __future__ import annotations

import asyncio

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

    async def until_seen(self, event: Event) -> None:
        """Wait until it is known whether the screen in front was in sight for an event."""
        while not (_leaves(event) or self._front is None or self._front.is_seen):
            self._looks.clear()
            await self._looks.wait()

    async def on_event(self, event: Event) -> None:
        """Drop what was sent before the screen was in sight as it is; leaving is always heard."""
        if not (isinstance(event, InputEvent | Paste) and self._early(event)):
            await super().on_event(event)

    def _early(self, event: Event) -> bool:
        return not (_leaves(event) or self._front is None or self._front.takes(event))

    @property
    def _front(self) -> SeenScreen[object] | None:
        """The screen in front, if it knows since when it is; the app that ends has none."""
        front = self.screen_stack[-1] if self.screen_stack else None
        return front if isinstance(front, SeenScreen) else None


def _leaves(event: Event) -> bool:
    return isinstance(event, Key) and event.key in LEAVES
