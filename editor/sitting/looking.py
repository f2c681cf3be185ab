"""Looking at a pack: its outline, forms in words, and what is wrong with words at once."""

from __future__ import annotations

from dataclasses import replace

from editor.files.spans import at_path, value_at
from editor.forms import drafted
from editor.judging.at_once import words_faults
from editor.naming import Known
from editor.outline import outline
from editor.shapes_of import FieldRule
from editor.sitting.state import DeskState
from editor.values import (
    Address,
    Entry,
    EntryForm,
    EntryKind,
    EntryMark,
    Field,
    FieldKind,
    FieldValue,
    Offer,
)
from tree.fault import Fault
from tree.pack.yaml_reader import parse


class DeskLooking(DeskState):
    """What a desk shows."""

    def outline(self) -> tuple[Entry, ...]:
        """List all that can be edited, in the order of the pack, each with its marks."""
        changed = set(self.changed)
        return tuple(self._marked(one, changed) for one in outline(self.files))

    def _marked(self, one: Entry, changed: set[str]) -> Entry:
        marks = {EntryMark.CHANGED} if one.address.file in changed else set()
        return replace(one, marks=frozenset(marks)) if marks else one

    def search(self, said: str) -> tuple[Entry, ...]:
        """List the entries whose id or title has all of some words, whatever their case."""
        parts = said.casefold().split()
        return tuple(
            one
            for one in self.outline()
            if all(part in f"{one.id} {one.title}".casefold() for part in parts)
        )

    def entry(self, key: str) -> Entry | None:
        """Return the entry with a key, such as `question:afraid`; None if there is none."""
        return next((one for one in self.outline() if one.key == key), None)

    def form(self, entry: Entry) -> EntryForm:
        """Return an entry as fields in words; a file that cannot be read is one RAW field."""
        if entry.kind is EntryKind.FILE:
            return EntryForm(entry, (_raw(entry, self.files[entry.address.file]),))
        value = value_at(self.files[entry.address.file], entry.address.file, entry.address.path)
        made = drafted(entry, value, self._known())
        return EntryForm(entry, tuple(made.fields), tuple(made.parts), tuple(made.adds))

    def offers(self, made: Field) -> tuple[Offer, ...]:
        """Return the values that a field can take, each with its words."""
        return self._known().offers(made.of)

    def _known(self) -> Known:
        return Known(outline(self.files), self.files, self.words)

    def text(self, file: str) -> str:
        """Return a file as text, with a sign for each byte that is none."""
        return self.files[file].decode("utf-8-sig", errors="replace")

    def faults_of(self, file: str) -> tuple[Fault, ...]:
        """Return what cannot be read in a file, at once."""
        return tuple(parse(self.files[file], file).faults)

    def faults_of_text(self, file: str, text: str) -> tuple[Fault, ...]:
        """Return what cannot be read in a text that may become a file."""
        return tuple(parse(text.encode(), file).faults)

    def words_at_once(self, made: Field, text: str, language: str = "") -> tuple[Fault, ...]:
        """Return what is wrong with words that are being typed, and are not set yet."""
        if made.kind is not FieldKind.TEXT:
            return ()
        known = language or self.language
        return words_faults(self.files, known, made.address, text, self._tags(made.address))

    def _tags(self, address: Address) -> list[str]:
        """Return the tags of the step and of the page that a text stands in."""
        found: list[str] = []
        value = parse(self.files[address.file], address.file).value
        for n in range(len(address.path)):
            inside = at_path(value, address.path[:n])
            tags = inside.get("tags") if isinstance(inside, dict) else None
            found += [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
        return found

    def says(self, made: Field, value: FieldValue) -> str:
        """Return in words what a field would say with a value that is not set yet."""
        return self._known().says(FieldRule(made.kind, made.of), value)


def _raw(entry: Entry, raw: bytes) -> Field:
    said = raw.decode("utf-8-sig", errors="replace")
    return Field(f"{entry.key}/", Address(entry.address.file), "raw", FieldKind.RAW, said)
