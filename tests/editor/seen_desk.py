"""A desk on a screen for tests: a small pack in a folder, and what its author has in sight."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from commands.reports.sentences import command_words, sentence
from editor.desk import DeskPlaces, open_desk
from editor.preview.painter import Painter
from editor.screens.app import EditorApp
from editor.screens.desk.readers import Readers
from tests.support.beside import forked_beside
from tests.support.bounded import bounded
from tests.support.settled import settled
from tests.support.terminal import DEADLINE
from tree.fault import Fault, UnusableError
from tree.prepare import Places

CONTENT = Path(__file__).parents[2] / "content"
WORDS = command_words(CONTENT)
WIDE, NARROW = (110, 36), (40, 15)
Size = tuple[int, int]


def app_of(folder: Path) -> EditorApp:
    """Return the editor of a folder."""

    def say(fault: Fault | UnusableError) -> str:
        return sentence(WORDS, fault)

    places = DeskPlaces(folder, CONTENT / "helplines", CONTENT / "words")
    return EditorApp(open_desk(places, WORDS), Painter(_places(folder)), WORDS, say)


def _places(folder: Path) -> Places:
    return Places(folder, CONTENT / "words", CONTENT / "helplines", folder)


class SeenDesk:
    """The editor as its author has it before them."""

    def __init__(self, app: EditorApp, pilot: Pilot[None]) -> None:
        """Keep both."""
        self.app, self.pilot = app, pilot

    @property
    def view(self) -> Readers:
        """The desk, also below other pages."""
        return next(one for one in self.app.screen_stack if isinstance(one, Readers))

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other has been answered."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def open(self, key: str) -> None:
        """Show the form of an entry."""
        self.view.go_to(key)
        await self.pilot.pause()

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait until something has happened that is proved or painted in the background."""
        async with asyncio.timeout(DEADLINE):
            while not happened():
                await asyncio.sleep(0.02)
        if self.app.return_code is None:
            await self.pilot.pause()

    async def answered(self) -> None:
        """Wait until all that was typed is answered, or has ended the editor."""
        pause = asyncio.ensure_future(self.pilot.pause())  # waits in vain where the app has ended
        async with asyncio.timeout(DEADLINE):
            while not pause.done() and self.app.return_code is None:
                await asyncio.sleep(0.02)
        if not pause.cancel():
            pause.result()

    async def leave_by(self, key: str) -> None:
        """Press the key that ends the editor, and wait until it has."""
        self.app.simulate_key(key)
        await self.until(lambda: self.app.return_code == 0)

    def told(self, id_: str) -> str:
        """Return what a line of the front page says."""
        return str(self.app.screen.query_one(f"#{id_}", Static).visual)


@asynccontextmanager
async def seen_desk(
    folder: Path, size: Size = WIDE, *, messages: bool = False
) -> AsyncIterator[SeenDesk]:
    """Open the editor of a folder without a terminal; with `messages`, these are in sight, too."""
    with forked_beside(), settled(), bounded():
        app = app_of(folder)
        async with app.run_test(size=size, notifications=messages) as pilot:
            await pilot.pause()
            yield SeenDesk(app, pilot)
