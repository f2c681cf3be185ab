"""A visit at a kiosk whose time is moved by hand: no timer runs by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.events import Event

from screens.idle import Idle
from tests.support.visit import SETTING, WIDE, Recorded, Visit, visit

IDLE = Idle(after=180.0, outcome=600.0, warning=60.0)
LEAVES = replace(IDLE, then="leave")


class ByHand(Recorded):
    """The program, whose timers fire only when they are told to."""

    timers: list[tuple[float, Callable[[], None]]]

    def later(self, seconds: float, due: Callable[[], None]) -> Callable[[], None]:
        """Keep the timer with the moment it is for."""
        if not hasattr(self, "timers"):
            self.timers = []
        timer = (self.clock() + seconds, due)
        self.timers.append(timer)
        return lambda: self.timers.remove(timer) if timer in self.timers else None


class Kiosk(Visit):
    """A running visit at a kiosk."""

    @property
    def by_hand(self) -> ByHand:
        """The program, by its own type."""
        assert isinstance(self.app, ByHand)
        return self.app

    def words(self, key: str) -> str:
        """Say a sentence of the screens."""
        return self.app.words(key)

    @property
    def timers(self) -> list[tuple[float, Callable[[], None]]]:
        """List what still waits."""
        return getattr(self.app, "timers", [])

    async def meets(self, *happens: Event) -> None:
        """Let things happen at once."""
        for event in happens:
            self.app.post_message(event)
        await self.pilot.pause()

    async def lasts(self, seconds: float) -> None:
        """Let time go by without a key."""
        end = self.clock.now + seconds
        while due := sorted((t for t in self.timers if t[0] <= end), key=lambda t: t[0])[:1]:
            self.timers.remove(due[0])
            self.clock.now = max(self.clock.now, due[0][0])
            due[0][1]()
            await self.pilot.pause()
        self.clock.now = end


@asynccontextmanager
async def kiosk(
    keys: str = "", idle: Idle = IDLE, size: tuple[int, int] = WIDE
) -> AsyncIterator[Kiosk]:
    """Start a visit at a kiosk and press keys."""
    setting = replace(SETTING, kiosk=True, idle=idle)
    async with visit(keys, size, setting, ByHand) as run:
        yield Kiosk(run.app, run.pilot, run.clock)
