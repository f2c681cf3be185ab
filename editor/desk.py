"""The desk: one sitting with a pack. Everything that an editor does, without a screen.

Open it with `open_desk`. What is shown comes as immutable values (`editor/values.py`); every edit
goes through a verb here, is one step of undo, and is written into the draft. A verb that refuses
raises UnusableError, whose sentence is in `content/words/en/commands/edit.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from editor.files.edits import delete, insert, move
from editor.files.meaning import EditRefusedError
from editor.files.putting import put
from editor.files.spans import DamagedFileError, value_at
from editor.forms import drafted
from editor.history import Bytes, EditStep, History, file_step
from editor.naming import Known
from editor.outline import LINES, outline
from editor.setting import as_written
from editor.values import (
    Address,
    Entry,
    EntryForm,
    EntryKind,
    EntryMark,
    Field,
    FieldKind,
    FieldValue,
    Judgement,
    Offer,
    Standstill,
)
from screens.words import Words
from tree.checking.checked import check_pack
from tree.checking.proved import prove_pack
from tree.fault import Fault, UnusableError
from tree.pack.files import gather
from tree.pack.yaml_reader import parse


@dataclass(frozen=True, slots=True)
class DeskPlaces:
    """Where a pack is, and what stands beside it: helplines, and the words of the screens.

    `shared` is True if the helplines belong to the program and are edited with this pack.
    """

    folder: Path
    helplines: Path
    words: Path
    shared: bool = False


def open_desk(places: DeskPlaces, words: Words) -> PackDesk:
    """Open a pack for editing; raises UnusableError or FaultyPackError.

    `words` are those of commands: conditions and refusals are said with them.
    """
    files = gather(places.folder)
    if places.shared:
        files |= {LINES + name: raw for name, raw in gather(places.helplines).items()}
    return PackDesk(places, words, saved=dict(files), files=files)


@dataclass(slots=True)
class PackDesk:
    """One sitting: files as they were saved and as they are, and all that was done.

    `revision` rises with each change. `judgement` is the last verdict that is known.
    """

    places: DeskPlaces
    words: Words
    saved: dict[str, bytes]
    files: dict[str, bytes]
    revision: int = 0
    judgement: Judgement = field(default_factory=lambda: Judgement(-1, Standstill.OPEN))
    _history: History = field(default_factory=History)

    # looking

    @property
    def pack_files(self) -> dict[str, bytes]:
        """The files of the pack as they are now, without helplines that stand beside it."""
        return {name: raw for name, raw in self.files.items() if not name.startswith(LINES)}

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that differ from what is saved."""
        names = dict.fromkeys([*self.saved, *self.files])
        return tuple(name for name in names if self.saved.get(name) != self.files.get(name))

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

    # editing

    def set(self, made: Field, value: FieldValue, *, merge: bool = False) -> None:
        """Write a field; empty, it is taken out where it may be. Raises UnusableError.

        `merge` makes it part of the last step if that edited the same field.
        """
        file, path = made.address.file, made.address.path
        raw = self.files[file]
        if made.kind is FieldKind.RAW:
            self._change({file: str(value).encode()}, made.id, merge=merge)
            return
        new = as_written(made, value)
        if new is None and not made.is_written:
            return
        if new is None:
            self._edit(file, made.id, lambda: delete(raw, file, path), merge=merge)
        elif made.is_written:
            self._edit(file, made.id, lambda: put(raw, file, path, new), merge=merge)
        else:
            self._edit(file, made.id, lambda: insert(raw, file, path, new, made.order), merge=merge)

    def move(self, address: Address, by: int) -> None:
        """Move an item or a key up or down, with its comments; raises UnusableError."""
        file, raw = address.file, self.files[address.file]
        self._edit(file, str(address.path), lambda: move(raw, file, address.path, by))

    def remove(self, address: Address) -> None:
        """Delete what stands at an address, whatever uses it; raises UnusableError."""
        file, raw = address.file, self.files[address.file]
        self._edit(file, str(address.path), lambda: delete(raw, file, address.path))

    def undo(self) -> str | None:
        """Undo the last step, also one before a save; returns what it was about, None if none."""
        return self._turn(self._history.undo(self.files))

    def redo(self) -> str | None:
        """Redo the step that was undone last; returns what it was about, None if none."""
        return self._turn(self._history.redo(self.files))

    # judging

    async def prove(self) -> Judgement:
        """Return the verdict on this revision: faults, and each promise proved."""
        revision, proved = self.revision, prove_pack(check_pack(self.pack_files))
        state = Standstill.FAULTY if proved.faults else Standstill.KEPT
        self.judgement = Judgement(revision, state, proved.faults, proved=True)
        return self.judgement

    # how an edit is made

    def _edit(
        self, file: str, about: str, edit: Callable[[], bytes], *, merge: bool = False
    ) -> None:
        try:
            new = edit()
        except (DamagedFileError, EditRefusedError, LookupError) as error:
            raise UnusableError("edit-refused", name=file) from error
        self._change({file: new}, about, merge=merge)

    def _change(self, files: Bytes, about: str, *, merge: bool = False) -> None:
        """Take other files as one step."""
        steps = [
            file_step(name, self.files.get(name), raw)
            for name, raw in files.items()
            if self.files.get(name) != raw
        ]
        if steps:
            self._history.add(EditStep(tuple(steps), about), merge=merge)
            self._take(files)

    def _turn(self, turned: tuple[Bytes, str] | None) -> str | None:
        if turned is None:
            return None
        self._take(turned[0])
        return turned[1]

    def _take(self, files: Bytes) -> None:
        known: Bytes = {**self.files, **files}
        kept = {name: raw for name, raw in known.items() if raw is not None}
        self.files = dict(sorted(kept.items(), key=lambda pair: _place(pair[0])))
        self.revision += 1


def _place(name: str) -> tuple[tuple[str, ...], str]:
    """Return where a file stands among those of a folder: its own files come before folders."""
    path = PurePosixPath(name)
    return path.parts[:-1], path.name


def _raw(entry: Entry, raw: bytes) -> Field:
    said = raw.decode("utf-8-sig", errors="replace")
    return Field(f"{entry.key}/", Address(entry.address.file), "raw", FieldKind.RAW, said)
