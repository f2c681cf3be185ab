"""Languages of a pack that nobody is offered, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tree.checking.checked import LANGUAGES, Checked
from tree.checking.everything import read_lines, read_spoken
from tree.fault import FaultyPackError, UnusableError


def held_back(checked: Checked, words: Path, helplines: Path) -> Iterator[UnusableError]:
    """Find translations with faults, and languages without words for screens or helplines."""
    for language in checked.pack.languages if checked.pack else ():
        file = f"{LANGUAGES}{language}.yaml"
        n = sum(fault.where.file == file for fault in checked.faults)
        if n:
            yield UnusableError("language-faulty", name=language, n=str(n))
        elif not _is_spoken(words / language, helplines):
            yield UnusableError("language-unspoken", name=language)


def _is_spoken(words: Path, helplines: Path) -> bool:
    """Return whether screens and helplines have all their words in the language of a folder."""
    try:
        read_spoken(words)
        read_lines(helplines, None, words.name)
    except FaultyPackError:
        return False
    return True
