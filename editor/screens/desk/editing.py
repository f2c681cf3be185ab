"""Edit the marked field, each kind in its way; every change is one step of undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from editor.at_once.values import has_entries, text_faults
from editor.outline import HEAD_FILE
from editor.screens.asking.line_page import LinePage, Refusal
from editor.screens.desk.choosing import Choosing
from editor.screens.desk.panes import FORM
from editor.screens.desk.word_notes import WordNotes
from editor.screens.pages.text_page import TextPage
from editor.screens.widgets.form import FormRows
from editor.screens.widgets.text_drawer import WordField
from editor.sitting.editing import above
from editor.values import Address, EntryKind, EntryMark, Field, FieldKind, FieldValue
from tree.fault import UnusableError
from tree.pack.patterns import ID
from tree.pack.yaml_reader import parse

NAME = re.compile(ID)
UNRULED = (
    EntryKind.HELPLINE, EntryKind.COUNTRY, EntryKind.LIFE, EntryKind.PROMISE, EntryKind.TAG,
    EntryKind.TALLY,
)  # fmt: skip
"""What services say of themselves, and what only authors read, is held to no rule for words."""
LOST = "\ufffd"
"""Stands for what is no sign in UTF-8."""


class Editing(Choosing):
    """A desk whose fields can be edited."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "keys.undo"),
        Binding("ctrl+y", "redo", "keys.redo"),
    ]

    @cached_property
    def notes(self) -> WordNotes:
        """What is said under a text."""
        return WordNotes(self, self._say_fault)

    @on(FormRows.Picked)
    def edit(self, event: FormRows.Picked) -> None:
        """Edit the field that was picked."""
        self.edit_field(event.field)

    def edit_field(self, field: Field) -> None:
        """Edit a field in the way of its kind."""
        match field.kind:
            case FieldKind.FLAG:
                self.put(field, not field.value)
            case FieldKind.PLACE | FieldKind.ONE:
                self.choose(field)
            case FieldKind.MANY:
                self.tick(field)
            case FieldKind.TALLIES:
                self.count(field)
            case FieldKind.CONDITION:
                self.condition(field)
            case FieldKind.NAME:
                self.rename_by(field)
            case FieldKind.RAW | FieldKind.LENT:
                self._whole(field)
            case _:
                self.write(field)

    def put(self, field: Field, value: FieldValue) -> bool:
        """Set a field, unless a skill takes the value; says why where that is refused."""
        if any(one.takes(field, value) for one in self.skills):
            return True
        done = self.put_as_it_is(field, value)
        for one in self.skills if done else ():
            one.was_put(field, value)
        return done

    def put_as_it_is(self, field: Field, value: FieldValue) -> bool:
        """Set a field, and make what is new in it."""
        return self.change(lambda: self.desk.choose(field, value, self.fresh))

    def change(self, verb: Callable[[], object], mark: str | Callable[[], str] = "") -> bool:
        """Do something to the pack, and show what came of it; says why where it is refused.

        `mark` is the key of the entry to show then, or returns it.
        """
        try:
            verb()
        except UnusableError as error:
            self.refuse(error)
            return False
        self.changed(mark if isinstance(mark, str) else mark())
        return True

    def refuse(self, error: UnusableError) -> None:
        """Say why something cannot be done."""
        self.notify(self._say_fault(error), severity="warning", markup=False)

    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.notify(sentence, markup=False)

    def changed(self, mark: str = "") -> None:
        """Show the pack as it is now, and prove it; a picture of it comes after."""
        self.hold_picture()
        self.show_all(mark)
        self.judge()

    # words

    def write(self, field: Field) -> None:
        """Begin to write the text of a field."""
        self.writing = field
        self.drawer.open(self.label(field), str(field.value), self._wrong)

    def _wrong(self, text: str) -> str:
        """Return what is wrong with the words that are being written."""
        if self.writing is None or self.writing.kind is not FieldKind.TEXT or self._unruled:
            return ""
        return self.notes.told_of(text, self.source_language, whole=False)

    def wrong_in(self, field: Field) -> str:
        """Return what is wrong with words that were kept in this sitting."""
        if field.kind is not FieldKind.TEXT or self.entry is None or self._unruled:
            return ""
        kept = EntryMark.CHANGED in self.entry.marks
        says = str(field.value)
        return self.notes.told_of(says, self.source_language, whole=True) if kept else ""

    @property
    def _unruled(self) -> bool:
        """Whether no rule holds the words of what is in the form, such as the name of a service."""
        return self.entry is not None and self.entry.kind in UNRULED

    @property
    def source_language(self) -> str:
        """The language that the pack is written in."""
        return language_of(self.desk.files)

    @on(WordField.Finished)
    def keep(self, event: WordField.Finished) -> None:
        """Keep what was written, and go on to the next field."""
        if not (self._keep(event.text) and event.step):
            return
        if following := self.fields.next_text():
            self.write(following)
            return
        self.tell(self.words("form.last"))
        if self.is_current:  # letters that were meant for a text act as no keys
            self.unseen(letters=True)

    def keep_begun(self) -> bool:
        """Keep what is being written, if anything is; returns whether nothing is left."""
        return self.writing is None or self._keep(self.drawer.text)

    def _keep(self, text: str) -> bool:
        field, self.writing = self.writing, None
        if field is None:
            return False
        if text != field.value and not self.put(field, text):
            self.writing = field
            return False
        self._put_away()
        return True

    @on(WordField.Dropped)
    def drop(self) -> None:
        """Leave the text as it was."""
        field, self.writing = self.writing, None
        self._put_away()
        if field is not None:
            self.left(field)

    def _put_away(self) -> None:
        self.drawer.close()
        self.bring(FORM)

    # numbers, names and files

    def take_numbers(self) -> None:
        """Take the numbers of the program as the pack's own, and show them."""

        def first() -> str:
            found = self.desk.outline()
            return next((one.key for one in found if one.kind is EntryKind.COUNTRY), "")

        if self.change(self.desk.take_numbers, first):
            self.tell(self.words("numbers.taken"))

    def rename_by(self, field: Field) -> None:
        """Ask for another name, in the field that has it."""
        entry = self.entry
        uses = self.words.count("rename.uses", len(self.desk.uses(above(field.address))))

        def take(name: str | None) -> None:
            if name is None or entry is None or name == field.value:
                return
            whole = entry.address == above(field.address)
            key = f"{entry.kind}:{name}" if whole else entry.key
            if self.change(lambda: self.desk.set(field, name), lambda: self.fields.renamed(key)):
                self.tell(self.words("rename.done", old=field.value, new=name))

        title = self.words("rename.title", name=field.value)
        refused = self.no_name(field.address, str(field.value))
        self.open_page(LinePage(title, str(field.value), refused, uses), take)

    def no_name(self, address: Address, now: str) -> Refusal:
        """Return what says why a line is no other name of a thing; empty text if it is one."""

        def refused(line: str) -> str:
            if not NAME.fullmatch(line):
                return self.words("rename.shape")
            taken = line != now and self.desk.is_taken(address, line)
            return self.words("rename.taken", name=line) if taken else ""

        return refused

    def _whole(self, field: Field) -> None:
        """Edit a file as text, or take the numbers of the program."""
        if field.kind is FieldKind.LENT:
            self.take_numbers()
        else:
            self._as_text(field)

    def _as_text(self, field: Field) -> None:
        file = field.address.file

        def faults(text: str) -> list[tuple[int, str]]:
            found = text_faults(file, text)
            told = [(fault.where.line, self._say_fault(fault)) for fault in found]
            if not told and LOST in text:
                return [(text[: text.index(LOST)].count("\n") + 1, self.words("text.lost"))]
            return told or ([] if has_entries(file, text) else [(1, self.words("text.other"))])

        def take(text: str | None) -> None:
            if text is not None and text != field.value:
                self.put(field, text)

        page = TextPage(file, str(field.value), faults, self.words)
        self.open_page(page, take)

    # undo

    def action_undo(self) -> None:
        """Undo the last step, and show where it was."""
        self._turn_back("undo", self.desk.last_step, self.desk.undo)

    def action_redo(self) -> None:
        """Redo the step that was undone last."""
        self._turn_back("redo", self.desk.undone_step, self.desk.redo)

    def _turn_back(self, key: str, about: str | None, turn: Callable[[], object]) -> None:
        """Show where a step was that is undone or done again, and say which one it was."""
        self.app.clear_notifications()
        if about is None:
            self.tell(self.words(f"{key}.none"))
            return
        step = self.places.turned(about, turn)
        self.changed(about.partition("/")[0])
        self.fields.mark_id(about)
        self.tell(self.words(f"{key}.done", step=step))


def language_of(files: Mapping[str, bytes]) -> str:
    """Return the language that a pack is written in; empty text where it cannot be told."""
    value = parse(files.get(HEAD_FILE, b""), HEAD_FILE).value
    said = value.get("language") if isinstance(value, dict) else ""
    return said if isinstance(said, str) else ""
