"""Look again at each change of some files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

EVERY = 0.05
"""Seconds between two polls: a save is reported within half a second."""

ChangeTimes = dict[str, tuple[int, int]]


def watch(folders: Iterable[Path], look: Callable[[], object]) -> None:
    """Call `look` at once and after each change, until interrupted."""
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
    """Return when each file was last written, and its size; files that vanish are left out."""
    found: ChangeTimes = {}
    for path in (path for folder in folders for path in _files(folder)):
        with suppress(OSError):
            stat = path.stat()
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder; a file yields itself."""
    if folder.is_file():
        yield folder
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in names)
