"""The idle timer of a kiosk: warn when no key comes, then drop the visit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.driver import Driver

from screens.full.base_screen import BaseScreen
from screens.idle import Idle
from screens.pages.rows import PageRow
from screens.terminal.quiet_end import Calm

Later = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Schedules one call after a number of seconds; returns a function that cancels it."""


class Watch:
    """A timer that holds at most one deadline."""

    def __init__(self, clock: Callable[[], float], later: Later, due: Callable[[], None]) -> None:
        """Start with no deadline; `due` is called when one has passed."""
        self._clock, self._later, self._due = clock, later, due
        self._until: float | None = None
        self._cancel: Callable[[], None] | None = None

    def wait(self, seconds: float | None) -> None:
        """Set the deadline this many seconds from now, replacing any other; None clears it."""
        self._until = None if seconds is None else self._clock() + seconds
        self._start()

    def over(self) -> bool:
        """Return whether the deadline has passed; if not, wait for the rest of it."""
        if self._until is None or self._clock() < self._until:
            self._start()
            return False
        return True

    def _start(self) -> None:
        if self._cancel:
            self._cancel()
        self._cancel = None
        if self._until is not None:
            self._cancel = self._later(self._until - self._clock(), self._due)


class Warn(BaseScreen):
    """The idle warning: what happens next, and when. Any key closes it."""

    def __init__(self, idle: Idle) -> None:
        """Keep the host's idle setting."""
        super().__init__()
        self._idle = idle

    def top(self) -> str:
        """Return only the way out: no other key has a meaning here."""
        return self.words("leave.line")

    def hints(self) -> tuple[str, ...]:
        """Return no hints: every key means the same."""
        return ()

    def fill(self) -> None:
        """Show the warning."""
        key = "idle.leave" if self._idle.leaves else "idle.welcome"
        soon = self.words.count(key, round(self._idle.warning))
        self.put(
            (
                PageRow(self.words("idle.title"), "head"),
                PageRow(soon),
                PageRow(),
                PageRow(self.words("idle.stay"), "bold"),
            )
        )


class Attended(Calm):
    """An app with an idle timer that runs while there is something to lose."""

    def __init__(
        self,
        clock: Callable[[], float],
        driver_class: type[Driver] | None,
        ansi: bool,
        idle: Idle | None,
    ) -> None:
        """Start with no deadline; without `idle` the timer never runs."""
        super().__init__(clock, driver_class, ansi)
        self._idle = idle
        self._deaf = False
        self._watch = Watch(clock, self.later, self._wake)

    def later(self, seconds: float, due: Callable[[], None]) -> Callable[[], None]:
        """Schedule one call after a number of seconds; return a function that cancels it."""
        return asyncio.get_running_loop().call_later(seconds, due).cancel

    def patience(self, idle: Idle) -> float | None:
        """Return how many seconds the current screen may stand without a key; None is for ever."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Drop this visit, and show the welcome to the next person."""
        raise NotImplementedError

    @property
    def warned(self) -> bool:
        """Whether the warning is on top."""
        return isinstance(self.screen, Warn)

    def attend(self) -> None:
        """Restart the timer for the next key."""
        if self._idle:
            self._watch.wait(self._idle.warning if self.warned else self.patience(self._idle))

    def heard(self, _key: str) -> bool:
        """Note a key, and return whether it is consumed: on the warning it only closes it."""
        if not self._idle:
            return False
        taken = self._deaf or self.warned
        if self.warned:
            self._go_on()
        self.attend()
        return taken

    def _go_on(self) -> None:
        """Close the warning; keys typed before the screen below is shown are dropped."""
        self._deaf = True
        self.pop_screen()
        self.call_after_refresh(self._listen)

    def _listen(self) -> None:
        self._deaf = False

    def _wake(self) -> None:
        """Queue the deadline check behind all keys that were typed before."""
        self.call_later(self._due)

    def _due(self) -> None:
        if not self._idle or not self._watch.over():
            return
        self._listen()
        if not self.warned:
            self.unseen()
            self.push_screen(Warn(self._idle))
            self.attend()
        elif self._idle.leaves:
            self.action_leave()
        else:
            self.begin_anew()

    def on_unmount(self) -> None:
        """Cancel the timer: it would keep the answers in memory."""
        self._watch.wait(None)
