"""Choose the value of a field: one of the offers, several, how much of each, or a condition."""

from __future__ import annotations

from dataclasses import replace

from editor.at_once.values import said
from editor.screens.asking.choose_page import ChoosePage, TickPage
from editor.screens.asking.condition_page import ConditionPage
from editor.screens.asking.line_page import LinePage
from editor.screens.asking.modal import Pick
from editor.screens.desk.word_notes import WordNotes
from editor.told.places import label_of
from editor.values import Field, FieldKind, FieldValue
from tree.condition import Condition


class Choosing(WordNotes):
    """A desk that asks for what a field can take."""

    def put(self, field: Field, value: FieldValue) -> bool:
        """Set a field; returns whether it could be."""
        raise NotImplementedError

    def label(self, field: Field) -> str:
        """Return what a field is called."""
        return label_of(field, self.words)

    def _choices(self, field: Field) -> list[Pick]:
        return [choice_of(offer.value, offer.says) for offer in self.desk.offers(field)]

    def choose(self, field: Field) -> None:
        """Ask for one of the offers, or for nothing where that may be."""
        choices, now = self._choices(field), str(field.value)
        if field.kind is FieldKind.PLACE and not field.required:
            choices.insert(0, Pick("", self.words("choose.none")))

        def take(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                self.put(field, ids[0])

        self.app.push_screen(ChoosePage(self.label(field), choices, [now]), take)

    def tick(self, field: Field) -> None:
        """Ask which of the offers of a field hold."""
        chosen = field.value if isinstance(field.value, tuple) else ()
        names = [one for one in chosen if isinstance(one, str)]

        def take(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                self.put(field, ids)

        self.app.push_screen(TickPage(self.label(field), self._choices(field), names), take)

    def count(self, field: Field) -> None:
        """Choose what is counted, then how much of it; nothing takes it out."""
        pairs = field.value if isinstance(field.value, tuple) else ()
        counts = {one[0]: one[1] for one in pairs if isinstance(one, tuple)}
        choices = self._choices(field)

        def ask(ids: tuple[str, ...] | None) -> None:
            if ids:
                now = str(counts.get(ids[0], ""))
                title = next((one.words for one in choices if one.id == ids[0]), ids[0])
                page = LinePage(title, now, self._no_number, self.words("count.hint"))
                self.app.push_screen(page, lambda line: take(ids[0], line))

        def take(name: str, line: str | None) -> None:
            if line is not None:
                new = {**counts, name: int(line or 0)}
                self.put(field, tuple((tally, n) for tally, n in new.items() if n))

        self.app.push_screen(ChoosePage(self.label(field), choices), ask)

    def _no_number(self, line: str) -> str:
        return "" if not line or line.isdecimal() else self.words("count.number")

    def condition(self, field: Field) -> None:
        """Ask when something holds."""
        now = field.value if isinstance(field.value, Condition) else None
        facts = [choice_of(o.value, o.says) for o in self.desk.offers(replace(field, of="fact"))]
        signs = [choice_of(o.value, o.says) for o in self.desk.offers(replace(field, of="tally"))]

        def says(condition: Condition | None) -> str:
            return said(self.desk, field, condition)

        def take(made: tuple[Condition | None] | None) -> None:
            if made is not None:
                self.put(field, made[0])

        page = ConditionPage(self.label(field), now, (facts, signs), says)
        self.app.push_screen(page, take)


def choice_of(value: str, says: str) -> Pick:
    """Return an offer as a row: its words first, then its name."""
    return Pick(value, says or value, "" if says in ("", value) else value)
