"""The safety card: numbers to call, one key away from every screen."""

from __future__ import annotations

from collections.abc import Iterator

from screens.frame import Frame
from screens.lines import full, unknown
from screens.rows import Row
from tree.helplines import CARD


class Card(Frame):
    """Shows the numbers of the chosen country over the screen where one was."""

    HINTS = ("read", "choose", "back", "leave")

    def fill(self) -> None:
        """Show the numbers."""
        self.pin("head", self.words("card.title"))
        self.put(tuple(self._rows()))

    def _rows(self) -> Iterator[Row]:
        country = self.even.ready.helplines.countries[self.even.country]
        yield Row(self.words("card.place", country=country.name), "quiet")
        yield from unknown(country, self.words)
        yield Row()
        for category in CARD:
            lines = country.of(category)
            if lines:
                yield Row(self.words(f"card.{category}"), "heading")
            yield from (row for line in lines for row in full(line, self.words))
        yield Row(self.words("card.back"), "text", "back")

    def chosen(self, pick: str) -> None:
        """Go back to where one was."""
        self.action_back()

    def action_card(self) -> None:
        """Close with the key that opened."""
        self.action_back()
