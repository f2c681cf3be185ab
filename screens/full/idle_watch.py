"""An app that asks at a kiosk whether anyone is there, and forgets the visit when nobody is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.driver import Driver

from screens.full.base_screen import BaseScreen
from screens.idle import Idle
from screens.pages.rows import PageRow
from screens.terminal.quiet_end import Calm

Later = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Has something done after so many seconds, once; returns how to call that off."""


class Watch:
    """Waits for one moment at a time."""

    def __init__(self, clock: Callable[[], float], later: Later, due: Callable[[], None]) -> None:
        """Wait for nothing yet; `due` is called when a moment has come."""
        self._clock, self._later, self._due = clock, later, due
        self._until: float | None = None
        self._cancel: Callable[[], None] | None = None

    def wait(self, seconds: float | None) -> None:
        """Wait so long from now on, in place of any wait before; None waits for nothing."""
        self._until = None if seconds is None else self._clock() + seconds
        self._start()

    def over(self) -> bool:
        """Say whether the moment has come; wait on for what is left where it has not."""
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
    """Says what happens next, and when; any key takes it away."""

    def __init__(self, idle: Idle) -> None:
        """Keep what the host chose."""
        super().__init__()
        self._idle = idle

    def top(self) -> str:
        """Name the way out alone: no other key has a meaning here."""
        return self.words("leave.line")

    def hints(self) -> tuple[str, ...]:
        """Name no key: any key means the same."""
        return ()

    def fill(self) -> None:
        """Show it."""
        self.pin("head", self.words("idle.title"))
        key = "idle.leave" if self._idle.leaves else "idle.welcome"
        soon = self.words.count(key, round(self._idle.warning))
        self.put((PageRow(soon), PageRow(), PageRow(self.words("idle.stay"), "bold")))


class Attended(Calm):
    """Counts the time since the last key, while there is something to lose."""

    def __init__(
        self,
        clock: Callable[[], float],
        driver_class: type[Driver] | None,
        ansi: bool,
        idle: Idle | None,
    ) -> None:
        """Start with nobody waited for; without `idle` that stays so."""
        super().__init__(clock, driver_class, ansi)
        self._idle = idle
        self._deaf = False
        self._watch = Watch(clock, self.later, self._wake)

    def later(self, seconds: float, due: Callable[[], None]) -> Callable[[], None]:
        """Have something done once, after so many seconds; return how to call that off."""
        return asyncio.get_running_loop().call_later(seconds, due).cancel

    def patience(self, idle: Idle) -> float | None:
        """Say how long what is in sight may stand without a key; None is for ever."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Forget this visit, and stand where the next person begins."""
        raise NotImplementedError

    @property
    def warned(self) -> bool:
        """Say whether the warning stands."""
        return isinstance(self.screen, Warn)

    def attend(self) -> None:
        """Wait from now on for the next key."""
        if self._idle:
            self._watch.wait(self._idle.warning if self.warned else self.patience(self._idle))

    def heard(self, _key: str) -> bool:
        """Take note of a key; on the warning it means no more than that someone is there."""
        if not self._idle:
            return False
        taken = self._deaf or self.warned
        if self.warned:
            self._go_on()
        self.attend()
        return taken

    def _go_on(self) -> None:
        """Show again what stood before; keys typed before it is in sight are not meant for it."""
        self._deaf = True
        self.pop_screen()
        self.call_after_refresh(self._listen)

    def _listen(self) -> None:
        self._deaf = False

    def _wake(self) -> None:
        """Take a turn with all that was typed before."""
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
        """Wait for nobody any more: a timer would keep what was answered in memory."""
        self._watch.wait(None)
