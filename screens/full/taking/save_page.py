"""The screen that warns before general advice goes to the file named at the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.full.base_screen import InnerScreen
from screens.pages.saving import WRITE, Saving


class SavePage(InnerScreen):
    """Shows who could find the file and what it would hold, and writes it when asked to.

    No row is marked at first: an Enter held down on the page before must not write.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("k,K", "back")]
    ABOVE = True

    def __init__(self, saving: Callable[[], Saving]) -> None:
        """Keep what returns what goes to the file, for the country of that time."""
        super().__init__()
        self._saving = saving
        self._written = False

    def fill(self) -> None:
        """Warn, and show the whole text; after it was written, say where."""
        saving = self._saving()
        if self._written:
            self.put(saving.after(), "back")
        else:
            self.put(saving.before())

    def chosen(self, pick: str) -> None:
        """Write the file once, or go back."""
        if pick != WRITE:
            self.action_back()
        elif refused := self._saving().write():
            self.pin("notice", refused)
        else:
            self._written = True
            self.pin("notice")
            self.fill()
