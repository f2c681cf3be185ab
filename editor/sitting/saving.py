"""Saving a pack: never over what somebody else wrote, never half, never what breaks a promise."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from editor.keeping.leftovers import swept
from editor.keeping.whole_file import KEPT, StagedFile, keep_copy, put_whole
from editor.sitting.state import DeskState, read_files
from editor.values import LINES, Conflict, KeptDraft, Saved
from tree.fault import UnusableError
from tree.pack.files import read_file

EFFECTIVE = os.access in os.supports_effective_ids
DRAFT_STEP, THROWN_STEP = "draft", "thrown"
"""What a step is about that takes a draft, with its day, or throws away all that is not saved."""


class DeskSaving(DeskState):
    """What writes a pack, and keeps drafts."""

    @property
    def draft(self) -> KeptDraft | None:
        """The draft of an earlier sitting, until it is taken or dropped."""
        found = self.drafts
        files = found.left(self.saved)
        return KeptDraft(tuple(files), found.outdated(self.saved), found.day) if files else None

    def take_draft(self) -> None:
        """Go on with the draft of an earlier sitting; one step of undo takes it back."""
        files = self.drafts.take()
        self._change(files, f"{DRAFT_STEP}:{self.drafts.day}")

    def drop_draft(self) -> None:
        """Delete the draft of an earlier sitting; raises UnusableError if it cannot be."""
        try:
            self.drafts.throw_away()
        except OSError as error:
            raise _unwritten(error) from error

    def look_for_draft(self) -> None:
        """Look for a draft that is not settled, the newest first."""
        self.drafts.look(self.saved)

    def keep_draft(self) -> bool:
        """Write the draft once more; returns whether all that is not saved is kept in it."""
        self.drafts.keep(self.saved, self.files)
        return self.drafts.is_kept

    def throw_away(self) -> None:
        """Go back to what is saved, and delete the draft; undo brings the changes back."""
        self._change({name: self.saved.get(name) for name in self.changed}, THROWN_STEP)
        with suppress(OSError):
            self.drafts.drop()

    def sweep(self) -> None:
        """Take away what a killed save has left; `left_over` names what holds a text alone."""
        kept = (raw for raw in self.drafts.files().values() if raw is not None)
        folders = dict.fromkeys(self._path(name).parent for name in self.files)
        self.left_over = swept(folders, {*self.files.values(), *kept})

    def save(self) -> Saved | tuple[Conflict, ...]:
        """Write what was changed, each file whole, with its old content as `NAME.bak`.

        Returns the conflicts instead, and writes nothing, if somebody else has changed one of
        these files. Raises UnusableError if this revision is not proved or may not be served, if
        other files were changed beside (they are read; prove again), or if a file cannot be
        written: then nothing is lost, as the draft holds all.
        """
        if not self.changed:
            return Saved(())
        if self.judgement.revision != self.revision or not self.judgement.proved:
            raise UnusableError("edit-not-proved")
        if not self.judgement.servable:
            raise UnusableError("edit-not-servable")
        if conflicts := self.conflicts():
            return conflicts
        if self.refresh():
            raise UnusableError("edit-others-changed")
        return self._write(self.changed)

    def conflicts(self) -> tuple[Conflict, ...]:
        """List the changed files that somebody else has changed since they were read."""
        found = []
        for name in self.changed:
            theirs, was = self._on_disk(name), self.saved.get(name)
            ours = self.files.get(name)
            if theirs not in (was, ours):
                found.append(Conflict(name, was or b"", theirs or b"", ours or b""))
        return tuple(found)

    def take_theirs(self, file: str) -> None:
        """Settle a conflict with what the other wrote; undo brings ours back.

        What was written here is kept beside the file. Raises UnusableError if it cannot be.
        """
        theirs, ours = self._on_disk(file), self.files.get(file)
        if ours is not None:
            try:
                put_whole(ours, self._path(self.kept_ours(file)), keep=False)
            except OSError as error:
                raise _unwritten(error, file) from error
        self._set_saved(file, theirs)
        self._change({file: theirs}, f"file:{file}")

    def kept_ours(self, file: str) -> str:
        """Return the name under which what was written here is kept, where theirs is taken."""
        names = (f"{file}.yours{n}{KEPT}" for n in count(1))
        return next(one for one in names if not self._path(one).exists())

    def keep_ours(self, file: str) -> None:
        """Settle a conflict with what was written here; theirs is kept as `NAME.bak` on saving."""
        self._set_saved(file, self._on_disk(file))
        self.drafts.keep(self.saved, self.files)

    def refresh(self) -> tuple[str, ...]:
        """Read the files again that others changed and this sitting did not; returns their names.

        Raises FaultyPackError if the folder cannot be read.
        """
        disk, ours = read_files(self.places), set(self.changed)
        others = [
            name
            for name in dict.fromkeys([*disk, *self.saved])
            if name not in ours and disk.get(name) != self.saved.get(name)
        ]
        for name in others:
            self._set_saved(name, disk.get(name))
        if others:
            self._take({name: disk.get(name) for name in others})
        return tuple(others)

    def _set_saved(self, file: str, raw: bytes | None) -> None:
        if raw is None:
            self.saved.pop(file, None)
        else:
            self.saved[file] = raw

    def _on_disk(self, name: str) -> bytes | None:
        """Return a file as it is now; None if there is none. Raises UnusableError."""
        try:
            return read_file(self._path(name))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unwritten(error, name) from error

    def _path(self, name: str) -> Path:
        if name.startswith(LINES):
            return (self.places.helplines / name.removeprefix(LINES)).resolve()
        return (self.places.folder / name).resolve()

    def _write(self, names: tuple[str, ...]) -> Saved:
        """Stage all files, then put them in place: a full disk leaves every old file as it was."""
        new: dict[str, StagedFile] = {}
        name = ""
        try:
            for name in names:
                path = self._path(name)
                _refuse_read_only(path)
                if (raw := self.files.get(name)) is not None:
                    path.parent.mkdir(exist_ok=True)
                    new[name] = StagedFile(raw, path)
            for name in names:
                self._put(name, new.get(name))
        except OSError as error:
            raise _unwritten(error, name) from error
        finally:
            for staged in new.values():
                staged.drop()
        self.saved = dict(self.files)
        self.drafts.keep(self.saved, self.files)
        return Saved(names)

    def _put(self, name: str, new: StagedFile | None) -> None:
        """Put a staged file in its place, or take a deleted one away, with its copy kept."""
        path = self._path(name)
        if new is not None:
            new.put(keep=path.exists())
        elif path.exists():
            keep_copy(path, path.with_name(path.name + KEPT))
            path.unlink()


def _refuse_read_only(path: Path) -> None:
    """Raise PermissionError for a file that may only be read, though its folder may be changed."""
    if path.exists() and not os.access(path, os.W_OK, effective_ids=EFFECTIVE):
        raise PermissionError(errno.EACCES, "")


def _unwritten(error: OSError, name: str = "") -> UnusableError:
    """Return the error for a file that could not be written."""
    why = os.strerror(error.errno) if error.errno else ""
    return UnusableError("edit-unwritten", name=name, why=why)
