"""Letters that act only after Tab, for whoever types by speech or by accident."""

from __future__ import annotations

TAB = "tab"
SIGNS = {"question_mark"}


class TabbedLetters:
    """Decides which letters act. Digits always do: they belong to the list in front."""

    def __init__(self, *, after_tab: bool) -> None:
        """Start without a Tab."""
        self._after_tab, self._awaited = after_tab, False

    def drops(self, key: str) -> bool:
        """Note a key, and return whether it must not act."""
        tabbed, self._awaited = self._awaited, key == TAB
        letter = (len(key) == 1 and key.isalpha()) or key in SIGNS
        return key == TAB or (self._after_tab and letter and not tabbed)
