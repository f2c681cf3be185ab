"""The editor's app: themes, and the desk in front."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from textual.binding import Binding, BindingType

from editor.desk import PackDesk
from editor.preview.painter import Painter
from editor.screens.asking.question_page import QuestionPage
from editor.screens.desk.readers import Readers
from editor.screens.keys_in_turn import KeysInTurn
from editor.screens.seen_screen import SeenScreen
from editor.screens.widgets.verdict_line import SayFault
from editor.told.faults import FaultWords
from editor.told.places import PlaceWords
from screens.full.themes import DARK, LIGHT
from screens.words import Words

ENDS = (signal.SIGHUP, signal.SIGTERM)


@runtime_checkable
class Writes(Protocol):
    """A page on which something is written."""

    def finish_writing(self) -> None:
        """Keep what is being written, if anything is."""


class EditorApp(KeysInTurn):
    """Edits one pack."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "keys.leave", priority=True),
    ]
    CSS_PATH = Path(__file__).with_name("editor.tcss")

    def __init__(
        self, desk: PackDesk, painter: Painter, words: Words, say_fault: SayFault, theme: str = ""
    ) -> None:
        """Open a desk; `theme` is dark, light or terminal."""
        super().__init__(ansi=theme == "terminal")
        self.desk, self.painter, self.words = desk, painter, words
        self._say_fault = FaultWords(words, PlaceWords(desk, words), say_fault)
        for one in (DARK, LIGHT):
            self.register_theme(one)
        self.theme = LIGHT.name if theme == "light" else DARK.name

    def on_load(self) -> None:
        """Hear when the session ends, as by a window that is closed."""
        loop = asyncio.get_running_loop()
        for one in ENDS if not self.is_headless else ():
            loop.add_signal_handler(one, self.end_by, one)

    def end_by(self, number: signal.Signals) -> None:
        """Keep what is being written in the draft, then end as the signal asks."""
        for screen in self.screen_stack:
            if isinstance(screen, Writes):
                screen.finish_writing()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our colours, needed before a theme is active."""
        return DARK.variables

    def on_mount(self) -> None:
        """Show the desk."""
        self.push_screen(Readers(self.desk, self.painter, self.words, self._say_fault))

    async def action_quit(self) -> None:
        """Leave, after asking where something was changed."""
        desk = next((one for one in self.screen_stack if isinstance(one, Readers)), None)
        front = self.screen
        if desk and isinstance(front, SeenScreen) and not isinstance(front, QuestionPage):
            front.keep_begun()
            self.call_later(desk.call_later, desk.leave)  # once what was kept has reached the desk

    def action_help_quit(self) -> None:
        """Leave by Ctrl+C, too, where it copies nothing."""
        self.call_later(self.action_quit)

    async def on_unmount(self) -> None:
        """End the processes that paint and prove."""
        await self.painter.aclose()
        await self.desk.close()
