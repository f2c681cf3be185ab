"""One editor at a time: a lock on the folder of a pack, which the system drops after a crash."""

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
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise UnusableError("edit-elsewhere", name=folder.name) from error
        except OSError:  # such as on a network drive
            return

    def release(self) -> None:
        """Let others edit."""
        with suppress(OSError):
            os.close(self._file)
