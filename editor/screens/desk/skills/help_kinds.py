"""A new kind of help, asked for where a number needs one that is not there yet."""

from __future__ import annotations

from collections.abc import Callable

from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.line_page import LinePage
from editor.screens.asking.modal import Pick
from editor.screens.desk.skill import Skill
from editor.sitting.kinds import OF_KINDS
from editor.values import Field, FieldKind, FieldValue

ANOTHER = "+"
"""Stands for a kind of help that is not there yet; no name looks like it."""
LONGEST = 60


class HelpKinds(Skill):
    """Adds kinds of help."""

    def choices(self, field: Field) -> list[Pick]:
        """Offer a kind of help that is not there yet."""
        fits = field.of == OF_KINDS and field.kind is FieldKind.ONE and self.desk.has_kinds
        return [Pick(ANOTHER, self.words("kinds.another"))] if fits else []

    def takes(self, field: Field, value: FieldValue) -> bool:
        """Ask for a kind of help that is not there yet."""
        if value != ANOTHER:
            return False
        self._ask("called", lambda called: self._heading(field, called))
        return True

    def _heading(self, field: Field, called: str) -> None:
        self._ask("heading", lambda heading: self._stand_in(field, called, heading))

    def _ask(self, what: str, then: Callable[[str], None]) -> None:
        """Ask for words of a new kind of help."""

        def refused(line: str) -> str:
            return "" if 0 < len(line) <= LONGEST else self.words("kinds.length", n=LONGEST)

        def take(line: str | None) -> None:
            if line:
                then(line)

        title, hint = self.words(f"kinds.{what}"), self.words(f"kinds.{what}-hint")
        self.view.open_page(LinePage(title, "", refused, hint), take)

    def _stand_in(self, field: Field, called: str, heading: str) -> None:
        """Ask what stands in for it where a country has none, and add it."""

        def take(ids: tuple[str, ...] | None) -> None:
            if ids:
                self._add(field, called, heading, ids[0])

        picks = [one for one in self.view.choices(field) if one.id != ANOTHER]
        self.view.open_page(ChoosePage(self.words("kinds.instead"), picks), take)

    def _add(self, field: Field, called: str, heading: str, instead: str) -> None:
        made: list[str] = []
        if self.view.change(lambda: made.append(self.desk.add_kind(called, heading, instead))):
            self.view.put(field, made[0])
