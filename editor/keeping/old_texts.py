"""Texts as they were, found by the mark that a translation keeps of its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from editor.keeping.git import versions
from editor.keeping.whole_file import KEPT
from editor.values import FileBytes
from tree.fault import UnusableError
from tree.languages.overlay import mark
from tree.pack.files import ENDING, read_file
from tree.pack.yaml_reader import Plain, parse

LOOKING = "looking"
"""Why a text is not known that was not looked for yet."""


class OldTexts:
    """Texts as they were: at the start of a sitting, in backups, as they were signed, and in git.

    Git is asked only for what is found nowhere else, and once; that may happen in a thread.
    """

    def __init__(self, folder: Path, files: FileBytes) -> None:
        """Keep the texts of some files, and of what was kept beside them."""
        self._folder, self._texts = folder, dict(old_texts(folder, files))
        self._wanted: set[str] = set()
        self._looked: set[str] = set()
        self.has_history = True

    def want(self, marks: Iterable[str]) -> None:
        """Note that the texts with these marks are wanted."""
        self._wanted |= set(marks)

    def look(self) -> None:
        """Look for all that is wanted and was not looked for yet."""
        wanted = self._wanted - self._texts.keys() - self._looked
        if not wanted:
            return
        try:
            self._texts |= _in_history(self._folder, wanted) if self.has_history else {}
        except UnusableError:
            self.has_history = False
        self._looked |= wanted

    def text(self, of: str) -> str:
        """Return the text with a mark; empty text if it was not found."""
        return self._texts.get(of, "")

    def why_lost(self, of: str) -> str:
        """Return why there is no text with a mark; empty text if there is one."""
        if of in self._texts:
            return ""
        if of not in self._looked:
            return LOOKING
        return "no-text" if self.has_history else "no-history"


def _in_history(folder: Path, wanted: set[str]) -> dict[str, str]:
    """Return the texts with these marks, as git has them; raises UnusableError."""
    found: dict[str, str] = {}
    for name, raw in versions(folder):
        if name.endswith(ENDING) and wanted - found.keys():
            texts = {mark(text): text for text in _texts(parse(raw, name).value)}
            found |= {of: text for of, text in texts.items() if of in wanted}
    return found


def old_texts(folder: Path, files: FileBytes) -> Mapping[str, str]:
    """Return all texts of some files, and of the files that were kept beside them, by mark."""
    found: dict[str, str] = {}
    for name, raw in [*_kept(folder, files), *files.items()]:
        found |= {mark(text): text for text in _texts(parse(raw, name).value)}
    return found


def _kept(folder: Path, files: FileBytes) -> Iterator[tuple[str, bytes]]:
    """Yield the old content of files, where it was kept."""
    for name in files:
        with suppress(OSError):
            yield name, read_file(folder / f"{name}{KEPT}")


def _texts(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inside:
        yield from _texts(part)
