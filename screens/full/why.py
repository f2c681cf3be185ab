"""Why a question is asked, and what it rests on."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.full.sources import Sources
from screens.pages.sources import why
from tree.model import Question


class Why(InnerScreen):
    """Says why, over the question, and goes back to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "why"),
        Binding("o,O", "sources", "sources"),
    ]

    def __init__(self, question: Question) -> None:
        """Keep the question."""
        super().__init__()
        self.question = question

    def fill(self) -> None:
        """Show the reason and the names of the sources."""
        self.put(why(self.question, self.even.walk.tree.sources, self.words), "back")

    def chosen(self, pick: str) -> None:
        """Go back, or on to the sources."""
        if pick == "sources":
            self.action_sources()
        else:
            self.action_back()

    def action_why(self) -> None:
        """Close with the key that opened."""
        self.action_back()

    def action_sources(self) -> None:
        """Show the sources with their addresses."""
        self.app.push_screen(Sources(self.question.sources))
