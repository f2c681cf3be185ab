"""What a question or an outcome rests on, with addresses and the day of reading."""

from __future__ import annotations

from collections.abc import Iterator

from screens.full.base_screen import BaseScreen
from screens.full.rows import Row
from screens.pages.sources import found, named


class Sources(BaseScreen):
    """Lists sources over the screen that they belong to."""

    HINTS = ("read", "choose", "back", "leave")

    def __init__(self, sources: tuple[str, ...]) -> None:
        """Keep which sources to list."""
        super().__init__()
        self.sources = sources

    def fill(self) -> None:
        """Show each source."""
        self.pin("head", self.words("sources.title"))
        self.put(tuple(self._rows()), "back")

    def _rows(self) -> Iterator[Row]:
        if not self.sources:
            yield Row(self.words("sources.none"))
            yield Row()
        for name in self.sources:
            source = self.even.walk.tree.sources[name]
            yield Row(named(source, self.words))
            yield from (Row(address) for address in found(source, self.words))
            yield Row(self.words("sources.read", read=source.read), "quiet")
            yield Row()
        yield Row(self.words("sources.back"), "text", "back")

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    def action_sources(self) -> None:
        """Close with the key that opened."""
        self.action_back()
