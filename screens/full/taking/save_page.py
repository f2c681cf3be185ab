"""The screen that warns before general advice goes to the file named at the start."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.pages.saving import WRITE, Saving


class SavePage(InnerScreen):
    """Shows who could find the file and what it would hold; Enter on the first row writes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k,K", "back")]
    ABOVE = True

    def __init__(self, saving: Saving) -> None:
        """Keep what goes to the file."""
        super().__init__()
        self._saving = saving

    def fill(self) -> None:
        """Warn, and show the whole text."""
        self.put(self._saving.before(), WRITE)

    def chosen(self, pick: str) -> None:
        """Write the file once, or go back."""
        if pick != WRITE:
            self.action_back()
        elif refused := self._saving.write():
            self.pin("notice", refused)
        else:
            self.pin("notice")
            self.put(self._saving.after(), "back")
