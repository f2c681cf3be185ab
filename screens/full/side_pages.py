"""Screens above the current one: the safety card, why a question is asked, and sources."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.full.paging.leaves import PagedScreen
from screens.pages.helplines import card
from screens.pages.sources import sources, why
from tree.model import Question


class Sources(PagedScreen, InnerScreen):
    """Lists sources above the screen that they belong to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("o,O", "sources")]
    ABOVE: ClassVar[bool] = True

    def __init__(self, sources: tuple[str, ...]) -> None:
        """Keep the ids of the sources."""
        super().__init__()
        self.sources = sources

    def fill(self) -> None:
        """List the sources."""
        self.open(sources(self.sources, self.even.walk.tree.sources, self.words), wish="back")

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_sources(self) -> None:
        """Close: the key that opened this screen also closes it."""
        self.action_back()


class Card(PagedScreen, InnerScreen):
    """Lists the numbers of the chosen country, above the current screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c,C", "country", "country")]
    ABOVE: ClassVar[bool] = True

    def fill(self) -> None:
        """List the numbers."""
        helplines = self.even.ready.helplines
        self.open(card(helplines.countries[self.even.country], helplines, self.words))

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_card(self) -> None:
        """Close: the key that opened this screen also closes it."""
        self.action_back()


class Why(PagedScreen, InnerScreen):
    """Shows why a question is asked, above the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "why"),
        Binding("o,O", "sources", "sources"),
    ]
    ABOVE: ClassVar[bool] = True

    def __init__(self, question: Question) -> None:
        """Keep the question."""
        super().__init__()
        self.question = question

    def fill(self) -> None:
        """Show the reason, and the names of the sources."""
        self.open(why(self.question, self.even.walk.tree.sources, self.words), wish="back")

    def chosen(self, pick: str) -> None:
        """Go back, or open the sources."""
        if pick == "sources":
            self.action_sources()
        else:
            self.action_back()

    def action_why(self) -> None:
        """Close: the key that opened this screen also closes it."""
        self.action_back()

    def action_sources(self) -> None:
        """Open the sources with their addresses."""
        self.app.push_screen(Sources(self.question.sources))
