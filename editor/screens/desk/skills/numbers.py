"""Numbers to call: where a new one stands, and which country is added."""

from __future__ import annotations

import re
from collections.abc import Callable

from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.line_page import LinePage
from editor.screens.asking.modal import Pick
from editor.screens.desk.skill import Skill
from editor.values import Entry, EntryKind
from tree.helplines import ELSEWHERE

CODE = re.compile(r"[A-Za-z]{2}")
PLACES = (EntryKind.COUNTRY, EntryKind.HELPLINE)


class Numbers(Skill):
    """Adds numbers to call."""

    def adds(self, kind: EntryKind, entry: Entry | None) -> bool:
        """Add a number or a country, for which the pack needs numbers of its own first."""
        if kind not in PLACES:
            return False
        if self.desk.lends:
            self.view.take_numbers()
        self._add(kind, entry)
        return True

    def _add(self, kind: EntryKind, entry: Entry | None) -> None:
        if kind is EntryKind.COUNTRY:
            self._ask_country()
        elif entry and entry.kind in PLACES:
            self._add_number(entry)
        else:
            self._ask_where()

    def _ask_where(self) -> None:
        """Ask in which country a new number stands; one that is not there yet is added first."""
        picks = [Pick(one.key, one.title) for one in self._countries()]
        new = Pick(EntryKind.COUNTRY, self.words("numbers.other"))

        def take(ids: tuple[str, ...] | None) -> None:
            found = self.desk.entry(ids[0]) if ids else None
            if found:
                self._add_number(found)
            elif ids:
                self._ask_country()

        self.view.open_page(ChoosePage(self.words("numbers.where"), [*picks, new]), take)

    def _countries(self) -> list[Entry]:
        """Return the countries by their names, and last what is for all others."""
        found = (one for one in self.desk.outline() if one.kind is EntryKind.COUNTRY)
        return sorted(found, key=lambda one: (one.id == ELSEWHERE, one.title))

    def _ask_country(self) -> None:
        known = {one.id for one in self._countries()} | {ELSEWHERE}

        def refused(line: str) -> str:
            if not CODE.fullmatch(line):
                return self.words("numbers.code")
            return self.words("numbers.there") if line.upper() in known else ""

        def take(line: str | None) -> None:
            if line:
                self._begin(lambda: self.desk.add_country(line.upper()))

        page = LinePage(self.words("numbers.country"), "", refused, self.words("numbers.letters"))
        self.view.open_page(page, take)

    def _add_number(self, after: Entry) -> None:
        self._begin(lambda: self.desk.add_number(after))

    def _begin(self, verb: Callable[[], str]) -> None:
        """Add something, show it, and begin to write it."""
        made: list[str] = []
        if self.view.change(lambda: made.append(verb())):
            self.view.go_to(made[0])
            self.view.write_first("")
