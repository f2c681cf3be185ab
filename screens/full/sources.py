"""What a question or an outcome rests on, with addresses and the day of reading."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.pages.sources import sources


class Sources(InnerScreen):
    """Lists sources over the screen that they belong to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("o,O", "sources")]

    def __init__(self, sources: tuple[str, ...]) -> None:
        """Keep which sources to list."""
        super().__init__()
        self.sources = sources

    def fill(self) -> None:
        """Show each source."""
        self.put(sources(self.sources, self.even.walk.tree.sources, self.words), "back")

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_sources(self) -> None:
        """Close with the key that opened."""
        self.action_back()
