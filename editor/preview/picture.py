"""A painted place: its screens as runs of text with a style, and the walk that leads there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from editor.preview.request import answers_of
from tree.walk import Answer

StyledRun = tuple[str, str]
"""A text, and its style as rich writes it, such as `bold #f3cf8e on #14191d`."""

PaintedRow = tuple[StyledRun, ...]
PaintedScreen = tuple[PaintedRow, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The screens of one place.

    Args:
        screens: each as rows of runs; a note that stands on a screen of its own comes first.
        walk: the answers that lead there.
        reached: whether any walk leads there; if not, it is shown as if nothing had been said.
    """

    screens: tuple[PaintedScreen, ...]
    walk: tuple[Answer, ...] = ()
    reached: bool = True

    @property
    def rows(self) -> PaintedScreen:
        """The rows of the last screen: the place itself, unless all screens were asked for."""
        return self.screens[-1]

    @property
    def text(self) -> str:
        """All screens as plain text, a blank line between two."""
        return "\n\n".join("\n".join(map(plain_row, screen)) for screen in self.screens)

    def data(self) -> dict[str, Any]:
        """Return the picture as plain data."""
        walk = [{"question": a.question, "options": a.options} for a in self.walk]
        return {"screens": self.screens, "walk": walk, "reached": self.reached}


def picture_of(data: Mapping[str, Any]) -> Picture:
    """Return the picture that was written as plain data."""
    screens = tuple(
        tuple(tuple((text, style) for text, style in row) for row in screen)
        for screen in data["screens"]
    )
    return replace(Picture(screens), walk=answers_of(data["walk"]), reached=data["reached"])


def plain_row(row: PaintedRow) -> str:
    """Return a row as text, without the blanks at its end."""
    return "".join(text for text, _ in row).rstrip()


def rich_row(row: PaintedRow) -> Text:
    """Return a row as a rich text."""
    return Text.assemble(*row, no_wrap=True, end="")


def segments(screen: PaintedScreen) -> list[list[Segment]]:
    """Return a screen as rich segments."""
    return [[Segment(text, Style.parse(style)) for text, style in row] for row in screen]


def ansi(screen: PaintedScreen, colours: ColorSystem) -> str:
    """Return a screen as text with colours, as many as a terminal has, a line each."""
    return "\n".join(
        "".join(Style.parse(style).render(text, color_system=colours) for text, style in row)
        for row in screen
    )


def unpainted(lines: Iterable[str]) -> PaintedScreen:
    """Return lines of text as rows in the terminal's own colours."""
    return tuple(((line, ""),) for line in lines)


def painted(lines: Iterable[Iterable[Segment]]) -> PaintedScreen:
    """Return the lines of a screen as runs; neighbours of one style are one run."""
    return tuple(tuple(_joined(line)) for line in lines)


def _joined(line: Iterable[Segment]) -> list[StyledRun]:
    found: list[StyledRun] = []
    for segment in line:
        style = str(segment.style or Style.null())
        if found and found[-1][1] == style:
            found[-1] = (found[-1][0] + segment.text, style)
        else:
            found.append((segment.text, style))
    return found
