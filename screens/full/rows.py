"""What a list shows: rows of words, some of which can be chosen, laid out as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.content import Content

WIDEST = 72
"""Longer lines are hard to follow, however wide the terminal is."""

DIGITS = 9
MARK = 2
"""So many cells stand before a row that can be chosen, for the mark of the chosen one."""


@dataclass(frozen=True, slots=True)
class Row:
    """Some words: `look` is a style, `pick` what choosing it means, `sign` the key to find it.

    `lead` stands before the first line, and the others hang below the words.
    """

    say: str = ""
    look: str = "text"
    pick: str = ""
    sign: str = ""
    ticked: bool | None = None
    clip: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class LaidLine:
    """One line on the screen, and the number of the row that it belongs to."""

    row: int
    text: str


def lay(rows: Iterable[Row], width: int) -> tuple[LaidLine, ...]:
    """Break rows into lines of at most this many cells."""
    return tuple(LaidLine(n, text) for n, row in enumerate(rows) for text in _lines(row, width))


def sign(n: int) -> str:
    """Name the key of the n-th row of a list; only digits have one."""
    return str(n) if n <= DIGITS else ""


def fold(pieces: Iterable[str], width: int) -> str:
    """Join short hints, breaking lines only between them."""
    lines = [""]
    for piece in pieces:
        joined = f"{lines[-1]}  {piece}" if lines[-1] else piece
        if Content(joined).cell_length <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(piece)
    return "\n".join(lines)


def _lines(row: Row, width: int) -> Iterator[str]:
    start = _start(row)
    room = max(2, min(width, WIDEST) - len(start))
    for n, words in enumerate(_wrap(row, room)):
        yield (start if n == 0 else " " * len(start)) + words


def _start(row: Row) -> str:
    if not row.pick:
        return row.lead
    tick = "" if row.ticked is None else "[x] " if row.ticked else "[ ] "
    return " " * MARK + f"{row.sign or ' '}  {tick}"


def _wrap(row: Row, room: int) -> list[str]:
    lines = [line.plain.rstrip() for line in Content(row.say).wrap(room)] or [""]
    return lines[:1] if row.clip else lines
