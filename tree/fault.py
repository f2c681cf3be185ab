"""A fault in a pack: a code, its place, and the values for its sentence."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from pathlib import Path

UNKNOWN = "\ufffd"
"""Stands for a character that must not be shown."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A position in a file of a pack; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return the file and the line, as in `pack.yaml:12`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One error in a pack; the sentence for its code is in content/."""

    code: str
    where: Where
    values: dict[str, str] = field(default_factory=dict)


def shown(name: str) -> str:
    """Return a name fit for one line of a terminal: without control or invisible characters.

    File names and command arguments may contain any character, and may come from anybody.
    """
    line = " ".join(name.splitlines())
    return "".join(s if s.isprintable() else " " if s.isspace() else UNKNOWN for s in line)


class FaultyPackError(Exception):
    """A pack or a helpline table cannot be used; holds all its faults."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Sort the faults by file and line."""
        super().__init__(len(faults))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.where))


class FaultyFileError(FaultyPackError):
    """A file named on the command line, such as one of answers, cannot be used."""


class UnusableError(Exception):
    """A command cannot be carried out: the code of its sentence, and the values to fill in."""

    def __init__(self, code: str, **values: str) -> None:
        """Keep the code and the values."""
        super().__init__(code)
        self.code = code
        self.values = values


FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""Error numbers of a disk, or a share of it, that takes no more."""


def not_read(name: str) -> UnusableError:
    """Return the error for a file that was named in a call and could not be read."""
    user = str(os.geteuid()) if hasattr(os, "geteuid") else ""
    if user and (folder := _closed_folder(name)):
        return UnusableError("folder-denied", name=name, folder=folder, user=user)
    if not os.path.lexists(name):
        return UnusableError("no-such-file", name=name)
    if user and os.path.exists(name) and not _may(name, os.R_OK):
        return UnusableError("file-denied", name=name, user=user, owner=str(os.stat(name).st_uid))
    if os.path.exists(name) and not os.path.isfile(name):
        return UnusableError("no-plain-file", name=name)
    return UnusableError("unreadable", name=name)


def refuse_no_plain_file(path: Path) -> None:
    """Raise UnusableError for a folder, and for what may never end, as a pipe or a device."""
    if path.exists() and not path.is_file():
        raise not_read(str(path))


def not_written(name: str, error: OSError) -> UnusableError:
    """Return the error for a file that could not be written, or not whole."""
    return UnusableError("disk-full" if error.errno in FULL else "unwritable", name=name)


def _closed_folder(name: str) -> str:
    """Return the outermost folder around a file that this user may not enter; or empty text."""
    folder = outer = os.path.dirname(os.path.abspath(name))
    around = [folder]
    while (outer := os.path.dirname(outer)) != around[-1]:
        around.append(outer)
    closed = (at for at in reversed(around) if os.path.isdir(at) and not _may(at, os.X_OK))
    return next(closed, "")


def _may(name: str, mode: int) -> bool:
    return os.access(name, mode, effective_ids=os.access in os.supports_effective_ids)
