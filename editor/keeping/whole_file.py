"""Write a file as a whole, with its old content kept beside it: a crash leaves one or the other."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from shutil import copymode, copystat

from editor.keeping.locks import hold

KEPT = ".bak"


class StagedFile:
    """The new content of a file, beside it under another name, which is locked meanwhile.

    So another process can tell whether the one that staged it is still there.
    """

    def __init__(self, raw: bytes, path: Path) -> None:
        """Write it, with the mode of the file, if there is one; raises OSError."""
        self._path, self.new = path, _beside(path)
        self._file = self.new.open("xb", buffering=0)
        try:
            hold(self._file.fileno())
            self._write(memoryview(raw))
            if path.exists():
                copymode(path, self.new)
        except OSError:
            self.drop()
            raise

    def _write(self, raw: memoryview) -> None:
        while raw:
            raw = raw[self._file.write(raw) :]
        os.fsync(self._file.fileno())

    def put(self, *, keep: bool) -> str:
        """Put it in the place of the file; returns the name of the backup. Raises OSError."""
        kept = self._path.with_name(self._path.name + KEPT)
        if keep:
            keep_copy(self._path, kept)
        self.new.replace(self._path)
        return str(kept) if keep else ""

    def drop(self) -> None:
        """Take it away, unless it was put in its place."""
        self.new.unlink(missing_ok=True)
        self._file.close()


def put_whole(raw: bytes, path: Path, *, keep: bool) -> str:
    """Write a file atomically; returns the name of its backup. Raises OSError."""
    staged = StagedFile(raw, path)
    try:
        return staged.put(keep=keep)
    finally:
        staged.drop()


def keep_copy(path: Path, kept: Path) -> None:
    """Copy a file and its mode to another name, atomically; raises OSError."""
    copy = StagedFile(path.read_bytes(), kept)
    try:
        copystat(path, copy.new)
        copy.put(keep=False)
    finally:
        copy.drop()


def _beside(path: Path) -> Path:
    """Return an unused name in the same folder that no pack would read."""
    return path.with_name(f".{secrets.token_hex(8)}.new")
