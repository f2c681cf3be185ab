"""The base of all screens of the editor: a key acts only on what its sender could see."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import Generic, Protocol, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.events import Event
from textual.screen import Screen

from screens.terminal.painting import PaintedApp

T = TypeVar("T")


class LookingApp(PaintedApp, Protocol):
    """The part of an app that is told of what came in sight."""

    def look(self) -> None:
        """Look again at what is in sight."""


class SeenScreen(Screen[T], Generic[T]):
    """Knows since when it is in sight as it is; the app drops keys that were sent before."""

    def __init__(self) -> None:
        """Start unseen."""
        super().__init__()
        self._since, self._state = inf, 0

    def unseen(self) -> None:
        """Take no key until the screen is painted as it is now."""
        self._since, self._state = inf, self._state + 1
        cast("PaintedApp", self.app).painted_at = 0.0
        self.call_after_refresh(self._painted, self._state)

    def _painted(self, state: int) -> None:
        """Note when it came in sight, and tell the app, which keeps keys until that is known."""
        if state == self._state:
            app = cast("LookingApp", self.app)
            self._since = app.painted_at or monotonic()
            app.look()

    @property
    def is_seen(self) -> bool:
        """Whether it is known since when the screen is in sight as it is."""
        return self._since < inf

    def takes(self, event: Event) -> bool:
        """Return whether the screen was in sight, as it is now, when an event was sent."""
        return event.time >= self._since

    def keep_begun(self) -> None:
        """Keep what was begun here and is not kept yet: the editor is about to be left."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key act on a screen that is not there yet."""
        return self.is_mounted

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with an answer; a second one, sent before it was closed, counts for nothing."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
