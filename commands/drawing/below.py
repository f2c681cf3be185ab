"""What stands below a drawing: lists that its labels speak of, in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from xml.etree.ElementTree import Element

from commands.drawing.chart import MapList
from commands.drawing.elements import Letters
from commands.drawing.geometry import MARGIN, PITCH, SMALL, wrap

COLUMN, SPACE, MOST = 400.0, 24.0, 400


@dataclass(frozen=True, slots=True)
class BelowLine:
    """A line of text; a title is set apart."""

    text: str
    title: bool = False


ListColumn = list[BelowLine]


def columns_of(lists: Sequence[MapList], width: float) -> list[ListColumn]:
    """Return the lists in columns of about one height; a list may go on in the next column."""
    lines = [line for one in lists for line in _lines(one)]
    count = max(1, int((width - 2 * MARGIN + SPACE) // (COLUMN + SPACE)))
    size = max(1, ceil(len(lines) / count))
    return [lines[i : i + size] for i in range(0, len(lines), size)]


def _lines(one: MapList) -> Iterator[BelowLine]:
    yield from (BelowLine(text, title=True) for text in wrap(one.title, COLUMN, SMALL, MOST))
    for line in one.lines:
        first, *more = wrap(f"· {line}", COLUMN - 10, SMALL, MOST)
        yield BelowLine(first)
        yield from (BelowLine(text) for text in more)
    yield BelowLine("")


def height_of(columns: Sequence[ListColumn]) -> float:
    """Return the height that columns take."""
    lines = max(map(len, columns), default=0)
    return lines * PITCH + SPACE if lines else 0.0


def draw_below(root: Element, columns: Sequence[ListColumn], top: float) -> None:
    """Draw columns from a height on."""
    for n, column in enumerate(columns):
        x = MARGIN + n * (COLUMN + SPACE)
        for i, line in enumerate(column):
            if line.text:
                name = "below-title" if line.title else "below"
                Letters(name).write(root, (x, top + SPACE + i * PITCH), [line.text])
