"""The layout of every screen: one column, placed in one pass, so that nothing moves later."""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from screens.full.choices import Choices
from screens.terminal.column import HIGH, TALL, above, beyond, margin, width

TOP, NOTICE, HINT = "top", "notice", "hint"
"""Ids of the first line, the last one, and one that comes and goes: it moves nothing above it."""

LIST = 3
"""Lines that the list has before the hints have any."""


class Part(NamedTuple):
    """One widget of the column, and how many lines it takes."""

    widget: Widget
    high: int


class Column(Layout):
    """Places the way out on the first line, and the other parts below it, in the column."""

    name = "column"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Return where each part stands."""
        gap = self.gap(size)
        parts = [Part(part, _high(part, size)) for part in children]
        parts = _spared(parts, gap, size)
        used = sum(part.high + gap for part in parts) - gap
        parts = [_fitted(part, size, size.height - used) for part in parts]
        return _placed(parts, size, gap, _lead(parts, gap, size))

    def gap(self, size: Size) -> int:
        """Return how many lines stand between two parts."""
        return int(size.height >= HIGH)


def _wide(part: Widget, size: Size) -> int:
    """Return how many cells a part takes: what stands at the edges may leave the column."""
    return beyond(size.width) if part.id in (TOP, HINT) else width(size.width)


def _high(part: Widget, size: Size) -> int:
    if isinstance(part, Choices):
        return 0
    high = 1 if part.id == TOP else part.get_content_height(size, size, _wide(part, size))
    return min(high, size.height)


def _spared(parts: list[Part], gap: int, size: Size) -> list[Part]:
    """Return the parts with as many lines less of hints as the list needs."""
    over = max(0, sum(part.high + gap for part in parts) - gap + LIST - size.height)
    return [
        Part(part, max(0, high - over)) if part.id == HINT else Part(part, high)
        for part, high in parts
    ]


def _fitted(part: Part, size: Size, free: int) -> Part:
    """Return the list with the lines that the other parts leave it, or all that it takes."""
    if not isinstance(part.widget, Choices):
        return part
    tall = size.height >= TALL
    taken = part.widget.fit(width(size.width), max(1, free), air=tall)
    return Part(part.widget, taken if tall else max(1, free))


def _lead(parts: list[Part], gap: int, size: Size) -> int:
    """Return how many lines stay free above the parts, below the way out."""
    used = sum(part.high + gap for part in parts) - gap
    passing = sum(part.high + gap for part in parts if part.widget.id == NOTICE)
    return min(above(size.height, used - passing), max(0, size.height - used))


def _placed(parts: list[Part], size: Size, gap: int, lead: int) -> ArrangeResult:
    """Return the place of each part, from the top down."""
    y, placed = 0, []
    for part, high in parts:
        region = Region(margin(size.width), y, _wide(part, size), high)
        placed.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, part))
        y += high + gap + lead * (part.id == TOP)
    return placed
