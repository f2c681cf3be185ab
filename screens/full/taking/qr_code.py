"""Draw an address as a QR code, two modules a cell, dark on light whatever the theme."""

from __future__ import annotations

from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from screens.setting import DUMB, Setting

QUIET = 4
"""Light modules around a code; the standard wants four."""

HALF = "▀"
DARK, LIGHT = "#000000", "#ffffff"
ON_LIGHT, ON_DARK = Style(color=DARK, bgcolor=LIGHT), Style(color=LIGHT, bgcolor=DARK)
"""The lower module is the ground of its cell: where both are alike, no character is needed."""


def drawable(setting: Setting) -> bool:
    """Return whether this terminal has colours, and a character for half a cell."""
    return setting.utf8 and setting.term not in DUMB and not setting.term.startswith("vt")


def code_lines(link: str) -> tuple[Strip, ...]:
    """Return the lines of the smallest code for this address, with the light edge around it."""
    import segno  # noqa: PLC0415  (only who asks for a code needs it)

    code = segno.make_qr(link, error="l")
    rows = [tuple(map(bool, row)) for row in code.matrix_iter(border=QUIET)]
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=(False,) * len(rows[0]))
    return tuple(
        Strip([_cell(*both) for both in zip(upper, lower, strict=True)]).simplify()
        for upper, lower in pairs
    )


def _cell(upper: bool, lower: bool) -> Segment:
    """Return one cell; true is dark."""
    return Segment(" " if upper == lower else HALF, ON_DARK if lower else ON_LIGHT)


class Code(Widget):
    """Shows a code; it is as large as its lines."""

    def __init__(self, lines: tuple[Strip, ...]) -> None:
        """Keep the lines."""
        super().__init__(id="code")
        self._lines = lines

    @property
    def room(self) -> Size:
        """How many columns and lines it takes."""
        return Size(self._lines[0].cell_length, len(self._lines))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return its columns."""
        return self.room.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return its lines."""
        return self.room.height

    def render(self) -> RenderResult:
        """Return nothing: `render_line` draws each line."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line in colours of its own."""
        return self._lines[y].extend_cell_length(self.size.width, self.rich_style)
