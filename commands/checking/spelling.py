"""What `check --spelling` says: words that no dictionary has, as notes and never as faults."""

from __future__ import annotations

from collections.abc import Iterator

from commands.reports.sentences import sentence
from editor.spelling.spelling import misspelt
from screens.words import Words
from tree.checking.checked import Checked
from tree.checking.everything import languages_of
from tree.fault import UnusableError
from tree.pack.pack import Pack


def spelling_notes(checked: Checked, words: Words) -> Iterator[str]:
    """Yield a note for each word that no dictionary has, in each language of a pack."""
    for language in languages_of(checked):
        if checked.pack:
            yield from _in_language(checked.pack, language, words)


def _in_language(pack: Pack, language: str, words: Words) -> Iterator[str]:
    try:
        for one in misspelt(pack, language):
            at = one.where
            values = {"file": at.file, "line": str(at.line), "language": language}
            yield sentence(words, UnusableError(one.code, **one.values, **values))
    except UnusableError as error:
        yield sentence(words, error)
