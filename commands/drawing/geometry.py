"""Shapes of a drawing: boxes with ports, wires between them, text widths, and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from commands.drawing.chart import Arrow, ChartNode

NARROW, WIDE = frozenset("iljftrI.,;:'!|()[] -"), frozenset("mwMWQGO@%…—")
OTHER, FULL = 0.59, 1.05
FIRST_FULL = "\u1100"
"""From this character on, glyphs are about as wide as high."""


def width(text: str, size: float) -> float:
    """Estimate the width of a text; characters from `FIRST_FULL` on count as full squares."""
    return size * sum(_letter(letter) for letter in text)


def wrap(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """Wrap a text to a width in at most `most` lines; the last one is cut with an ellipsis."""
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
    """Split a word that is wider than a line."""
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


MARGIN = 28.0
BAND, LEFT_LANE, CARD, RIGHT_LANE, END = 132.0, 230.0, 310.0, 320.0, 250.0
TRACK, TEXT, SMALL, LINE, PITCH = 15.0, 13.5, 11.5, 17.0, 14.0
GAP, BAND_GAP, HEAD = 32.0, 22.0, 24.0
ENTRY, GRID = 16.0, 10.0
"""Lines of questions and of outcomes use two grids, so that they never overlap."""
Point = tuple[float, float]


@dataclass(slots=True)
class Port:
    """Where an arrow leaves or enters a box: its height, and the lines of its label."""

    arrow: Arrow
    label: tuple[str, ...] = ()
    y: float = 0.0

    @property
    def height(self) -> float:
        """The height of the label."""
        return max(1, len(self.label)) * PITCH + 6


@dataclass(slots=True)
class Box:
    """A node with its text and ports; `x` and `y` are its upper left corner."""

    spot: ChartNode
    lines: tuple[str, ...]
    left: list[Port] = field(default_factory=list)
    right: list[Port] = field(default_factory=list)
    enters_left: bool = False
    enters_right: bool = False
    x: float = 0.0
    y: float = 0.0
    width: float = CARD
    height: float = 0.0

    @property
    def middle(self) -> float:
        """The x of the middle of the box."""
        return self.x + self.width / 2

    @property
    def heart(self) -> float:
        """The y of the middle of a fork's diamond."""
        return self.entry + 2 * GRID * (self.enters_left or self.enters_right)

    @property
    def entry(self) -> float:
        """The y at which arrows enter from the sides."""
        return self.y + ENTRY


@dataclass(frozen=True, slots=True)
class Wire:
    """A drawn arrow: its corners, its label, and the label's position.

    The first `stem` segments belong to the fork that it comes from.
    """

    arrow: Arrow
    points: tuple[Point, ...]
    label: tuple[str, ...] = ()
    at: Point = (0.0, 0.0)
    anchor: str = "start"
    joint: Point | None = None
    stem: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """A topic, and the heights between which it lies."""

    title: tuple[str, ...]
    whole: str
    top: float
    bottom: float


@dataclass(slots=True)
class Plan:
    """The whole drawing, laid out."""

    boxes: dict[str, Box]
    bands: list[Band]
    wires: list[Wire]
    tiers: list[tuple[int, float]]
    left: float = 0.0
    right: float = 0.0
    width: float = 0.0
    height: float = 0.0
