"""Looking at a pack: its outline, forms in words, and what is wrong with words at once."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

from editor.files.help_kinds import help_kinds
from editor.files.later_numbers import LaterField, later_fields
from editor.files.spans import value_at
from editor.forms import drafted
from editor.judging.changed import changed_entries
from editor.judging.marks import holders, marked
from editor.naming import Known
from editor.outline import entries, outline
from editor.sitting.searching import Searched
from editor.sitting.state import DeskState, OutlineState
from editor.values import (
    Address,
    Entry,
    EntryForm,
    EntryKind,
    Field,
    FieldKind,
    Offer,
)
from tree.fault import Fault, FaultyPackError
from tree.languages.later_lines import ShippedLines
from tree.pack.yaml_reader import parse

AS_TEXT = {
    EntryKind.FILE,
    EntryKind.WORDING,
    EntryKind.REVIEW,
    EntryKind.TRANSLATION,
}
"""Kinds that are edited as text; translations and signatures have pages of their own, too."""


class DeskLooking(DeskState):
    """What a desk shows."""

    def outline(self) -> tuple[Entry, ...]:
        """List all that can be edited, in the order of the pack, each with its marks."""
        names = self.changed
        state = (self.revision, self.judgement, tuple((one, self.saved.get(one)) for one in names))
        if self._outlined is None or not _same(self._outlined[0], state):
            changed = changed_entries(self.saved, self.files, names)
            named = [*self._known().named, *([self._lent_entry()] if self.lends else ())]
            found = tuple(marked(named, changed, self.judgement))
            self._outlined = state, found
        return self._outlined[1]

    def search(self, said: str) -> tuple[Entry, ...]:
        """List the entries that have all of some words, those with the very words first."""
        return self._searching().found(self.outline(), said)

    def found_row(self, entry: Entry, said: str) -> str:
        """Return the id of the row of an entry's form that has some words; empty if none has."""
        path = self._searching().line(entry, said)
        if path is None:
            return ""
        at = entry.address.under(*path)
        own = (field.id for field in self.form(entry).fields if field.address == at)
        return next(own, "/".join([entry.key, *map(str, path)]))

    def _searching(self) -> Searched:
        if self._searched is None or self._searched.files is not self.files:
            self._searched = Searched(self.files)
        return self._searched

    def entry(self, key: str) -> Entry | None:
        """Return the entry with a key, such as `question:afraid`; None if there is none."""
        return next((one for one in self.outline() if one.key == key), None)

    def changes(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """List what is not saved as it is, and what was saved and is gone."""
        names = self.changed
        keys = changed_entries(self.saved, self.files, names)
        was = changed_entries(self.files, self.saved, names)
        there = {one.key for one in self.outline()}
        before = Known(
            outline(self.saved), self.saved, self.words, help_kinds(self.saved, self.lent)
        )
        gone = tuple(one for one in before.named if one.key in was and one.key not in there)
        return tuple(one for one in self.outline() if one.key in keys), gone

    def changed_here(self) -> tuple[Entry, ...]:
        """List what is otherwise than when the sitting began, saved or not."""
        names = [name for name in self.files if self.files[name] != self.started.get(name)]
        keys = changed_entries(self.started, self.files, names)
        return tuple(one for one in self.outline() if one.key in keys)

    def in_draft(self) -> tuple[Entry, ...]:
        """List what the draft of an earlier sitting has, and what is saved has otherwise."""
        found = self.drafts.left(self.saved)
        files = {name: raw for name, raw in {**self.saved, **found}.items() if raw is not None}
        keys = changed_entries(self.saved, files, found)
        known = Known(outline(files), files, self.words, help_kinds(files, self.lent))
        return tuple(one for one in known.named if one.key in keys)

    def form(self, entry: Entry) -> EntryForm:
        """Return an entry as fields in words; what has no form is one RAW field, its file."""
        file, path = entry.address.file, entry.address.path
        faults = self.faults(entry)
        if entry.kind is EntryKind.LENT:
            return EntryForm(entry, (self._taking(entry),))
        if entry.kind in AS_TEXT:
            return EntryForm(entry, (_raw(entry, self.files[file]),), faults=faults)
        made = drafted(entry, value_at(self.files[file], file, path), self._known())
        if not made.fields:  # it is not what its place asks for
            return EntryForm(entry, (_raw(entry, self.files[file]),), faults=faults)
        parts, adds, full = tuple(made.parts), tuple(made.adds), tuple(made.full)
        return EntryForm(entry, tuple(made.fields), parts, adds, full, faults)

    def faults(self, entry: Entry) -> tuple[Fault, ...]:
        """Return what is wrong with an entry: for a file at once, else by the last judgement."""
        if entry.kind is EntryKind.FILE:
            return self.faults_of(entry.address.file)
        faults = self.judgement.faults
        found = holders(self._known().entries, (fault.where for fault in faults))
        pairs = zip(found, faults, strict=True)
        return tuple(fault for held, fault in pairs if held and held.key == entry.key)

    def later(self, entry: Entry) -> tuple[LaterField, ...]:
        """Return what the program knows later of a number that the pack has as its own."""
        shipped = self._shipped_lines
        return tuple(later_fields(entry, self.files, shipped)) if shipped else ()

    @property
    def later_numbers(self) -> tuple[Entry, ...]:
        """The numbers of which the program knows something later."""
        return tuple(one for one in self.outline() if self.later(one))

    @cached_property
    def _shipped_lines(self) -> ShippedLines | None:
        """The numbers of the program, in the language of the pack; None if they have faults."""
        with suppress(FaultyPackError):
            return ShippedLines(self.lent, self.language)
        return None

    def offers(self, made: Field) -> tuple[Offer, ...]:
        """Return the values that a field can take, each with its words."""
        return self._known().offers(made.of)

    def _known(self) -> Known:
        """Return what has a name, read once for the files as they are."""
        if self._names is None or self._names.files is not self.files:
            kinds = help_kinds(self.files, self.lent)
            self._names = Known(outline(self.files), self.files, self.words, kinds)
        return self._names

    def _lent_entry(self) -> Entry:
        """Return the entry that stands for the numbers of the program."""
        held = [one for name, raw in self.lent.items() for one in entries(name, raw)]
        n = sum(one.kind is EntryKind.HELPLINE for one in held)
        countries = sum(one.kind is EntryKind.COUNTRY for one in held)
        title = self.words("edit.lent", n=n, countries=countries)
        return Entry(EntryKind.LENT, EntryKind.LENT, title, Address(""))

    def _taking(self, entry: Entry) -> Field:
        """Return the field by which a pack takes the numbers of the program as its own."""
        said = self.words("edit.lent-how")
        return Field(f"{entry.key}/lent", Address(""), "lent", FieldKind.LENT, "", said)

    def text(self, file: str) -> str:
        """Return a file as text, with a sign for each byte that is none."""
        return self.files[file].decode("utf-8-sig", errors="replace")

    def faults_of(self, file: str) -> tuple[Fault, ...]:
        """Return what cannot be read in a file, at once."""
        return tuple(parse(self.files[file], file).faults)


def _same(one: OutlineState, other: OutlineState) -> bool:
    """Return whether nothing changed that an outline shows."""
    was, now = one[1], other[1]
    judged = was is now or (was.faults == now.faults and was.unsigned == now.unsigned)
    return one[0] == other[0] and judged and one[2] == other[2]


def _raw(entry: Entry, raw: bytes) -> Field:
    said = raw.decode("utf-8-sig", errors="replace")
    return Field(f"{entry.key}/", Address(entry.address.file), "raw", FieldKind.RAW, said)
