"""The desk: one sitting with a pack. Everything that an editor does, without a screen.

Open it with `open_desk`. What is shown comes as immutable values (`editor/values.py`); every edit
goes through a verb here, is one step of undo, and is written into the draft. A verb that refuses
raises UnusableError, whose sentence is in `content/words/en/commands/edit.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from pathlib import PurePosixPath

from editor.adding import with_entry, with_part
from editor.deleting import users, without_it
from editor.files.edits import delete, insert, move
from editor.files.meaning import EditRefusedError
from editor.files.putting import put
from editor.files.spans import DamagedFileError, at_path, value_at
from editor.forms import drafted
from editor.history import Bytes, EditStep, History, file_step
from editor.judging.at_once import words_faults
from editor.judging.judge import Judge
from editor.names_used import NameRole, spots_in
from editor.naming import Known
from editor.outline import HEAD_FILE, LINES, outline
from editor.renaming import SPACES, renamed_files
from editor.setting import as_written
from editor.shapes_of import FieldRule
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
    NameUse,
    Offer,
    Outlook,
    Standstill,
)
from screens.words import Words
from tree.checking.everything import BASE
from tree.fault import Fault, UnusableError
from tree.pack.files import gather
from tree.pack.yaml_reader import parse


@dataclass(frozen=True, slots=True)
class DeskPlaces:
    """Where a pack is, and what stands beside it: helplines, and the words of the screens.

    `shared` is True if the helplines belong to the program and are edited with this pack.
    """

    folder: FilePath
    helplines: FilePath
    words: FilePath
    shared: bool = False


def open_desk(places: DeskPlaces, words: Words) -> PackDesk:
    """Open a pack for editing; raises UnusableError or FaultyPackError.

    `words` are those of commands: conditions and refusals are said with them.
    """
    files = gather(places.folder)
    if places.shared:
        files |= {LINES + name: raw for name, raw in gather(places.helplines).items()}
    judge = Judge(places.words, places.helplines)
    return PackDesk(places, words, saved=dict(files), files=files, judge=judge)


@dataclass(slots=True)
class PackDesk:
    """One sitting: files as they were saved and as they are, and all that was done.

    `revision` rises with each change. `judgement` is the last verdict that is known.
    """

    places: DeskPlaces
    words: Words
    saved: dict[str, bytes]
    files: dict[str, bytes]
    judge: Judge
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

    @property
    def language(self) -> str:
        """The language in which the pack is written."""
        value = parse(self.files.get(HEAD_FILE, b""), HEAD_FILE).value
        found = value.get("language") if isinstance(value, dict) else None
        return found if isinstance(found, str) else BASE

    # editing

    def set(self, made: Field, value: FieldValue, *, merge: bool = False) -> None:
        """Write a field; empty, it is taken out where it may be. Raises UnusableError.

        `merge` makes it part of the last step if that edited the same field.
        """
        file, path = made.address.file, made.address.path
        raw = self.files[file]
        if made.kind is FieldKind.NAME:
            self._name(made, str(value))
            return
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

    def add(self, template: str, address: Address, entry: Entry) -> str:
        """Add a part that an entry's form offers in `adds`; returns the id of the new part.

        Raises UnusableError.
        """
        order = next((f.order for f in self.form(entry).fields if _beside(f, address)), ())
        raw = self.files[address.file]
        try:
            new, at = with_part(raw, template, address, order)
        except (DamagedFileError, EditRefusedError, LookupError) as error:
            raise UnusableError("edit-refused", name=address.file) from error
        self._change({address.file: new}, entry.key)
        return next(part.id for part in self.form(entry).parts if part.address == at)

    def add_entry(self, kind: EntryKind, after: Entry | None = None) -> str:
        """Add a new entry, after another of its kind or last; returns its key.

        A question or fork is put into the way on from the one before it. Raises UnusableError.
        """
        try:
            files, id_ = with_entry(self.files, self.outline(), kind, after)
        except (DamagedFileError, EditRefusedError, LookupError) as error:
            raise UnusableError("edit-add-where") from error
        self._change(files, f"{kind}:{id_}")
        return f"{kind}:{id_}"

    def uses(self, address: Address) -> tuple[NameUse, ...]:
        """List what uses a thing, or a part of it, from elsewhere in the pack."""
        found = outline(self.files)
        return tuple(self._use(one.address, found) for one in users(self.files, address))

    def _about(self, address: Address) -> str:
        """Return the id of the part, or the key of the entry, at an address."""
        entry = self._use(address, outline(self.files)).entry
        if entry is None or entry.kind is EntryKind.FILE:
            return entry.key if entry else ""
        parts = self.form(entry).parts
        return next((part.id for part in parts if part.address == address), entry.key)

    def _use(self, address: Address, entries: tuple[Entry, ...]) -> NameUse:
        line = parse(self.files[address.file], address.file).where(address.path).line
        around = [one for one in entries if one.address.file == address.file]
        within = [
            one for one in around if address.path[: len(one.address.path)] == one.address.path
        ]
        return NameUse(address, line, max(within, key=lambda one: one.line, default=None))

    def delete(self, address: Address, *, anyway: bool = False) -> tuple[NameUse, ...]:
        """Delete a thing and its translations, unless it is used: then nothing is done.

        Returns the uses. With `anyway` it goes all the same, and each use becomes a fault. Raises
        UnusableError.
        """
        used, about = () if anyway else self.uses(address), self._about(address)
        if not used:
            try:
                files = without_it(self.files, address)
            except (DamagedFileError, EditRefusedError, LookupError) as error:
                raise UnusableError("edit-refused", name=address.file) from error
            self._change(files, about)
        return used

    def rename(self, kind: EntryKind | str, old: str, new: str) -> int:
        """Rename an entry, or `option` as `question/option`; returns how many uses follow.

        Translations and signatures follow, too. Raises UnusableError.
        """
        space = SPACES[kind] if isinstance(kind, EntryKind) else kind
        if old.rsplit("/", 1)[-1] == new:
            return 0
        try:
            files, n = renamed_files(self.files, space, old, new)
        except (DamagedFileError, EditRefusedError) as error:
            raise UnusableError("edit-refused", name=old) from error
        self._change(files, f"{kind}:{new}")
        return n

    def move(self, address: Address, by: int) -> None:
        """Move an item or a key up or down, with its comments; raises UnusableError."""
        file, raw = address.file, self.files[address.file]
        self._edit(file, self._about(address), lambda: move(raw, file, address.path, by))

    def _name(self, made: Field, new: str) -> None:
        """Rename what a field names."""
        file = made.address.file
        known = (one for one in spots_in(file, self.files[file]) if one.role is NameRole.DEFINES)
        spot = next((one for one in known if one.address == made.address), None)
        if spot is None:
            raise UnusableError("edit-refused", name=file)
        self.rename(spot.kind, spot.name, new)

    def undo(self) -> str | None:
        """Undo the last step, also one before a save; returns what it was about, None if none."""
        return self._turn(self._history.undo(self.files))

    def redo(self) -> str | None:
        """Redo the step that was undone last; returns what it was about, None if none."""
        return self._turn(self._history.redo(self.files))

    # judging

    async def check(self) -> Judgement:
        """Return what is wrong with this revision, before anything is proved.

        A call about a newer revision ends older ones with CancelledError. Raises UnusableError if
        the process that proves fails.
        """
        self.judgement = await self.judge.checked(self.revision, self.files)
        return self.judgement

    async def prove(self) -> Judgement:
        """Return the verdict on this revision, each promise proved; raises as `check` does."""
        self.judgement = await self.judge.proved(self.revision, self.files)
        return self.judgement

    async def outlook(self) -> Outlook:
        """Return what saving this revision would do; raises as `check` does."""
        return await self.judge.outlook(self.revision, self.saved, self.files)

    async def close(self) -> None:
        """End the sitting: the draft stays, if there is one."""
        await self.judge.close()

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


def _beside(made: Field, address: Address) -> bool:
    """Return whether a field stands in the same mapping as an address."""
    return made.address.file == address.file and made.address.path[:-1] == address.path[:-1]


def _raw(entry: Entry, raw: bytes) -> Field:
    said = raw.decode("utf-8-sig", errors="replace")
    return Field(f"{entry.key}/", Address(entry.address.file), "raw", FieldKind.RAW, said)
