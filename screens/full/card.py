"""The safety card: numbers to call, one key away from every screen."""

from __future__ import annotations

from screens.full.base_screen import InnerScreen
from screens.pages.card import card


class Card(InnerScreen):
    """Shows the numbers of the chosen country over the screen where one was."""

    def fill(self) -> None:
        """Show the numbers."""
        helplines = self.even.ready.helplines
        self.put(card(helplines.countries[self.even.country], helplines, self.words))

    def chosen(self, pick: str) -> None:
        """Go back to where one was."""
        self.action_back()

    def action_card(self) -> None:
        """Close with the key that opened."""
        self.action_back()
