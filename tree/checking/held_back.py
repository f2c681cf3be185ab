"""Languages of a pack that nobody is offered, or not as a whole, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tree.checking.checked import Checked, language_of
from tree.checking.everything import (
    BASE,
    languages_of,
    phrase_file,
    read_lines,
    read_spoken,
    untranslated,
)
from tree.fault import FaultyPackError, UnusableError


def held_back(checked: Checked, words: Path, helplines: Path) -> Iterator[UnusableError]:
    """Find translations with faults, and languages with half of their words."""
    faulty = Counter(language_of(fault.where.file) for fault in checked.faults)
    for language in checked.pack.languages if checked.pack else ():
        if n := faulty[language]:
            yield UnusableError("language-faulty", name=language, n=str(n))
        elif not _is_whole(words / language, helplines):
            yield UnusableError("language-unspoken", name=language)


def borrowed(checked: Checked, words: Path, helplines: Path) -> Iterator[UnusableError]:
    """Find languages on offer in which the screens or the helplines have no words of their own."""
    held = {error.values["name"] for error in held_back(checked, words, helplines)}
    written = _written_in(checked, words, helplines)
    for language in languages_of(checked):
        if language in held:
            continue
        if not (words / language).is_dir():
            yield UnusableError("screens-borrowed", name=language)
        if language != written and not (helplines / phrase_file(language)).exists():
            yield UnusableError("helplines-as-written", name=language)


def _written_in(checked: Checked, words: Path, helplines: Path) -> str:
    """Return the language in which helplines are written: a pack's own are in that of the pack."""
    shipped = helplines.parent == words.parent
    own = checked.pack.head.shape.language if checked.pack and checked.pack.head else BASE
    return BASE if shipped else own


def without_rules(checked: Checked) -> Iterator[UnusableError]:
    """Find languages of which no rules hold the words."""
    for language in languages_of(checked):
        if checked.pack and language not in checked.pack.wording:
            yield UnusableError("no-wording", name=language)


def own_as_written(checked: Checked, own: Path, helplines: Path) -> Iterator[UnusableError]:
    """Find languages on offer in which lines of a host's own are not said, or not all."""
    for language in languages_of(checked):
        with suppress(FaultyPackError):
            texts = untranslated(helplines, own, language) if language != BASE else []
            if texts:
                values = {"name": own.name, "language": language, "texts": ", ".join(texts)}
                yield UnusableError("lines-as-written", **values)


def _is_whole(words: Path, helplines: Path) -> bool:
    """Return whether what there is of a language for screens and helplines is all there."""
    try:
        if words.is_dir():
            read_spoken(words)
        read_lines(helplines, None, words.name)
    except FaultyPackError:
        return False
    return True
