"""A word from the kiosk over the present screen; the next key goes back to where one was."""

from __future__ import annotations

from screens.frame import Frame
from screens.rows import Row


class Notice(Frame):
    """Says one sentence."""

    HINTS = ("choose", "back", "leave")

    def __init__(self, says: str) -> None:
        """Keep the sentence."""
        super().__init__()
        self._says = says

    def fill(self) -> None:
        """Show the sentence, and the way back."""
        self.put((Row(self._says), Row(), Row(self.words("card.back"), "text", "back")), "back")

    def chosen(self, pick: str) -> None:
        """Go back to where one was."""
        self.action_back()
