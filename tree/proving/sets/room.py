"""Room for diagrams: whether this process may take as much as their library asks for at once."""

from __future__ import annotations

import os
import resource
from pathlib import Path

from tree.fault import UnusableError

NEEDED = 1400 << 20
"""Bytes of addresses: most of them the library reserves for MOST_NODES, or it ends the process."""


def refuse_little_room() -> None:
    """Raise UnusableError where a limit on addresses (`ulimit -v`) leaves too few of them."""
    most = resource.getrlimit(resource.RLIMIT_AS)[0]
    if most != resource.RLIM_INFINITY and most - _taken() < NEEDED:
        raise UnusableError("little-room", n=str(most >> 10))


def _taken() -> int:
    """Return the bytes of addresses that this process has; none where that cannot be read."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="utf-8").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
