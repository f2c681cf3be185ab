"""What numbers to call say in other languages: phrase by phrase, beside the texts of the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from editor.files.edits import insert
from editor.files.putting import put
from editor.values import LINES, OWN_LINES, Translated
from tree.fault import FaultyPackError
from tree.languages.helpline_files import read_helplines
from tree.languages.spoken import FOLDER, Phrases, phrases, said

NUMBERS = "numbers"
"""The path of a phrase begins so, where those of texts begin with a section of the pack."""
SAYS = "says"


def phrase_file(files: Mapping[str, bytes], language: str) -> str:
    """Return the file with what the numbers of a pack say in a language; empty if there is none."""
    names = (f"{under}{FOLDER}{language}.yaml" for under in (OWN_LINES, LINES))
    return next((name for name in names if name in files), "")


def phrase_pairs(files: Mapping[str, bytes], language: str) -> Iterator[Translated]:
    """Yield each phrase of the numbers beside its translation; none where they cannot be read."""
    file = phrase_file(files, language)
    if not file:
        return
    under = file.removesuffix(f"{FOLDER}{language}.yaml")
    tables = {n.removeprefix(under): raw for n, raw in files.items() if n.startswith(under)}
    try:
        known, lines = phrases(files[file], file), read_helplines(tables)
    except FaultyPackError:
        return
    for text in dict.fromkeys(said(lines)):
        yield _pair(language, text, known)


def _pair(language: str, text: str, known: Phrases) -> Translated:
    says = known.says.get(text) or (text if text in known.keep else "")
    return Translated(language, (NUMBERS, text), text, says, "" if says else "missing")


def with_phrase(files: Mapping[str, bytes], language: str, text: str, says: str) -> bytes:
    """Return the file of phrases with one of them said anew; raises as edits do."""
    file = phrase_file(files, language)
    known = phrases(files[file], file)
    if text in known.says:
        return put(files[file], file, (SAYS, text), says)
    return insert(files[file], file, (SAYS, text), says, sorted({*known.says, text}))
