"""Which words no dictionary has: hunspell is asked, where a machine has it.

The program reads the dictionaries that it comes with in a tenth of the time that a reader in Python
takes, and is kept up to date by every system.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterable, Iterator
from contextlib import suppress

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
GONE = 20.0
"""Seconds that the end of a program is waited for, once it was killed."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, each once; what is filled in is none."""
    found = WORD.findall(PLACE.sub(" ", text))
    return tuple(dict.fromkeys(word.replace("\u2019", "'") for word in found))


def unknown_words(words: Iterable[str], language: str) -> frozenset[str]:
    """Return the words that no dictionary of a language has; raises UnusableError if none is here.

    Nothing is read or written but the dictionaries: not the list of words that a person may have.
    """
    command, said = _command(language), tuple(words)
    try:
        ran = subprocess.run(  # noqa: S603  (no shell; the names are those of files)
            command, input=_lines(said), capture_output=True, check=True, timeout=PATIENCE
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnusableError("no-speller") from error
    return _unknown(said, ran.stdout)


async def unknown_meanwhile(words: Iterable[str], language: str) -> frozenset[str]:
    """Return what `unknown_words` does; who does not wait for it any more ends the program."""
    command, said = _command(language), tuple(words)
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            told = (await asyncio.wait_for(process.communicate(_lines(said)), PATIENCE))[0]
        finally:
            await _ended(process)
    except (OSError, TimeoutError) as error:
        raise UnusableError("no-speller") from error
    if process.returncode:
        raise UnusableError("no-speller")
    return _unknown(said, told)


async def _ended(process: Process) -> None:
    """End a program that still runs, and wait until it is gone, if it goes soon."""
    if process.returncode is None:
        process.kill()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), GONE)


def _command(language: str) -> list[str]:
    """Return how the program is asked; raises UnusableError where there is no dictionary."""
    known = dictionaries(language)
    if not known:
        raise UnusableError("no-dictionary", name=language)
    return [PROGRAM, "-l", "-i", "utf-8", "-p", os.devnull, "-d", ",".join(map(str, known))]


def _lines(words: Iterable[str]) -> bytes:
    return "\n".join(words).encode()


def _unknown(words: Iterable[str], told: bytes) -> frozenset[str]:
    """Return the words that were told of as a whole or in part."""
    parts = set(told.decode(errors="replace").split())
    return frozenset(word for word in words if not parts.isdisjoint((word, *word.split("'"))))


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
