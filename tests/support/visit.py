"""A visit by keys: start the full screen over the sample, press, and look at what is there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.strip import Strip

from screens.full.app import Evenground
from screens.full.column import Pinned
from screens.setting import Setting
from screens.terminal import painted
from tests.support import sample
from tests.support.clock import Clock
from tests.support.settled import settled
from tree.stored_start import Ready

READY = sample.ready()
WIDE, SMALL = (80, 24), (40, 15)
SETTING = Setting(guessed_country="GB", term="xterm-256color")
START = "1 enter"
"""From the welcome to the first question."""

WAYS = {
    "danger": f"{START} 1 enter",
    "crisis": f"{START} 3 enter 1 enter",
    "acts": f"{START} 3 enter 3 enter",
    "contact": f"{START} 3 enter 3 enter 6 enter",
    "sleep": f"{START} 3 enter 3 enter 6 enter 3 enter",
    "look": f"{START} 3 enter 3 enter 6 enter 3 enter 2 enter",
    "open": f"{START} 3 enter 3 enter 6 enter 3 enter 2 enter enter",
    "support": f"{START} 3 enter 3 enter 4 enter 1 enter 1 enter enter",
    "secret": f"{START} 3 enter 3 enter 4 enter",
    "space": f"{START} 3 enter 3 enter 6 enter 1 enter 1 enter enter",
}
"""Keys to places of the sample."""


class Recorder(HeadlessDriver):
    """A terminal that only keeps what is written to it."""

    def __init__(self, *args: object, **more: object) -> None:
        """Start with nothing written."""
        super().__init__(*args, **more)  # type: ignore[arg-type] # handed on as they came
        self.written: list[str] = []

    @property
    def is_headless(self) -> bool:
        """Let the screens be painted."""
        return False

    def write(self, data: str) -> None:
        """Keep what is written."""
        self.written.append(data)


class Recorded(Evenground):
    """The program, painting into a list."""

    recorder: Recorder

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        self.recorder = Recorder(self, mouse=mouse, size=size)
        self._driver = self.recorder
        return self.recorder


@dataclass
class Visit:
    """A running visit."""

    app: Evenground
    pilot: Pilot[None]
    clock: Clock = field(default_factory=Clock)

    async def press(self, keys: str, *, reads: bool = True) -> None:
        """Press keys, named with spaces between them; `reads` goes on from a note by itself."""
        for key in keys.split():
            await self.pilot.press(key)
            while reads and self.top == "NoteFirst":
                await self.pilot.press("enter")
        await self.pilot.pause()

    @property
    def top(self) -> str:
        """Name the class of the screen in front."""
        return type(self.app.screen).__name__

    @property
    def strips(self) -> list[Strip]:
        """List the lines as they are painted."""
        return painted.strips(self.app)

    @property
    def lines(self) -> list[str]:
        """List the lines as text."""
        return ["".join(segment.text for segment in strip) for strip in self.strips]

    @property
    def text(self) -> str:
        """All of the screen, with single spaces between words."""
        return " ".join(" ".join(self.lines).split())

    def pinned(self, name: str) -> str:
        """Say what is shown above the list in this part; empty where it is not shown."""
        return self.app.screen.query_one(Pinned).says(name)

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        """List the chosen options so far, a question each."""
        return tuple(answer.options for answer in self.app.walk.answers)


@asynccontextmanager
async def visit(
    keys: str = "",
    size: tuple[int, int] = WIDE,
    setting: Setting = SETTING,
    kind: type[Evenground] = Evenground,
    ready: Ready = READY,
) -> AsyncIterator[Visit]:
    """Start a visit and press keys."""
    clock = Clock()
    app = kind(ready, setting, clock)
    with settled():
        async with app.run_test(size=size) as pilot:
            run = Visit(app, pilot, clock)
            await pilot.pause()
            await run.press(keys)
            yield run
