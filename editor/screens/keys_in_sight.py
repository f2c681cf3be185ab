"""Keys count only for a screen that was in sight, as it is, when they were sent."""

from __future__ import annotations

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

    def on_load(self) -> None:
        """Note which screen comes to the front, and that it was not seen there yet."""
        self.screen_change_signal.subscribe(self, self._other_screen, immediate=True)

    def _other_screen(self, screen: Screen[object]) -> None:
        if isinstance(screen, SeenScreen):
            screen.unseen()

    async def on_event(self, event: Event) -> None:
        """Drop what was sent before the screen was in sight as it is; leaving is always heard."""
        if not (isinstance(event, InputEvent | Paste) and self._early(event)):
            await super().on_event(event)

    def _early(self, event: InputEvent | Paste) -> bool:
        if isinstance(event, Key) and event.key in LEAVES:
            return False
        front = self.screen_stack[-1] if self.screen_stack else None  # none while the app ends
        return not (isinstance(front, SeenScreen) and front.takes(event))
