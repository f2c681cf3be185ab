"""Draws a day as one SVG: curves over 24 hours, one panel under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, TOP, GAP = 900, 150, 70, 40, 60
"""Of one panel, in pixels, and the room around it."""

HOURS, TICK_HOURS, TICKS = 24, 3, 3
COLOURS = ("#1b5e91", "#b3541e", "#4d4d4d")
DASHES = ("", "6 3", "2 3")
MANY = 100
"""Above it, a scale has whole numbers."""

STYLE = "font: 13px sans-serif; fill: #222"


@dataclass(frozen=True)
class Curve:
    """A named line; its values are spread evenly over the day."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class Panel:
    """Some curves over one scale."""

    title: str
    curves: Sequence[Curve]

    @property
    def most(self) -> float:
        """The highest value, or 1 where all are 0."""
        return max((value for curve in self.curves for value in curve.values), default=0) or 1.0


def draw(title: str, panels: Sequence[Panel], marks: dict[str, float]) -> str:
    """Return the picture; `marks` are hours at which something happened, each with a name."""
    height = TOP + len(panels) * (HEIGHT + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 30} {height}" '
        f'role="img" style="{STYLE}">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, panel in enumerate(panels):
        parts += _panel(panel, TOP + number * (HEIGHT + GAP), marks)
    return "\n".join([*parts, "</svg>\n"])


def _panel(panel: Panel, top: int, marks: dict[str, float]) -> list[str]:
    return [
        _text(LEFT, top - 20, panel.title, "font-weight: bold"),
        *_scale(panel.most, top),
        *_hours(top),
        *(_mark(name, hour, top) for name, hour in marks.items()),
        *(
            part
            for number, curve in enumerate(panel.curves)
            for part in _curve(curve, number, panel.most, top)
        ),
    ]


def _scale(most: float, top: int) -> list[str]:
    parts = []
    for tick in range(TICKS + 1):
        y = top + HEIGHT - HEIGHT * tick / TICKS
        parts.append(_line(LEFT, y, LEFT + WIDTH, y, "#ddd"))
        value = most * tick / TICKS
        said = f"{value:.3g}" if most < MANY else f"{value:,.0f}"
        parts.append(_text(LEFT - 8, y + 4, said, "text-anchor: end"))
    return parts


def _hours(top: int) -> list[str]:
    return [
        _text(_x(hour), top + HEIGHT + 16, f"{hour}:00", "text-anchor: middle")
        for hour in range(0, HOURS + 1, TICK_HOURS)
    ]


def _mark(name: str, hour: float, top: int) -> str:
    line = _line(_x(hour), top, _x(hour), top + HEIGHT, "#888")
    return line + _text(_x(hour) + 4, top + 12, name, "fill: #555")


def _curve(curve: Curve, number: int, most: float, top: int) -> list[str]:
    step = HOURS / max(1, len(curve.values))
    points = " ".join(
        f"{_x((n + 0.5) * step):.1f},{top + HEIGHT - HEIGHT * value / most:.1f}"
        for n, value in enumerate(curve.values)
    )
    line = f'fill="none" stroke="{COLOURS[number]}" stroke-width="1.6"'
    x, y = LEFT + 330 + 190 * number, top - 24
    dashes = f'stroke-dasharray="{DASHES[number]}"'
    return [
        f'<polyline {line} {dashes} points="{points}"/>',
        f'<path {line} {dashes} d="M{x} {y}h28"/>',
        _text(x + 34, y + 4, curve.name),
    ]


def _x(hour: float) -> float:
    return LEFT + WIDTH * hour / HOURS


def _line(x: float, y: float, to_x: float, to_y: float, colour: str) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{colour}"/>'


def _text(x: float, y: float, text: str, style: str = "") -> str:
    styled = f' style="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{styled}>{escape(text)}</text>'
