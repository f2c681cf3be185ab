"""The full screen without a terminal: it shows one place, presses keys, and is painted."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from editor.preview.picture import PaintedScreen, painted
from editor.preview.request import CARD, LOOK_OVER, PreviewRequest
from editor.preview.roads import Road
from screens.full.app import Evenground
from screens.full.note_first import NoteFirst
from screens.full.outcome import OutcomePage
from screens.pages.question import stood
from screens.terminal.painted import settle, strips
from tree.model import Question
from tree.stored_start import Ready

MOST = 60
"""Screens of one place, at most."""


class Stage(Evenground):
    """The check at one place of a pack."""

    CSS = Evenground.CSS_PATH.read_text(encoding="utf-8")
    CSS_PATH = None  # type: ignore[assignment] # Textual allows both

    def __init__(self, ready: Ready, request: PreviewRequest, road: Road | None) -> None:
        """Stand at the end of a road; without one, at the welcome."""
        super().__init__(ready, request.setting, time.monotonic)
        self._road = road

    def get_default_screen(self) -> Screen[None]:
        """Return the welcome, or an empty screen below what is shown instead."""
        return Screen() if self._road else super().get_default_screen()

    def arrive(self, place: str) -> None:
        """Show the place as a visit would that took the road."""
        if self._road:
            self._walk_along(self._road)
            self.look_over() if place == LOOK_OVER else self.resume()
            if self._road.beside and isinstance(self.screen, OutcomePage):
                self.screen.action_beside()
        elif place == CARD:
            self.show_card()

    def _walk_along(self, road: Road) -> None:
        counts = iter(road.ahead)
        for walk in road.walks(self.ready.tree):
            self.walk = walk
            if isinstance(walk.place, Question):
                self._stood = stood(walk, next(counts), self._stood)


async def paint(ready: Ready, request: PreviewRequest, road: Road | None) -> list[PaintedScreen]:
    """Return the screens of a place; raises RuntimeError if the program breaks on it."""
    app, found = Stage(ready, request, road), list[PaintedScreen]()

    async def look(_pilot: Pilot[Any]) -> None:
        await settle(app)
        app.arrive(request.place)
        async for screen in _screens(app, request):
            found.append(screen)
        app.exit()

    await app.run_async(headless=True, mouse=False, size=request.size, auto_pilot=look)
    if app.broken or not found:
        raise RuntimeError
    return found


async def _screens(app: Stage, request: PreviewRequest) -> AsyncIterator[PaintedScreen]:
    """Yield a note that stands alone, then the place after its keys, and what follows it there."""
    await settle(app)
    while isinstance(app.screen, NoteFirst):
        yield painted(strips(app))
        app.ask_noted(app.screen.question)
        await settle(app)
    for key in request.keys:
        await _press(app, key)
    yield painted(strips(app))
    if request.every:
        async for screen in _further(app):
            yield screen


async def _further(app: Stage) -> AsyncIterator[PaintedScreen]:
    seen = [painted(strips(app))]
    while len(seen) < MOST:
        await _press(app, "n" if isinstance(app.screen, OutcomePage) else "pagedown")
        screen = painted(strips(app))
        if screen in seen:
            return
        yield screen
        seen.append(screen)


async def _press(app: Stage, key: str) -> None:
    app.simulate_key(key)
    await settle(app)
