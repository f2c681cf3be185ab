"""The corners of every arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commands.drawing.chart import Arrow, Chart
from commands.drawing.geometry import CARD, RIGHT_LANE, SMALL, Box, Point, Port, Wire
from commands.drawing.letter_widths import wrap
from tree.model import Fork, Outcome

TIP = 13.0
"""How far the corners of a fork's diamond are from its middle."""


def wires(chart: Chart, boxes: Mapping[str, Box], across: Mapping[str, float]) -> Iterator[Wire]:
    """Draw every arrow: straight down to the next place, else along the track of its target."""
    ported = {id(p.arrow) for box in boxes.values() for p in (*box.left, *box.right)}
    for arrow in chart.arrows:
        if id(arrow) not in ported:
            yield _down(arrow, boxes[arrow.source], boxes[arrow.target])
    for box in boxes.values():
        for port in box.left:
            yield _aside(port, box, boxes[port.arrow.target], across, -1)
        for port in box.right:
            yield _aside(port, box, boxes[port.arrow.target], across, 1)


def _down(arrow: Arrow, source: Box, target: Box) -> Wire:
    top = source.heart + TIP if isinstance(source.spot, Fork) else source.y + source.height
    end = target.heart - TIP if isinstance(target.spot, Fork) else target.y
    label = wrap(" · ".join(arrow.labels), CARD / 2 + RIGHT_LANE - 30, SMALL, 1)
    x = source.middle
    at = (x + 10, (source.y + source.height + target.y) / 2 + 3)
    return Wire(arrow, ((x, top), (x, end)), label, at)


def _aside(port: Port, source: Box, target: Box, across: Mapping[str, float], side: int) -> Wire:
    """Leave a box at one side, run along the track of the target, and come in there."""
    track = across[port.arrow.target]
    start = _start(source, port, side)
    edge = start[-1][0]
    anchor = "start" if side > 0 else "end"
    points = (*start, (track, port.y), (track, target.entry), *_end(target, track))
    at = (edge + side * 12, port.y - 5)
    return Wire(port.arrow, points, port.label, at, anchor, (track, port.y), len(start) - 1)


def _start(source: Box, port: Port, side: int) -> tuple[Point, ...]:
    edge = source.x + (source.width if side > 0 else 0)
    if not isinstance(source.spot, Fork):
        return ((edge, port.y),)
    bar = edge - side * 12
    y = source.heart
    return ((source.middle + side * TIP, y), (bar, y), (bar, port.y), (edge, port.y))


def _end(target: Box, track: float) -> tuple[Point, ...]:
    """Come in at the side that faces the track; a fork is entered from above."""
    if isinstance(target.spot, Fork):
        return ((target.middle, target.entry), (target.middle, target.heart - TIP))
    right = track > target.x and not isinstance(target.spot, Outcome)
    return ((target.x + (target.width if right else 0), target.entry),)
