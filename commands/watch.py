"""`check --watch`: look again whenever a file of the pack was saved, until interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks: what is said on a save comes well within half of one."""

Times = dict[str, tuple[int, int]]


def watch(folders: Iterable[Path], look: Callable[[], object]) -> None:
    """Look at once and after each change, until interrupted."""
    seen = times(folders)
    with suppress(KeyboardInterrupt):
        look()
        while True:
            time.sleep(EVERY)
            now = times(folders)
            if now != seen:
                seen = now
                look()


def times(folders: Iterable[Path]) -> Times:
    """Note when each file was last written, and its size; one that vanishes is not there."""
    found: Times = {}
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                with suppress(OSError):
                    stat = Path(root, name).stat()
                    found[f"{root}/{name}"] = (stat.st_mtime_ns, stat.st_size)
    return found
