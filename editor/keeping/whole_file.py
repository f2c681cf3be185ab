"""Write a file as a whole, with its old content kept beside it: a crash leaves one or the other."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from shutil import copy2, copymode

KEPT = ".bak"


def put_whole(raw: bytes, path: Path, *, keep: bool) -> str:
    """Write a file atomically; returns the name of its backup. Raises OSError."""
    new = staged(raw, path)
    try:
        return in_place(new, path, keep=keep)
    finally:
        new.unlink(missing_ok=True)


def staged(raw: bytes, path: Path) -> Path:
    """Write the new content of a file under another name beside it; raises OSError.

    The mode is that of the file, if there is one.
    """
    new = _beside(path)
    try:
        with new.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            copymode(path, new)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    return new


def in_place(new: Path, path: Path, *, keep: bool) -> str:
    """Put a staged file in its place; returns the name of the backup. Raises OSError."""
    kept = path.with_name(path.name + KEPT)
    if keep:
        keep_copy(path, kept)
    new.replace(path)
    return str(kept) if keep else ""


def keep_copy(path: Path, kept: Path) -> None:
    """Copy a file and its mode to another name, atomically; raises OSError."""
    copy = _beside(path)
    try:
        copy2(path, copy)
        copy.replace(kept)
    finally:
        copy.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Return an unused name in the same folder that no pack would read."""
    return path.with_name(f".{secrets.token_hex(8)}.new")
