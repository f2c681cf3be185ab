"""Which words no dictionary has: hunspell is asked, where a machine has it.

The program reads the dictionaries that it comes with in a tenth of the time that a reader in Python
takes, and is kept up to date by every system.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator

from editor.spelling.dictionaries import dictionaries
from tree.fault import Fault, UnusableError
from tree.languages.texts import PlacedText, texts
from tree.pack.pack import Pack

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
PLACE = re.compile(r"\{[^{}]*\}")
UNKNOWN = "unknown-word"
PROGRAM = "hunspell"
PATIENCE = 60.0
"""Seconds until a program that has not answered is ended."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, each once; what is filled in is none."""
    found = WORD.findall(PLACE.sub(" ", text))
    return tuple(dict.fromkeys(word.replace("\u2019", "'") for word in found))


def unknown_words(words: Iterable[str], language: str) -> frozenset[str]:
    """Return the words that no dictionary of a language has; raises UnusableError if none is here.

    Nothing is read or written but the dictionaries: not the list of words that a person may have.
    """
    known = dictionaries(language)
    if not known:
        raise UnusableError("no-dictionary", name=language)
    said = tuple(words)
    told = _asked("\n".join(said), ",".join(map(str, known)))
    return frozenset(word for word in said if not told.isdisjoint((word, *word.split("'"))))


def _asked(said: str, known: str) -> set[str]:
    """Ask for words; returns those that are not known, or parts of them."""
    command = [PROGRAM, "-l", "-i", "utf-8", "-p", os.devnull, "-d", known]
    try:
        ran = subprocess.run(  # noqa: S603  (no shell; the names are those of files)
            command, input=said.encode(), capture_output=True, check=True, timeout=PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnusableError("no-speller") from error
    return set(ran.stdout.decode(errors="replace").split())


def misspelt(pack: Pack, language: str) -> Iterator[Fault]:
    """Find the first place of each word that neither a dictionary nor the pack has.

    Such a word is no fault of the pack: a dictionary may lack it. Raises UnusableError.
    """
    places: dict[str, PlacedText] = {}
    for text in texts(pack, language):
        for word in words_of(text.says):
            places.setdefault(word, text)
    rules = pack.wording.get(language)
    own = rules.shape.words if rules else ()
    for word in sorted(unknown_words(places.keys() - own, language), key=list(places).index):
        yield places[word].fault(UNKNOWN, name=word)
