"""Write a small text to a new file that only its owner can read, or leave nothing behind."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
OWNER_ONLY = 0o600
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH

REASONS = {
    errno.EEXIST: "exists",
    errno.ELOOP: "exists",
    errno.ENOENT: "folder",
    errno.ENOTDIR: "folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
}
"""The last part of the key of the sentence for an error; any other is `refused`."""


class NotWrittenError(Exception):
    """Nothing was written; `reason` is the last part of the key of the sentence that says why."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def write_new(path: Path, text: str) -> None:
    """Write a file that was not there before; raises NotWrittenError, and then there is none."""
    with _explained(), _folder(path) as folder, ExitStack() as undo:
        file = os.open(path.name, NEW, OWNER_ONLY, dir_fd=folder)
        undo.callback(os.unlink, path.name, dir_fd=folder)
        try:
            _fill(file, text.encode())
        finally:
            with suppress(OSError):
                os.close(file)
        undo.pop_all()


def refuse_taken(path: Path) -> None:
    """Raise NotWrittenError if a new file of this name could not be made now."""
    with _explained(), _folder(path) as folder:
        if not os.access(".", os.W_OK | os.X_OK, dir_fd=folder):
            raise NotWrittenError("refused")
        with suppress(FileNotFoundError):
            os.stat(path.name, dir_fd=folder, follow_symlinks=False)
            raise NotWrittenError("exists")


@contextmanager
def _explained() -> Iterator[None]:
    """Turn an error of the system into its reason."""
    try:
        yield
    except OSError as error:
        raise NotWrittenError(REASONS.get(error.errno or 0, "refused")) from error


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    """Open the folder of a path; raises NotWrittenError if others could swap what is in it."""
    folder = os.open(path.parent, FOLDER)
    try:
        mode = os.fstat(folder).st_mode
        if mode & OTHERS_WRITE and not mode & stat.S_ISVTX:
            raise NotWrittenError("shared")
        yield folder
    finally:
        os.close(folder)


def _fill(file: int, text: bytes) -> None:
    """Write all of a text, and wait until the disk has it."""
    while text:
        text = text[os.write(file, text) :]
    os.fsync(file)
