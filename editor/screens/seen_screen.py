"""The base of all screens of the editor: a key acts only on what its sender could see."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import ClassVar, Generic, Protocol, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.events import Event, Key, Paste
from textual.screen import Screen

from screens.terminal.painting import PaintedApp

T = TypeVar("T")
PageAnswer = TypeVar("PageAnswer")


class LookingApp(PaintedApp, Protocol):
    """The part of an app that is told of what came in sight."""

    def look(self) -> None:
        """Look again at what is in sight."""


class SeenScreen(Screen[T], Generic[T]):
    """Knows since when it is in sight as it is; the app drops keys that were sent before."""

    asks_to_leave: ClassVar[bool] = False
    """Whether it is asked here already what one asks for who leaves."""

    def __init__(self) -> None:
        """Start unseen."""
        super().__init__()
        self._since, self._state, self._letters = inf, 0, False
        self._take: Callable[[T | None], object] | None = None

    def open_page(
        self,
        page: SeenScreen[PageAnswer],
        take: Callable[[PageAnswer | None], object] = lambda _: None,
    ) -> None:
        """Open a page above this one; `take` is given its answer, once."""
        page._take = take
        self.app.push_screen(page, page.answered)

    def answered(self, answer: T | None) -> None:
        """Hand an answer to who opened the page; what comes after it counts for nothing."""
        take, self._take = self._take, None
        if take is not None:
            take(answer)

    def unseen(self, *, letters: bool = False) -> None:
        """Take no key until the screen is painted as it is now; with `letters`, no letter."""
        self._letters = letters and (self.is_seen or self._letters)
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
        return event.time >= self._since or (self._letters and not _is_letter(event))

    def begun(self) -> T | None:
        """Return the answer that was begun and is not given; None if there is none."""

    def keep_begun(self) -> bool:
        """Keep what was begun here, at once, since the editor is left; False where it cannot be.

        A page that answers by it closes, with all that stand above it.
        """
        if (answer := self.begun()) is not None:
            self.answered(answer)
            self._gone()
        return True

    def _gone(self) -> None:
        while self in self.app.screen_stack:
            self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key act on a screen that is not there yet."""
        return self.is_mounted

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with an answer; a second one, sent before it was closed, counts for nothing."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


def _is_letter(event: Event) -> bool:
    return isinstance(event, Paste) or (isinstance(event, Key) and event.is_printable)
