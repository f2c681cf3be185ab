"""Where results of a command go: a file that was named, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path

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
    try:
        Path(name).write_bytes(raw)
    except OSError as error:
        raise UnusableError("unwritable", name=name) from error
