"""How wide a text is, roughly, and where to break it: a drawing cannot ask the screen."""

from __future__ import annotations

from collections.abc import Iterator

NARROW, WIDE = frozenset("iljftrI.,;:'!|()[] -"), frozenset("mwMWQGO@%…—")
OTHER, FULL = 0.59, 1.05
FIRST_FULL = "\u1100"
"""From here on letters are as wide as high, roughly."""


def width(text: str, size: float) -> float:
    """Guess how wide a text is at a size of letters; letters beyond Latin count as full squares."""
    return size * sum(_letter(letter) for letter in text)


def wrap(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """Break a text into lines that fit; what is beyond the last line is cut with a mark."""
    lines = list(_lines(text, room, size))
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1] + "…"
    while width(last, size) > room and len(last) > 1:
        last = last[:-2].rstrip() + "…"
    return (*lines[: most - 1], last)


def _lines(text: str, room: float, size: float) -> Iterator[str]:
    line = ""
    for word in (piece for whole in text.split() for piece in _pieces(whole, room, size)):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _pieces(word: str, room: float, size: float) -> Iterator[str]:
    """Break a word that is wider than a line."""
    piece = ""
    for letter in word:
        if piece and width(piece + letter, size) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _letter(letter: str) -> float:
    if letter in NARROW:
        return 0.37
    if letter in WIDE:
        return 0.92
    return OTHER if letter < FIRST_FULL else FULL
