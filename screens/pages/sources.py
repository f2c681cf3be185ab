"""How a source is named, on the full screen and in line mode."""

from __future__ import annotations

from collections.abc import Iterator

from screens.words import Words
from tree.model import Source


def named(source: Source, words: Words) -> str:
    """Say what kind of source it is, where that is known, and its name."""
    if not source.kind:
        return source.says
    return words("source.named", kind=words(f"source.{source.kind}"), says=source.says)


def found(source: Source, words: Words) -> Iterator[str]:
    """Say where it can be read; of an article of no named kind, that it was one."""
    address = source.address or ("" if source.kind else words("sources.article"))
    yield from filter(None, [address])
