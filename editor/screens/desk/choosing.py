"""Choose the value of a field: one of the offers, several, how much of each, or a condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from editor.at_once.values import said
from editor.screens.asking.choose_page import ChoosePage, Make, TickPage, no_other
from editor.screens.asking.condition_page import ConditionPage
from editor.screens.asking.line_page import LinePage
from editor.screens.asking.modal import Pick
from editor.screens.desk.previewing import Previewing
from editor.sitting.choosing import MADE_OF, FreshThing
from editor.told.places import label_of
from editor.values import Field, FieldKind, FieldValue, Offer
from tree.condition import Condition


class Choosing(Previewing):
    """A desk that asks for what a field can take."""

    def put(self, field: Field, value: FieldValue) -> bool:
        """Set a field; returns whether it could be."""
        raise NotImplementedError

    def left(self, field: Field) -> None:
        """Leave a field as it is, since nothing was chosen or written."""

    def label(self, field: Field) -> str:
        """Return what a field is called."""
        return label_of(field, self.words)

    fresh: Mapping[str, FreshThing] = MappingProxyType({})
    """What is made once it is kept, by name, since it was asked for it last."""

    def choices(self, field: Field) -> list[Pick]:
        """Return what a field can take, and what its skills offer besides."""
        self.fresh = {}
        more = (pick for one in self.skills for pick in one.choices(field))
        return [*choices_of(self.desk.offers(field)), *more]

    def _maker(self, of: str, choices: list[Pick]) -> Make:
        """Return what makes another choice of some words, and adds it to those that there are."""

        def make(text: str) -> Pick | None:
            made = self.desk.fresh(of, text, self.fresh)
            if made is None:
                return None
            self.fresh = {**self.fresh, made.id: made}
            choices.append(Pick(made.id, text, self.words("choose.fresh")))
            return choices[-1]

        return make if of in MADE_OF else no_other

    def choose(self, field: Field) -> None:
        """Ask for one of the offers, or for nothing where that may be."""
        choices, now = self.choices(field), str(field.value)
        if field.kind is FieldKind.PLACE and not field.required:
            choices.insert(0, Pick("", self.words("choose.none")))

        def take(ids: tuple[str, ...] | None) -> None:
            if ids is None:
                self.left(field)
            else:
                self.put(field, ids[0])

        page = ChoosePage(self.label(field), choices, [now], self._maker(field.of, choices))
        self.open_page(page, take)

    def tick(self, field: Field) -> None:
        """Ask which of the offers of a field hold."""
        chosen = field.value if isinstance(field.value, tuple) else ()
        names = [one for one in chosen if isinstance(one, str)]

        def take(ids: tuple[str, ...] | None) -> None:
            if ids is None:
                self.left(field)
            else:
                self.put(field, ids)

        choices = self.choices(field)
        page = TickPage(self.label(field), choices, names, self._maker(field.of, choices))
        self.open_page(page, take)

    def count(self, field: Field) -> None:
        """Choose what is counted, then how much of it; nothing takes it out."""
        pairs = field.value if isinstance(field.value, tuple) else ()
        counts = {one[0]: one[1] for one in pairs if isinstance(one, tuple)}
        choices = self.choices(field)

        def ask(ids: tuple[str, ...] | None) -> None:
            if ids:
                now = str(counts.get(ids[0], ""))
                title = next((one.words for one in choices if one.id == ids[0]), ids[0])
                page = LinePage(title, now, self._no_number, self.words("count.hint"))
                self.open_page(page, lambda line: take(ids[0], line))

        def take(name: str, line: str | None) -> None:
            if line is not None:
                new = {**counts, name: int(line or 0)}
                self.put(field, tuple((tally, n) for tally, n in new.items() if n))

        page = ChoosePage(self.label(field), choices, (), self._maker(field.of, choices))
        self.open_page(page, ask)

    def _no_number(self, line: str) -> str:
        return "" if not line or line.isdecimal() else self.words("count.number")

    def condition(self, field: Field) -> None:
        """Ask when something holds."""
        now = field.value if isinstance(field.value, Condition) else None
        facts = self.choices(replace(field, of="fact"))
        signs = self.choices(replace(field, of="tally"))
        makes = self._maker("fact", facts), self._maker("tally", signs)

        def says(condition: Condition | None) -> str:
            return said(self.desk, field, condition, self.fresh)

        def take(made: tuple[Condition | None] | None) -> None:
            if made is not None:
                self.put(field, made[0])

        page = ConditionPage(self.label(field), now, (facts, signs), makes, says)
        self.open_page(page, take)


def choices_of(offers: Sequence[Offer]) -> list[Pick]:
    """Return offers as rows by their words; a name stands beside words that two have."""
    times = Counter(offer.says for offer in offers)
    return [
        Pick(
            one.value, one.says or one.value, one.value if one.says and times[one.says] > 1 else ""
        )
        for one in offers
    ]
