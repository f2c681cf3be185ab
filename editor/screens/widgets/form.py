"""An entry in words: one row for each field, under the heading of the part that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from editor.screens.widgets.labelled import CutLine, Labelled
from editor.screens.widgets.rows import RowList
from editor.shapes_of import ROUTES
from editor.told.places import label_of
from editor.values import EntryForm, Field, FieldKind, FormPart
from screens.words import Words

WIDE, ROOMY = 15, 24
"""Columns of a label, and those of one in a wide form."""
USUAL = {"learn", "when", "go", "tags"}
"""What is shown of each part, also where nothing is written: what decides the way."""
WRITTEN = {FieldKind.TEXT, FieldKind.LINE, FieldKind.DAY, FieldKind.NUMBER}
RARE = {"asked", "plain", "monotone", "learned", "never_routes", "only_in", "seen", "grade"}
"""What is shown of an entry only where something is written."""


class FormRows(RowList):
    """The rows of a form; Enter edits the one that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "keys.edit"),
        Binding("m", "whole", "keys.whole"),
    ]

    class Picked(Message):
        """A field is to be edited."""

        def __init__(self, field: Field) -> None:
            """Carry the field."""
            super().__init__()
            self.field = field

    def __init__(self, words: Words, wrong: Callable[[Field], str]) -> None:
        """Start empty; `wrong` returns what is wrong with a field as it is kept."""
        super().__init__(id_="fields")
        self._words, self._wrong = words, wrong
        self._fields: dict[str, Field] = {}
        self._parts: dict[str, FormPart] = {}
        self.form: EntryForm | None = None
        self._key = ""
        self._whole = False

    @property
    def field(self) -> Field | None:
        """The marked field; None on the heading of a part."""
        return self._fields.get(self.marked)

    @property
    def part(self) -> FormPart | None:
        """The innermost part that the marked row stands in; None outside all parts."""
        if self.marked in self._parts:
            return self._parts[self.marked]
        path = self.field.part if self.field else ()
        return next((part for part in self._parts.values() if part.path == path), None)

    def show(self, form: EntryForm, mark: str = "") -> None:
        """Show a form; the mark stays in its row where the entry is the same."""
        same = self._key == form.entry.key
        self.form, self._key = form, form.entry.key
        self._fields = {field.id: field for field in form.fields}
        self._parts = {part.id: part for part in form.parts}
        if not same:
            self.highlighted = None
            self.scroll_home(animate=False)
        self.fill(list(self._rows()), mark or ("" if same else next(iter(self._fields), "")))

    def show_nothing(self) -> None:
        """Show no form."""
        self.form, self._key = None, ""
        self._fields, self._parts = {}, {}
        self.fill(())

    def renamed(self, key: str) -> str:
        """Keep the marked row, now that its entry has another key; returns that."""
        self._key = key
        return key

    def mark_id(self, id_: str) -> None:
        """Mark the row of a field or part by its id, if it is there."""
        rows = [row.id or "" for row in self.options]
        if id_ in self._fields and id_ not in rows:
            self.action_whole()
            rows = [row.id or "" for row in self.options]
        if id_ in rows:
            self.highlighted = rows.index(id_)

    def action_whole(self) -> None:
        """Show the names and empty fields of parts, too, or leave them out again."""
        self._whole = not self._whole
        self.fill(list(self._rows()))

    def next_text(self) -> Field | None:
        """Mark the next field in which one writes, and return it; None if there is none below."""
        below = range((self.highlighted or 0) + 1, self.option_count)
        for row in below:
            field = self._fields.get(self.options[row].id or "")
            if field and field.kind in WRITTEN:
                self.highlighted = row
                return field
        return None

    def _rows(self) -> Iterator[Option]:
        if self.form is None:
            return
        told: set[str] = set()
        for field in self.form.fields:
            yield from self._headings(field, told)
            if self._whole or _is_usual(field):
                yield Option(self._row(field), id=field.id)
        for key, part in self._parts.items():
            if key not in told:
                yield Option(self._heading(part), id=key)

    def _headings(self, field: Field, told: set[str]) -> Iterator[Option]:
        """Yield the headings of the parts that begin with this field."""
        for key, part in self._parts.items():
            if key not in told and field.part[: len(part.path)] == part.path:
                told.add(key)
                yield Option(self._heading(part), id=key)

    def _heading(self, part: FormPart) -> CutLine:
        kind = self._words(f"edit.part.{part.key}")
        pieces = [Content(" " * _depth(part)), Content.styled(kind, "bold $calm")]
        title = Content(f"  {part.title}" if part.title else "")
        return CutLine(Content("").join([*pieces, title]))

    def _row(self, field: Field) -> Labelled:
        indent = "  " * bool(field.part)
        label = indent + label_of(field, self._words)
        says = self._said(field)
        empty = self._words(_empty(field))
        style = "" if says else "$quiet"
        row = Labelled(label, says or empty, wide=WIDE, roomy=ROOMY, style=style)
        row.wrong = self._wrong(field)
        return row

    def _said(self, field: Field) -> str:
        if field.kind is FieldKind.FLAG:
            return self._words("form.yes") if field.value else ""
        return field.says

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Tell which field is to be edited: on the heading of a part its first."""
        event.stop()
        if field := self.field or self._first():
            self.post_message(self.Picked(field))

    def _first(self) -> Field | None:
        """Return the first field that stands below the marked heading."""
        rows = (row.id or "" for row in self.options[(self.highlighted or 0) + 1 :])
        return self._fields.get(next(rows, ""))


def _empty(field: Field) -> str:
    """Return the key of what is said of a field without a value."""
    if field.required:
        return "form.needed"
    return "form.onward" if field.part and field.key == ROUTES else "form.empty"


def _is_usual(field: Field) -> bool:
    """Return whether a field is shown without being asked for; a name is not."""
    if field.kind is FieldKind.NAME:
        return False
    if field.is_written or field.required:
        return True
    return field.key in USUAL if field.part else field.key not in RARE


def _depth(part: FormPart) -> int:
    return max(0, len(part.path) // 2 - 1) * 2
