"""What a save that was killed has left: staged files, taken away once no text is in them alone."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from editor.keeping.locks import is_held
from tree.pack.files import read_file

STAGED = re.compile(r"\.[0-9a-f]{16}\.new")
"""How a staged file is called."""


def swept(folders: Iterable[Path], known: Collection[bytes]) -> tuple[str, ...]:
    """Take away what was left behind; returns the names of files whose text is not `known`.

    These stay. A file that was not written to its end is known by how it begins.
    """
    return tuple(path.name for folder in folders for path in dead(folder) if _stays(path, known))


def dead(folder: Path) -> Iterator[Path]:
    """Yield what this user staged in a folder, and what no process that is still there holds."""
    with suppress(OSError):
        found = sorted(path for path in folder.iterdir() if STAGED.fullmatch(path.name))
        yield from (path for path in found if _is_ours(path) and not is_held(path))


def _is_ours(path: Path) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()


def _stays(path: Path, known: Collection[bytes]) -> bool:
    """Take a file away if its text stands elsewhere; returns whether it does not."""
    try:
        raw = read_file(path)
        if any(text.startswith(raw) for text in known):
            path.unlink()
            return False
    except OSError:
        return False
    return True
