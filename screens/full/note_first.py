"""A note that does not fit above its question, on a screen before it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size

from screens.full.base_screen import InnerScreen
from screens.pages.question import note_first
from screens.terminal.column import width
from tree.model import Question

SPARE = 14
"""Lines needed besides a note; it is pinned above its question only if these are left."""


def roomy(note: str, question: Question, window: Size) -> bool:
    """Return whether a note can stand above its question in a window of this size."""
    room = width(window.width)
    lines = sum(len(Content(text).wrap(room)) for text in (note, question.ask))
    return lines + SPARE <= window.height


class NoteFirst(InnerScreen):
    """Shows the note; Enter at its end shows the question."""

    LIST = ("read", "next")
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, question: Question, notes: tuple[str, ...]) -> None:
        """Keep the question and its notes."""
        super().__init__()
        self.question, self.notes = question, notes

    def fill(self) -> None:
        """Show where one is, and the notes."""
        self.put(note_first(self.notes, self.even.where()))

    def unchosen(self) -> None:
        """Show the rest of the note, and then the question."""
        if self.choices.ended:
            self.even.ask_noted(self.question)
        else:
            super().unchosen()

    def action_back(self) -> None:
        """Go back by one question."""
        self.even.back()
