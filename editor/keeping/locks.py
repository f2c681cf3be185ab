"""Locks that the system drops after a crash: one editor to a folder, and one process to a file."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from tree.fault import UnusableError


class FolderLock:
    """Holds a folder against other editors; where a file system knows no locks, nothing is held."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; raises UnusableError if another editor has it."""
        self._file = os.open(folder, os.O_RDONLY)
        try:
            hold(self._file)
        except BlockingIOError as error:
            os.close(self._file)
            raise UnusableError("edit-elsewhere", name=folder.name) from error

    def release(self) -> None:
        """Let others edit."""
        with suppress(OSError):
            os.close(self._file)


def hold(file: int) -> None:
    """Lock what is open, if its file system knows locks; raises BlockingIOError if it is held."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # such as on a network drive
        return


def is_held(path: Path) -> bool:
    """Return whether a file is held by a process, or may be: where there are no locks, it may."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(file)
    return False
