"""A decision to weigh, over the page that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import BaseScreen
from screens.full.rows import Row
from screens.pages.decision import weighed
from tree.page import Page


class DecisionScreen(BaseScreen):
    """Lists the options with what is good and hard about each, and goes back."""

    HINTS = ("read", "choose", "back", "leave")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back")]

    def __init__(self, shown: Page) -> None:
        """Keep the page on which this can be weighed."""
        super().__init__()
        self.shown = shown

    def fill(self) -> None:
        """Show all options from the top."""
        self.pin("head", self.words("weigh.title"))
        self.put(tuple(self._rows()))

    def _rows(self) -> Iterator[Row]:
        lead = self.words("outcome.lead")
        for look, says in weighed(self.shown, self.even.walk, self.words):
            if look == "item":
                yield Row(says, lead=lead)
            else:
                yield Row(says, "text" if look == "blank" else look)
        yield from (Row(), Row(self.words("weigh.back"), "text", "back", "b"))

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_weigh(self) -> None:
        """Close with the key that opened."""
        self.action_back()
