"""`check --watch`: look again whenever a file of the pack was saved, until interrupted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks: what is said on a save comes well within half of one."""

ChangeTimes = dict[str, tuple[int, int]]


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


def times(folders: Iterable[Path]) -> ChangeTimes:
    """Note when each file was last written, and its size; one that vanishes is not there."""
    found: ChangeTimes = {}
    for path in (path for folder in folders for path in _files(folder)):
        with suppress(OSError):
            stat = path.stat()
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """List the files in a folder; a file stands for itself."""
    if folder.is_file():
        yield folder
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in names)
