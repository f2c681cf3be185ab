"""Standard input and output, looked at before anything is said: what is said must not stay."""

from __future__ import annotations

import os
import stat
import sys
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
    kind = os.fstat(sys.stdout.fileno()).st_mode
    if stat.S_ISREG(kind) or stat.S_ISBLK(kind):
        raise UnusableError("output-stays")
    return sys.stdin, sys.stdout
