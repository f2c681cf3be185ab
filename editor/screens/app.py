"""The editor's app: themes, and the desk in front."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from editor.desk import PackDesk
from editor.preview.painter import Painter
from editor.screens.asking.leave_page import LeavePage
from editor.screens.asking.question_page import QuestionPage
from editor.screens.desk.readers import Readers
from editor.screens.keys_in_turn import KeysInTurn
from editor.screens.pages.help_page import HelpPage
from editor.screens.seen_screen import SeenScreen
from editor.screens.widgets.verdict_line import SayFault
from editor.told.faults import FaultWords
from editor.told.places import PlaceWords
from screens.full.themes import DARK, LIGHT
from screens.words import Words

ENDS = (signal.SIGHUP, signal.SIGTERM)


class EditorApp(KeysInTurn):
    """Edits one pack."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "keys.leave", priority=True),
        Binding("ctrl+c", "quit_or_copy", show=False, priority=True),
        Binding("ctrl+z,ctrl+y", "at_the_desk", show=False),
    ]
    CSS_PATH = Path(__file__).with_name("editor.tcss")

    def __init__(
        self, desk: PackDesk, painter: Painter, words: Words, say_fault: SayFault, theme: str = ""
    ) -> None:
        """Open a desk; `theme` is dark, light or terminal."""
        super().__init__(ansi=theme == "terminal")
        self.loaded: Callable[[], object] | None = None
        """Called once, when all is known of the pack as it was opened."""
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
        """Keep what was begun in the draft, then end as the signal asks."""
        self.keep_begun()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def keep_begun(self) -> bool:
        """Keep what was begun on each page, from the front on; returns whether nothing is left."""
        pages = [page for page in reversed(self.screen_stack) if isinstance(page, SeenScreen)]
        kept = [page.keep_begun() for page in pages]
        return all(kept)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our colours, needed before a theme is active."""
        return DARK.variables

    def on_mount(self) -> None:
        """Show the desk."""
        self.push_screen(Readers(self.desk, self.painter, self.words, self._say_fault))

    @on(Readers.Proved)
    def settle(self) -> None:
        """Tell, once, that all is loaded."""
        if self.loaded:
            self.call_after_refresh(self.loaded)
        self.loaded = None

    async def action_quit(self) -> None:
        """Leave, after asking where something was changed; what was asked before is not answered.

        Where it is asked about leaving already, a second time is as good as an answer, which loses
        nothing.
        """
        desk = next((one for one in self.screen_stack if isinstance(one, Readers)), None)
        front = self.screen
        if isinstance(front, LeavePage):
            front.leave_again()
        elif desk and isinstance(front, SeenScreen):
            if isinstance(front, QuestionPage):
                front.dismiss(None)
            if self.keep_begun():
                desk.call_later(desk.leave)

    def action_at_the_desk(self) -> None:
        """Say where a key acts that was pressed on another page, or while a line is written."""
        key = "while-writing" if isinstance(self.screen, Readers) else "at-desk"
        self.notify(self.words(f"keys-{key}"), markup=False)

    def action_help(self) -> None:
        """Show all keys and marks, from whatever page; once more puts them away."""
        front = self.screen
        if isinstance(front, HelpPage):
            front.action_close()
        elif isinstance(front, SeenScreen):
            front.open_page(HelpPage(self.words("edit-help")))

    async def action_quit_or_copy(self) -> None:
        """Leave by Ctrl+C, too, but where text was marked, which is copied."""
        marked = isinstance(self.focused, TextArea) and self.focused.selected_text
        if marked or self.screen.get_selected_text():
            self.notify(self.words("copied"), markup=False)
            raise SkipAction
        await self.action_quit()

    async def on_unmount(self) -> None:
        """End the processes that paint and prove."""
        await self.painter.aclose()
        await self.desk.close()
