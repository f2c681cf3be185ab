"""The draft of a pack: unsaved work, kept in a hidden folder that nothing else reads.

It is written after each change, so a crash loses nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from editor.keeping.leftovers import dead
from editor.keeping.whole_file import put_whole
from editor.values import FileBytes

FOLDER, NAME = ".draft", "desk.json"
WAITING = re.compile(r"desk\.\d+\.json")
"""How an earlier draft is called that waits."""
FoundDraft = dict[str, Mapping[str, str | None]]
"""A draft as it was read."""
BYTES = "latin-1"
"""Carries every byte of a file as one sign."""


class DraftFile:
    """The draft in a folder: `found` is one of an earlier sitting, until it is settled."""

    def __init__(self, folder: Path) -> None:
        """Look for drafts: the last one, and older ones that wait, the newest first."""
        self._file = self._from = folder / FOLDER / NAME
        _win_back(self._file)
        self._waiting = [self._file, *sorted(_aside(self._file), key=_written, reverse=True)]
        self._taken: Path | None = None
        self.found: FoundDraft = {}
        self.day = ""
        self.is_kept = True
        """Whether the last change could be written."""
        self.waits = False
        """Whether one that was not settled waits for the next start."""

    def look(self, saved: FileBytes) -> None:
        """Find the next draft that has something which is not saved."""
        self.found = {}
        while self._waiting and not self.left(saved):
            self._from = self._waiting.pop(0)
            self.found, self.day = _read(self._from), _day(self._from)

    def take(self) -> dict[str, bytes | None]:
        """Return the files of the found draft, which goes once the next one is written."""
        files, self._taken, self.found = self.files(), self._from, {}
        return files

    def throw_away(self) -> None:
        """Delete the found draft; raises OSError if it cannot be."""
        self.found = {}
        self._remove(self._from)

    def keep(self, saved: FileBytes, files: FileBytes) -> None:
        """Write what differs from what is saved; an earlier draft that waits is moved aside."""
        changed = [n for n in dict.fromkeys([*saved, *files]) if saved.get(n) != files.get(n)]
        data = {
            "base": {name: _mark(saved.get(name)) for name in changed},
            "files": {name: _text(files.get(name)) for name in changed},
        }
        try:
            self._aside(saved)
            if changed:
                self._file.parent.mkdir(exist_ok=True)
                put_whole(json.dumps(data).encode(), self._file, keep=False)
            else:
                self.drop()
            if self._taken not in (None, self._file):
                self._remove(self._taken)
            self._taken, self.is_kept = None, True
        except OSError:
            self.is_kept = False

    def left(self, saved: FileBytes) -> dict[str, bytes | None]:
        """Return the files of the found draft that are not saved as it has them."""
        return {name: raw for name, raw in self.files().items() if raw != saved.get(name)}

    def _aside(self, saved: FileBytes) -> None:
        """Give an earlier draft that was neither taken nor dropped a name of its own."""
        if self.left(saved):
            self.waits = True
            if self._from == self._file:
                numbers = (self._file.with_suffix(f".{n}.json") for n in range(1, 1_000))
                self._file.replace(next(path for path in numbers if not path.exists()))
        self.found = {}

    def drop(self) -> None:
        """Remove the draft; raises OSError if it cannot be."""
        self._remove(self._file)

    def _remove(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        with suppress(OSError):  # there is an older one in it, or it was never made
            self._file.parent.rmdir()

    def files(self) -> dict[str, bytes | None]:
        """Return the files that the found draft changes; None for one that it deletes."""
        return {name: _bytes(text) for name, text in self.found.get("files", {}).items()}

    def outdated(self, saved: FileBytes) -> tuple[str, ...]:
        """Return the files of the found draft that somebody has changed since."""
        base, files = self.found.get("base", {}), self.files()
        return tuple(
            name
            for name in files
            if _mark(saved.get(name)) != base.get(name) and saved.get(name) != files[name]
        )


def _aside(file: Path) -> Iterator[Path]:
    """Yield earlier drafts that were neither taken nor thrown away."""
    with suppress(OSError):
        found = [path for path in file.parent.iterdir() if WAITING.fullmatch(path.name)]
        yield from (path for path in found if path.is_file())


def _win_back(file: Path) -> None:
    """Take what a killed process was about to write as the draft, if it is whole and newer."""
    for path in dead(file.parent):
        with suppress(OSError):  # it may only be read
            if _read(path) and (not file.exists() or _written(path) > _written(file)):
                path.replace(file)
            else:
                path.unlink()


def _written(file: Path) -> int:
    return file.stat().st_mtime_ns


def _read(file: Path) -> FoundDraft:
    """Return a draft; nothing if there is none, or if it is damaged."""
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    whole = isinstance(data, dict) and all(isinstance(data.get(k), dict) for k in ("base", "files"))
    return data if whole else {}


def _day(file: Path) -> str:
    """Return when a file was last written, by the clock of this place; empty text if never."""
    try:
        written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except OSError:
        return ""
    return written.strftime("%Y-%m-%d %H:%M")


def _mark(raw: bytes | None) -> str:
    return "" if raw is None else sha256(raw).hexdigest()


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode(BYTES)


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode(BYTES)
