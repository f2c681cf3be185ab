"""Editing a pack: each verb is one step of undo, and refuses with UnusableError."""

from __future__ import annotations

from editor.adding import with_entry, with_part
from editor.deleting import users, without_it
from editor.files.edits import delete, insert, move
from editor.files.meaning import EditRefusedError
from editor.files.putting import put
from editor.files.spans import DamagedFileError, value_at
from editor.names_used import NameRole, NameSpot, renamed_spot, spots, spots_in
from editor.outline import outline
from editor.renaming import SPACES, refuse_name, renamed_files
from editor.setting import as_before, as_written
from editor.shapes_of import PAGES
from editor.sitting.fresh_names import named_after
from editor.sitting.looking import DeskLooking
from editor.values import Address, Entry, EntryKind, Field, FieldKind, FieldValue, NameUse
from tree.fault import UnusableError
from tree.pack.yaml_reader import parse


class DeskEditing(DeskLooking):
    """What changes a pack."""

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
            self._change({file: as_before(raw, str(value))}, made.id, merge=merge)
            return
        new = as_written(made, value)
        if new is None and not made.is_written:
            return
        if made.is_written and isinstance(new, list) and len(new) == 1 and made.of != PAGES:
            old = value_at(raw, file, path)
            new = new[0] if isinstance(old, str) else new
        if new is None:
            self._edit(file, made.id, lambda: delete(raw, file, path), merge=merge)
        elif made.is_written:
            self._edit(file, made.id, lambda: put(raw, file, path, new), merge=merge)
        else:
            self._edit(file, made.id, lambda: insert(raw, file, path, new, made.order), merge=merge)

    def write(self, made: Field, text: str) -> str:
        """Write a text as `set` does; what was never saved takes its name from its words.

        Returns the key of the entry that it stands in. Raises UnusableError.
        """
        named = named_after(self.files, self.saved, made, text)
        self.set(made, text)
        if named:
            spot, new = named
            self._change(
                renamed_files(self.files, spot.kind, spot.name, new)[0], made.id, merge=True
            )
        return self._entry_key(made, named)

    def _entry_key(self, made: Field, named: tuple[NameSpot, str] | None) -> str:
        """Return the key of the entry of a field, which has a new name if it was named itself."""
        key = made.id.partition("/")[0]
        kind, _, id_ = key.partition(":")
        return f"{kind}:{named[1]}" if named and named[0].name == id_ else key

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

    def rename(self, kind: EntryKind | str, old: str, new: str, part: str = "") -> int:
        """Rename an entry, or `option` as `question/option`; returns how many uses follow.

        Translations and signatures follow, too. `part` is what the step is about, if it is a part
        of an entry. Raises UnusableError.
        """
        space = SPACES[kind] if isinstance(kind, EntryKind) else kind
        if old.rsplit("/", 1)[-1] == new:
            return 0
        try:
            files, n = renamed_files(self.files, space, old, new)
        except (DamagedFileError, EditRefusedError) as error:
            raise UnusableError("edit-refused", name=old) from error
        holder, whole = part.rpartition("/")[0], part.partition(":")[0] or kind
        self._change(files, f"{holder}/{new}" if holder else f"{whole}:{new}")
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
        if len(self._given(spot)) == 1:
            self.rename(spot.kind, spot.name, new, self._about(above(made.address)))
            return
        refuse_name(self.files, spot.kind, spot.name, new)
        raw = self.files[file]
        self._edit(file, made.id, lambda: put(raw, file, made.address.path, new))

    def _given(self, spot: NameSpot) -> list[NameSpot]:
        """List where a name is given: more than once, uses mean the first, which keeps them."""
        given = (one for one in spots(self.files) if one.role is NameRole.DEFINES)
        return [one for one in given if one.fits(spot.kind, spot.name)]

    def is_taken(self, address: Address, new: str) -> bool:
        """Return whether the thing at an address cannot have a name, as another one has it."""
        given = spots_in(address.file, self.files[address.file])
        places = (address, address.under("id"))
        found = (one for one in given if one.role is NameRole.DEFINES and one.address in places)
        spot = next(found, None)
        return spot is not None and bool(self._given(renamed_spot(spot, new)))

    @property
    def last_step(self) -> str | None:
        """What the step is about that would be undone; None if there is none."""
        return self._history.last

    @property
    def undone_step(self) -> str | None:
        """What the step is about that would be done again; None if there is none."""
        return self._history.undone

    def undo(self) -> str | None:
        """Undo the last step, also one before a save; returns what it was about, None if none."""
        return self._turn(self._history.undo(self.files))

    def redo(self) -> str | None:
        """Redo the step that was undone last; returns what it was about, None if none."""
        return self._turn(self._history.redo(self.files))


def above(address: Address) -> Address:
    """Return the address of what a field belongs to."""
    return Address(address.file, address.path[:-1])


def _beside(made: Field, address: Address) -> bool:
    """Return whether a field stands in the same mapping as an address."""
    return made.address.file == address.file and made.address.path[:-1] == address.path[:-1]
