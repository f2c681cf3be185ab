"""What a person would see: the marked question or page, as it looks at a size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual.widgets import Static

WIDE, SMALL = (80, 24), (40, 15)
SIDES = 2
"""Columns that a pane needs beside its picture."""
BAR, LEAST = 1, 32
"""Columns of the bar where a picture is higher than its pane, and the least that a screen has."""


class PreviewPane(Static):
    """A picture, or a sentence on why there is none."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="picture", markup=False)
        self.drawn = ""

    def draw(self, rows: Iterable[Sequence[tuple[str, str]]], below: str = "") -> None:
        """Show a picture: rows of texts with styles, and a line below it."""
        lines = [Text.assemble(*row, no_wrap=True) for row in rows]
        lines += [Text(below)] if below else []
        self.drawn = "\n".join(line.plain.rstrip() for line in lines)
        self.update(Text("\n", no_wrap=True).join(lines))

    def wait(self, sentence: str) -> None:
        """Say that a picture is being drawn, where none is in sight yet."""
        if not self.drawn:
            self.update(sentence)

    def tell(self, sentence: str) -> None:
        """Say a sentence in place of a picture."""
        self.drawn = ""
        self.update(sentence)


def fitting_size(columns: int) -> tuple[int, int]:
    """Return the size of a screen that fits a pane which scrolls: none is cut at the right."""
    rows = WIDE[1] if columns > SMALL[0] else SMALL[1]
    return max(LEAST, min(columns, WIDE[0])), rows
