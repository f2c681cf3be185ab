"""What somebody else changed in a file, beside what was changed here, in words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from editor.values import Conflict
from screens.words import Words
from tree.pack.yaml_reader import parse

LABEL = "edit.field."
"""Before the key of what a field is called."""


def both(conflict: Conflict, words: Words) -> Iterator[str]:
    """Yield the file, and the lines that differ, theirs and ours; empty lines say nothing."""
    yield words("conflict.file", name=conflict.file)
    told = list(_lines(conflict, words))
    yield from told or [words("conflict.blank")]


def _lines(conflict: Conflict, words: Words) -> Iterator[str]:
    theirs, ours = (
        raw.decode("utf-8", "replace").splitlines() for raw in (conflict.theirs, conflict.ours)
    )
    for line in list(unified_diff(theirs, ours, n=0, lineterm=""))[2:]:
        if line[0] in "-+" and (text := _in_words(line[1:].strip(), words)):
            key = "conflict.theirs-line" if line[0] == "-" else "conflict.ours-line"
            yield words(key, text=text)


def _in_words(line: str, words: Words) -> str:
    """Return a line of a file; of a text its words, after what the editor calls its field."""
    value = parse(line.removeprefix("- ").encode(), "").value
    pairs = list(value.items()) if isinstance(value, dict) else []
    if (
        len(pairs) != 1
        or not isinstance(pairs[0][1], str)
        or LABEL + pairs[0][0] not in words.table
    ):
        return line
    key, text = pairs[0]
    return words("conflict.field", label=words(LABEL + key), text=text)
