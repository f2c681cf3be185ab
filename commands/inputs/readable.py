"""What the kiosk's own user could not read, where root looks at its settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.sandbox.confine import NOBODY

ROOT = Path(__file__).parent.parent
FOLDERS = ("commands", "content", "kiosk", "screens", "tree")


def program(root: Path = ROOT) -> Iterator[Path]:
    """List the files of the program, and this Python."""
    yield Path(sys.executable)
    yield root / "evenground.py"
    for folder in FOLDERS:
        yield from _files(root / folder)


def _files(place: Path) -> Iterator[Path]:
    return (path for path in place.rglob("*") if "__pycache__" not in path.parts)


def hidden(places: Iterable[Path]) -> list[Path]:
    """List which of these files, and of those in folders among them, a user without rights misses.

    Empty where we are not root: then each was read by whoever asks.
    """
    if os.geteuid() != 0:
        return []
    found = [path for place in places for path in (place, *_files(place))]
    needs = {path: os.R_OK | os.X_OK * path.is_dir() for path in found}
    before = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        return [path for path in found if not os.access(path, needs[path], effective_ids=True)]
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(before)
