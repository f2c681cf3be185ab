"""The words that commands put on paper, such as those of reviews, in languages beside English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tree.fault import Fault
from tree.languages.overlay import Overlay, dotted, mark, places
from tree.languages.spoken import overlays
from tree.pack.files import read_file

BASE, FOLDER = "en", "commands"
PAPER = ("review", "map", "decides")
"""Files whose words stand on what is printed; those of all other commands are English alone."""


def paper_files(words: Path) -> dict[str, bytes]:
    """Read the words for paper in the language of a folder, as they are written there."""
    files = {f"{FOLDER}/{name}.yaml": words / FOLDER / f"{name}.yaml" for name in PAPER}
    return {name: read_file(path) for name, path in files.items() if path.is_file()}


def paper_faults(words: Path) -> Iterator[Fault]:
    """Find what is missing, stale or faulty in a language that has words for paper."""
    for held in _held(words):
        yield from held.faults


def paper_in(words: Path) -> dict[str, str]:
    """Return the words for paper in a language; what is stale or faulty there is left out."""
    return {
        dotted(path): says
        for held in _held(words)
        for path, says in held.says.items()
        if says and held.marks[path] == mark(held.source[path])
        if places(says) == places(held.source[path])
    }


def _held(words: Path) -> list[Overlay]:
    """Check each file; none where the language has no words for paper, or they are the source."""
    own = paper_files(words) if words.name != BASE else {}
    return list(overlays(paper_files(words.parent / BASE), own, words.name).values()) if own else []
