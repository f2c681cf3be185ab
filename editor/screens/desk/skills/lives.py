"""Lives: what one more question is answered with, chosen in words."""

from __future__ import annotations

from editor.naming import OPTIONS
from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.modal import Pick
from editor.screens.desk.skill import Skill
from editor.shapes_of import GIVEN
from editor.values import Entry, EntryKind, Field, FieldKind


class Lives(Skill):
    """Gives answers to a life."""

    def more_to_add(self, entry: Entry) -> list[Pick]:
        """Offer a life another answer."""
        words = self.words("add.given")
        return [Pick(GIVEN, words)] if entry.kind is EntryKind.LIFE else []

    def add_more(self, pick: str, entry: Entry) -> None:
        """Ask which question is answered, and then with what."""
        if pick == GIVEN:
            self._ask_which(entry)

    def _ask_which(self, entry: Entry) -> None:
        form = self.view.fields.form
        given = {part.path[-1] for part in (form.parts if form else ())}
        asked = (one for one in self.desk.outline() if one.kind is EntryKind.QUESTION)
        picks = [Pick(one.id, one.title) for one in asked if one.id not in given]

        def take(ids: tuple[str, ...] | None) -> None:
            if ids:
                self.view.tick(_given(entry, ids[0]))

        self.view.open_page(ChoosePage(self.words("add.which"), picks), take)


def _given(entry: Entry, question: str) -> Field:
    """Return the field of an answer that is not written yet."""
    return Field(
        f"{entry.key}/{GIVEN}/{question}/{GIVEN}",
        entry.address.under(GIVEN, question),
        GIVEN,
        FieldKind.MANY,
        (),
        is_written=False,
        of=f"{OPTIONS}{question}",
    )
