"""The layout of every screen: one column, placed in one pass, so that nothing moves later.

What is pinned above the list is a few paragraphs, one below the other, drawn by one widget: each
node of Textual's takes some 10 KiB of every visit, and time of each page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from screens.full.choices import Choices, Unscrolled
from screens.terminal.column import HIGH, TALL, above, beyond, margin, width

TOP, HINT = "top", "hint"
"""Ids of the first line and the last one."""

LIST = 3
"""Lines that the list has before the hints have any."""


PINNED = ("meta", "note", "head", "notice")
"""Roles of rows pinned above the list, from the top down; an empty row takes no space."""

LOOKS = {"meta": "quiet", "head": "heading", "notice": "strong"}
"""Looks of these roles in the list; every other role is plain text."""

PASSING = "notice"
"""The role that comes and goes: it moves nothing above it."""


class Pinned(Unscrolled):
    """Paragraphs by their role; an empty one takes no line."""

    def __init__(self, gap: Callable[[Size], int], style_of: Callable[[str], Style]) -> None:
        """Start without any.

        `gap` returns the lines between two parts, by the window's size, and `style_of` how a look
        is drawn: the list has these already, and each costs a node of Textual's.
        """
        super().__init__()
        self._gap, self._style_of = gap, style_of
        self._texts = dict.fromkeys(PINNED, "")
        self._wide: tuple[int, int] | None = None
        self._kept: tuple[tuple[str, str], ...] = ()

    def on_mount(self) -> None:
        """Take no place without a text."""
        self._appear()

    def says(self, role: str) -> str:
        """Return the text of a role; empty if it has none."""
        return self._texts[role]

    def show(self, role: str, text: str) -> None:
        """Show another text; paint nothing if it is unchanged."""
        if text != self._texts[role]:
            self._texts[role] = text
            self._wide = None
            self._appear()
            self.refresh(layout=True)

    def above(self, role: str) -> int:
        """Return how many lines stand above those of a role."""
        return next((y for y, (_, of) in enumerate(self._lines()) if of == role), 0)

    def passing(self, size: Size, width: int) -> int:
        """Return how many lines what comes and goes takes, with the one that sets it apart."""
        if not self.says(PASSING):
            return 0
        return len(_wrapped(self.says(PASSING), width)) + self._gap(size)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all take in a column so wide."""
        return len(self._laid(viewport, width))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines = self._lines()
        text, role = lines[y] if y < len(lines) else ("", PINNED[0])
        style = self._style_of(LOOKS.get(role, "text"))
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    def _appear(self) -> None:
        self.display = any(self._texts.values())

    def _lines(self) -> tuple[tuple[str, str], ...]:
        return self._laid(self.app.size, self.size.width)

    def _laid(self, size: Size, width: int) -> tuple[tuple[str, str], ...]:
        """Return each line with its role, and those between paragraphs; wrap for a new width."""
        wide = self._gap(size), width
        if wide != self._wide:
            self._wide, self._kept = wide, tuple(self._wrap(*wide))
        return self._kept

    def _wrap(self, gap: int, width: int) -> Iterator[tuple[str, str]]:
        above = ""
        for role in PINNED:
            if not self.says(role):
                continue
            if above:
                yield from [("", above)] * gap
            for text in _wrapped(self.says(role), width):
                yield text, role
            above = role


def _wrapped(text: str, width: int) -> list[str]:
    return [line.plain for line in Content(text).wrap(max(1, width))]


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
    passing = sum(
        part.widget.passing(size, width(size.width))
        for part in parts if isinstance(part.widget, Pinned)
    )  # fmt: skip
    return min(above(size.height, used - passing), max(0, size.height - used))


def _placed(parts: list[Part], size: Size, gap: int, lead: int) -> ArrangeResult:
    """Return the place of each part, from the top down."""
    y, placed = 0, []
    for part, high in parts:
        region = Region(margin(size.width), y, _wide(part, size), high)
        placed.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, part))
        y += high + gap + lead * (part.id == TOP)
    return placed
