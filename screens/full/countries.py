"""Where a person is: this only picks the numbers to call, and may stay open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType

from screens.full.base_screen import BACK, BaseScreen
from screens.pages.rows import PageRow, sign
from tree.helplines import ELSEWHERE


class Countries(BaseScreen):
    """Lists the countries with known numbers, and the way not to say."""

    LIST = ("move", "choose")
    BINDINGS: ClassVar[list[BindingType]] = [BACK]

    def fill(self) -> None:
        """Show the list with the present country marked."""
        self.pin("head", self.words("country.title"))
        self.pin("note", self.words("country.note"))
        self.put(tuple(self._rows()), self.even.country)

    def _rows(self) -> Iterator[PageRow]:
        known = self.even.ready.helplines.countries.values()
        named = sorted((c for c in known if c.id != ELSEWHERE), key=lambda c: c.name)
        for n, country in enumerate((*named, *(c for c in known if c.id == ELSEWHERE)), 1):
            yield PageRow(country.name, pick=country.id, key=sign(n))

    def chosen(self, pick: str) -> None:
        """Take this country."""
        self.even.choose_country(pick)
        self.action_back()
