"""Ask at once for the tag that some words need, so that promises can see them."""

from __future__ import annotations

from collections.abc import Callable

from editor.at_once.words import ImpliedTags, implied_tags
from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.modal import Pick
from editor.screens.desk.skill import Skill
from editor.sitting.editing import above
from editor.values import EntryKind, Field, FieldKind, FieldValue

SAID, TAGS = "say", "tags"
ADVICE = {EntryKind.OUTCOME, EntryKind.NOTE, EntryKind.ANSWER}
"""Where words need tags."""


class Tags(Skill):
    """Asks for tags."""

    def was_put(self, field: Field, value: FieldValue) -> None:
        """Ask for the tag that words need."""
        if field.key == SAID and isinstance(value, str):
            self._ask_tag(field, value, frozenset())

    def _ask_tag(self, field: Field, text: str, asked: frozenset[str]) -> None:
        """Ask for the tag of the first phrase that has none, and then for the next."""
        tags = self._tags_beside(field)
        if tags is None:
            return
        held = self._tagged(tags)
        implied = implied_tags(self.desk.files, self.view.source_language, text)
        left = (one for one in implied if one[0] not in asked and not held & {*one[1]})
        if wanted := next(left, None):
            self._choose_tag(
                field, tags, wanted, lambda: self._ask_tag(field, text, asked | {wanted[0]})
            )

    def _choose_tag(
        self, field: Field, tags: Field, wanted: ImpliedTags, then: Callable[[], None]
    ) -> None:
        phrase, names = wanted
        says = {offer.value: offer.says for offer in self.desk.offers(tags)}
        picks = [Pick(name, says.get(name, name), name) for name in names]

        def take(ids: tuple[str, ...] | None) -> None:
            again = self._tags_beside(field)
            done = bool(ids and again and self.view.put(again, (*_names(again), *ids)))
            said = says.get(ids[0], ids[0]) if ids and done else ""
            self.view.tell(self.words("tag.done" if said else "tag.left", phrase=phrase, tag=said))
            then()

        title = self.words("tag.title", phrase=phrase)
        self.view.open_page(ChoosePage(title, picks), take)

    def _tags_beside(self, field: Field) -> Field | None:
        """Return the tags of what a text belongs to; None where it has none."""
        form, entry = self.view.fields.form, self.view.entry
        if form is None or entry is None or entry.kind not in ADVICE:
            return None
        beside = (one for one in form.fields if one.key == TAGS and one.part == field.part)
        return next((one for one in beside if above(one.address) == above(field.address)), None)

    def _tagged(self, tags: Field) -> set[str]:
        """Return the tags that hold for a text: its own, and those of its page."""
        form = self.view.fields.form
        page = (
            next((one for one in form.fields if one.key == TAGS and not one.part), tags)
            if form
            else tags
        )
        return {*_names(tags), *_names(page)}


def _names(tags: Field) -> tuple[str, ...]:
    if tags.kind is not FieldKind.MANY or not isinstance(tags.value, tuple):
        return ()
    return tuple(one for one in tags.value if isinstance(one, str))
