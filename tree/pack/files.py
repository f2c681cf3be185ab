"""The files of a pack folder: their bytes, by relative name."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tree.fault import Fault, FaultyPackError, Where
from tree.pack.yaml_reader import MOST_BYTES

ENDING = ".yaml"
MOST_FILES = 2_000
MISNAMED = re.compile(r"\.(yml|ya?ml\.txt|ya?ml)$", re.IGNORECASE)
"""Endings that editors and systems write instead of `.yaml`: these are reported, not skipped."""


def gather(folder: Path, without: str = "") -> dict[str, bytes]:
    """Read every YAML file under a folder, in name order; raises FaultyPackError.

    `without` is the name of a folder in it that is left alone.
    """
    if not os.path.isdir(folder):
        raise FaultyPackError((Fault("not-a-folder", Where(folder.name)),))
    found: dict[str, bytes] = {}
    faults: list[Fault] = []
    for path in _yaml_files(folder, without):
        name = path.relative_to(folder).as_posix()
        if path.suffix != ENDING:
            faults.append(Fault("wrong-ending", Where(name)))
            continue
        try:
            found[name] = read_file(path)
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else ""
            faults.append(Fault("unreadable-file", Where(name), {"why": why}))
    if faults:
        raise FaultyPackError(tuple(faults))
    return found


def _yaml_files(folder: Path, without: str) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        left = without if Path(root) == folder else ""
        folders[:] = sorted(name for name in folders if name != left and not name.startswith("."))
        found += [Path(root, name) for name in sorted(names) if _is_meant(name)]
        if len(found) > MOST_FILES:
            raise FaultyPackError((Fault("too-many-files", Where(folder.name)),))
    return found


def _is_meant(name: str) -> bool:
    """Return whether a name looks like a misnamed pack file; hidden files do not."""
    return not name.startswith(".") and bool(MISNAMED.search(name))


def read_file(path: Path) -> bytes:
    """Read a file, at most one byte more than MOST_BYTES; raises OSError."""
    if not path.is_file():
        path.stat()  # raises the reason, also for a loop of links
        raise FileNotFoundError(2, path.name)
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
