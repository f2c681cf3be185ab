"""Where results of a command go: a file that was named, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copymode

from tree.fault import UnusableError


def put(text: str, name: str) -> None:
    """Write a result to a file, or to standard output without a name; raises UnusableError."""
    if name in ("", "-"):
        sys.stdout.write(text)
    else:
        put_bytes(text.encode(), name)


def put_bytes(raw: bytes, name: str) -> None:
    """Write bytes to a file, or to standard output for `-`; raises UnusableError."""
    if name == "-":
        sys.stdout.buffer.write(raw)
        return
    path = Path(name)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device
            path.write_bytes(raw)
        else:
            _put_whole(raw, path.resolve())
    except OSError as error:
        raise UnusableError("unwritable", name=name) from error


def _put_whole(raw: bytes, path: Path) -> None:
    """Write a file whole or not at all: what was there stays where the disk is full."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(raw)
        if path.exists():
            copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
