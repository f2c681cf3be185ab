"""The first screen of a letter, and each of its chapters, as rows for both faces."""

from __future__ import annotations

from collections.abc import Iterator

from screens.pages.outcome import Chapter, Letter, joined
from screens.pages.rows import PageRow, sign
from screens.words import Words

OF_CHAPTER = "chapter:"
"""Prefix of the picks that open a chapter."""


def front(letter: Letter, *, tight: bool = False) -> Iterator[PageRow]:
    """Yield the first screen: what must not be missed, the list of chapters, and the actions."""
    top = letter.tight_top if tight else letter.top
    yield from joined(top, tuple(_listed(letter)), letter.ways)


def _listed(letter: Letter) -> Iterator[PageRow]:
    for n, chapter in enumerate(letter.chapters, 1):
        yield PageRow(chapter.title, pick=OF_CHAPTER + chapter.id, key=sign(n))


def readable(letter: Letter) -> tuple[Chapter, ...]:
    """Return the chapters to turn through, without the page beside, which is a page of its own."""
    return tuple(chapter for chapter in letter.chapters if chapter.rows)


def chapter_page(letter: Letter, chapter: Chapter, words: Words) -> Iterator[PageRow]:
    """Yield one chapter below the numbers, with its place among all of them."""
    every = readable(letter)
    place = words("outcome.place", n=every.index(chapter) + 1, all=len(every))
    title = PageRow(words("outcome.placed", title=chapter.title, place=place), "heading")
    yield from joined(letter.calls, (title,), chapter.rows)


def turned(letter: Letter, at: str, way: int) -> str:
    """Return the chapter after or before one; empty for the first screen; `at` at the end.

    A chapter that is gone, as another country may have nothing to say in it, is the first screen.
    """
    ids = ["", *(chapter.id for chapter in readable(letter))]
    n = ids.index(at if at in ids else "") + way
    return ids[n] if 0 <= n < len(ids) else at
