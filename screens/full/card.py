"""The safety card: numbers to call, one key away from every screen."""

from __future__ import annotations

from collections.abc import Iterator

from screens.full.base_screen import BaseScreen
from screens.full.helpline_rows import full, unknown
from screens.full.rows import Row
from screens.pages.helplines import gaps
from tree.helplines import CARD, once


class Card(BaseScreen):
    """Shows the numbers of the chosen country over the screen where one was."""

    HINTS = ("read", "choose", "back", "leave")

    def fill(self) -> None:
        """Show the numbers."""
        self.pin("head", self.words("card.title"))
        self.put(tuple(self._rows()))

    def _rows(self) -> Iterator[Row]:
        helplines = self.even.ready.helplines
        country = helplines.countries[self.even.country]
        yield Row(self.words("card.place", country=country.name), "quiet")
        yield from unknown(country, self.words)
        yield from (Row(says) for says in gaps(country, CARD, self.words))
        yield Row()
        lines = once(line for name in CARD for line in country.of(name))
        for category in CARD:
            here = [line for line in lines if category in line.categories]
            lines = tuple(line for line in lines if line not in here)
            if here:
                yield Row(self.words(f"card.{category}"), "heading")
            for line in here:
                yield from full(line, self.words, helplines.instead(country.id, line))
        yield Row(self.words("card.back"), "text", "back")

    def chosen(self, pick: str) -> None:
        """Go back to where one was."""
        self.action_back()

    def action_card(self) -> None:
        """Close with the key that opened."""
        self.action_back()
