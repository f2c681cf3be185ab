"""What a question or an outcome rests on, with addresses and the day of reading."""

from __future__ import annotations

from screens.full.base_screen import BaseScreen
from screens.pages.sources import sources


class Sources(BaseScreen):
    """Lists sources over the screen that they belong to."""

    HINTS = ("read", "choose", "back", "leave")

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
