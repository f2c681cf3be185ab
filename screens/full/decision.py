"""A decision to weigh, over the page that it belongs to."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.pages.decision import decision
from tree.page import Page


class DecisionScreen(InnerScreen):
    """Lists the options with what is good and hard about each, and goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back"), Binding("w,W", "weigh")]

    def __init__(self, shown: Page) -> None:
        """Keep the page on which this can be weighed."""
        super().__init__()
        self.shown = shown

    def fill(self) -> None:
        """Show all options from the top."""
        self.put(decision(self.shown, self.even.walk, self.words))

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_weigh(self) -> None:
        """Close with the key that opened."""
        self.action_back()
