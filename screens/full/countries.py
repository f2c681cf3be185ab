"""The list of countries, above any screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType

from screens.full.base_screen import BACK, BaseScreen
from screens.pages.rows import PageRow, numbering
from tree.helplines import ELSEWHERE


class Countries(BaseScreen):
    """Lists the countries with known numbers, and the option not to say."""

    LIST = ("number", "choose")
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    ABOVE: ClassVar[bool] = True

    def fill(self) -> None:
        """List the countries with the present one marked; without one, from the top."""
        known = self.even.country != ELSEWHERE
        self.put(tuple(self._rows()), self.even.country if known else "")

    def _rows(self) -> Iterator[PageRow]:
        yield PageRow(self.words("country.note"), "note")
        yield PageRow(self.words("country.title"), "head")
        known = self.even.ready.helplines.countries.values()
        named = sorted(known, key=lambda c: (c.id == ELSEWHERE, c.name))
        yield from numbering(len(named), self.words)
        for n, country in enumerate(named, 1):
            yield PageRow(country.name, "option", country.id, str(n))

    def chosen(self, pick: str) -> None:
        """Choose this country, and go back to where one was."""
        self.even.choose_country(pick)
        self.action_back()

    def action_country(self) -> None:
        """Close: the key that opened this screen also closes it."""
        self.action_back()
