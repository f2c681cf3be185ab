"""What was written, file by file, and where the version before stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from editor.keeping.whole_file import KEPT
from screens.words import Words

MOST = 12
"""Files that are named before the rest is counted."""


def written(names: Sequence[str], before: Collection[str], words: Words) -> Iterator[str]:
    """Yield each file that is written, with what holds its old words; `before` had been there."""
    for name in names[:MOST]:
        key = "save.file" if name in before else "save.file-new"
        yield words(key, name=name, kept=name + KEPT)
    if len(names) > MOST:
        yield words("save.more", n=len(names) - MOST)
