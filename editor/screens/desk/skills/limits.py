"""Raise a limit that only counts, from the page that tells what is wrong."""

from __future__ import annotations

from editor.screens.asking.line_page import LinePage
from editor.screens.desk.skill import Skill
from editor.screens.pages.standing_page import GoTo

MOST_DIGITS = 9


class HigherLimits(Skill):
    """Raises limits."""

    def leads(self, spot: GoTo) -> bool:
        """Ask for another number of a limit."""
        if spot.limit:
            self._ask_number(spot.limit, spot.holds)
        return bool(spot.limit)

    def _ask_number(self, name: str, holds: int) -> None:
        def refused(line: str) -> str:
            fits = line.isascii() and line.isdecimal() and len(line) <= MOST_DIGITS
            return "" if fits and int(line) >= holds else self.words("limit.least", n=holds)

        def take(line: str | None) -> None:
            if line and self.view.change(lambda: self.desk.put_limit(name, int(line))):
                self.view.tell(self.words("limit.put", name=name, n=line))

        title = self.words("limit.title", name=name)
        page = LinePage(title, str(holds), refused, self.words("limit.counts", n=holds))
        self.view.open_page(page, take)
