"""Standard input and output, looked at before anything is said: what is said must not stay."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from io import UnsupportedOperation
from typing import TextIO

from tree.fault import UnusableError


def streams() -> tuple[TextIO, TextIO]:
    """Return where lines come from and where they go; raises UnusableError.

    A file or a disk is refused as output, since questions and answers would stay there. A pipe is
    taken: a screen reader or another program may be at its other end.
    """
    if sys.stdin is None:
        raise UnusableError("no-input")
    if sys.stdout is None:
        raise UnusableError("nowhere-to-say")
    if _stays(sys.stdout):
        raise UnusableError("output-stays")
    return sys.stdin, sys.stdout


def _stays(write: TextIO) -> bool:
    """Say whether what is written there is kept on a disk."""
    try:
        kind = os.fstat(write.fileno()).st_mode
    except UnsupportedOperation:  # it lives in memory alone
        return False
    return stat.S_ISREG(kind) or stat.S_ISBLK(kind)


def let_go(stream: TextIO) -> None:
    """Point a stream at nothing, so that what it still holds is dropped without complaint."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
