"""The words that commands put on paper, in a language that has them: headings, labels, legends."""

from __future__ import annotations

import sys
from pathlib import Path

from commands.reports.sentences import command_words, sentence
from screens.words import Words
from tree.fault import UnusableError
from tree.languages.paper import BASE, paper_in


def paper_words(content: Path, language: str) -> Words:
    """Return the sentences of commands, those for paper in a language; what it lacks is English.

    Where it lacks all of them, that is said on standard error.
    """
    words = command_words(content)
    if language == BASE:
        return words
    said = paper_in(content / "words" / language)
    if not said:
        print(sentence(words, UnusableError("paper-in-english", name=language)), file=sys.stderr)
    return Words({**words.table, **said})
