"""Texts as they were, found by the mark that a translation keeps of its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from editor.keeping.whole_file import KEPT
from editor.values import FileBytes
from tree.languages.overlay import mark
from tree.pack.files import read_file
from tree.pack.yaml_reader import Plain, parse


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
