"""Check standard input and output before the check starts: its text must not be stored."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from io import UnsupportedOperation
from typing import TextIO

from tree.fault import UnusableError


def streams() -> tuple[TextIO, TextIO]:
    """Return the streams to read and to write; raises UnusableError.

    A file or a disk is refused as output, since questions and answers would stay there. A pipe is
    allowed: a screen reader or another program may be at its other end.
    """
    if sys.stdin is None:
        raise UnusableError("no-input")
    if sys.stdout is None:
        raise UnusableError("nowhere-to-say")
    if _stays(sys.stdout):
        raise UnusableError("output-stays")
    return sys.stdin, sys.stdout


def _stays(write: TextIO) -> bool:
    """Return whether the stream writes to a disk."""
    try:
        kind = os.fstat(write.fileno()).st_mode
    except UnsupportedOperation:  # an in-memory stream
        return False
    return stat.S_ISREG(kind) or stat.S_ISBLK(kind)


def let_go(stream: TextIO) -> None:
    """Redirect a stream to /dev/null, so that its buffer is dropped without an error."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
