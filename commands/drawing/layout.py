"""Layout: questions in one column, jumps on its left, outcomes on its right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import ceil

from commands.drawing.chart import Arrow, Chart
from commands.drawing.geometry import (
    BAND,
    BAND_GAP,
    CARD,
    END,
    ENTRY,
    GAP,
    GRID,
    HEAD,
    LEFT_LANE,
    LINE,
    MARGIN,
    PITCH,
    RIGHT_LANE,
    SMALL,
    TEXT,
    TRACK,
    Band,
    Box,
    Plan,
    Point,
    Port,
    Wire,
    width,
    wrap,
)
from tree.model import Fork, Outcome, Question

CLEAR = 10.0
MOST = 40
"""Lines of a label: more than any real one has, since what is cut off cannot be read on paper."""
ROUNDS = 60


@dataclass(slots=True)
class Track:
    """A vertical track, and the heights at which lines meet it from the inside and outside."""

    inner: list[float] = field(default_factory=list)
    outer: list[float] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where the track begins."""
        return min(*self.inner, *self.outer)

    @property
    def bottom(self) -> float:
        """Where the track ends."""
        return max(*self.inner, *self.outer)


def columns(tracks: Mapping[str, Track]) -> dict[str, int]:
    """Return a column for each track, 0 the innermost; overlapping tracks get different ones."""
    found: dict[str, int] = {}
    for name in _ordered(tracks):
        touched = (column for other, column in found.items() if _touch(tracks[name], tracks[other]))
        found[name] = max(touched, default=-1) + 1
    return found


def _ordered(tracks: Mapping[str, Track]) -> list[str]:
    """Order tracks shortest first, then swap neighbours while that removes crossings."""
    names = sorted(tracks, key=lambda name: tracks[name].bottom - tracks[name].top)
    for _ in range(ROUNDS):
        swapped = False
        for i in range(len(names) - 1):
            a, b = tracks[names[i]], tracks[names[i + 1]]
            if _crossings(b, a) < _crossings(a, b):
                names[i], names[i + 1] = names[i + 1], names[i]
                swapped = True
        if not swapped:
            break
    return names


def _crossings(near: Track, far: Track) -> int:
    """Count the crossings if `near` is drawn inside `far`."""
    return _within(near.outer, far) + _within(far.inner, near)


def _within(heights: Iterable[float], track: Track) -> int:
    return sum(track.top < height < track.bottom for height in heights)


def _touch(one: Track, other: Track) -> bool:
    return not (one.bottom + CLEAR < other.top or other.bottom + CLEAR < one.top)


def spread(wanted: list[float], heights: list[float]) -> list[float]:
    """Stack things of these heights without overlap, each as near to its wanted place as fits."""
    offsets = [sum(heights[:i]) for i in range(len(heights))]
    pools: list[list[float]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append([want - offset])
        while len(pools) > 1 and _mean(pools[-2]) >= _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    level = [_mean(pool) for pool in pools for _ in pool]
    return [at + offset for at, offset in zip(level, offsets, strict=True)]


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


TIP = 13.0
"""Distance from the middle of a fork's diamond to its corners."""


Across = Mapping[tuple[bool, str], float]
"""The x of each track: whether it is on the left, and the node that it leads to."""


def _is_left(source: Box, side: int) -> bool:
    """Return whether what leaves a box at a side runs on the left of the questions."""
    return side < 0 and not isinstance(source.spot, Outcome)


def wires(chart: Chart, boxes: Mapping[str, Box], across: Across) -> Iterator[Wire]:
    """Yield the wire of each arrow: straight down, or along the track of its target."""
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
    label = _down_label(arrow)
    x = source.middle
    last = (source.y + source.height + target.y + PITCH * (len(label) - 1)) / 2
    at = (x + 10, last + 3)
    return Wire(arrow, ((x, top), (x, end)), label, at)


def _down_label(arrow: Arrow) -> tuple[str, ...]:
    """Return the lines beside an arrow that goes straight down."""
    return wrap(" · ".join(arrow.labels), CARD / 2 + RIGHT_LANE - 30, SMALL, MOST)


def _aside(port: Port, source: Box, target: Box, across: Across, side: int) -> Wire:
    """Return a wire that leaves a box at one side and follows the track of its target."""
    track = across[_is_left(source, side), port.arrow.target]
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
    """Return the last corners: enter from the side of the track, or a fork from above."""
    if isinstance(target.spot, Fork):
        return ((target.middle, target.entry), (target.middle, target.heart - TIP))
    right = track > target.x and not isinstance(target.spot, Outcome)
    return ((target.x + (target.width if right else 0), target.entry),)


TOP = 104.0
PAD = 16.0


def lay_out(chart: Chart) -> Plan:
    """Lay out every box, band and wire of a chart."""
    boxes = {spot.id: _box(spot) for spot in chart.places}
    _plug(chart, boxes)
    bottom = _stack(chart, boxes)
    tiers = _ends(chart, boxes, bottom)
    left = columns(_tracks(boxes, left=True))
    right = columns(_tracks(boxes, left=False))
    room = _lane(boxes)
    card = MARGIN + BAND + TRACK * (max(left.values(), default=0) + 1) + room
    lane = card + CARD + RIGHT_LANE
    end = lane + TRACK * (max(right.values(), default=0) + 2)
    for box in boxes.values():
        box.x = end if isinstance(box.spot, Outcome) else card
    across = {(True, name): card - room - TRACK * column for name, column in left.items()}
    across |= {(False, name): lane + TRACK * column for name, column in right.items()}
    below = max((box.y + box.height for box in boxes.values()), default=bottom)
    return Plan(
        boxes=boxes,
        bands=list(_bands(chart, boxes)),
        wires=list(wires(chart, boxes, across)),
        tiers=tiers,
        left=MARGIN,
        right=lane - 8,
        width=end + END + MARGIN,
        height=max(bottom, below) + MARGIN,
    )


def _box(spot: Question | Fork | Outcome) -> Box:
    """Return the box of a node, with its text wrapped."""
    if isinstance(spot, Fork):
        return Box(spot, (), height=36)
    if isinstance(spot, Outcome):
        lines = wrap(spot.title, END - 28, TEXT, 3)
        return Box(spot, lines, width=END, height=34 + LINE * len(lines))
    lines = wrap(spot.ask, CARD - 28, TEXT, 3)
    return Box(spot, lines, height=34 + LINE * len(lines))


def _plug(chart: Chart, boxes: dict[str, Box]) -> None:
    """Give each arrow that does not go straight down a port on the side where it leaves."""
    downs = _downs(chart)
    for arrow in chart.arrows:
        if (arrow.source, arrow.target) in downs:
            continue
        source, target = boxes[arrow.source], boxes[arrow.target]
        from_end, to_end = (isinstance(box.spot, Outcome) for box in (source, target))
        leftward = from_end or not to_end
        room = (LEFT_LANE if leftward else RIGHT_LANE) - 24
        said = f"{' · '.join(arrow.labels)} → {chart.name(arrow.target)}".strip()
        port = Port(arrow, () if from_end else wrap(said, room, SMALL, MOST))
        (source.left if leftward else source.right).append(port)
        target.enters_left |= not from_end or to_end
        target.enters_right |= from_end and not to_end


def _downs(chart: Chart) -> set[tuple[str, str]]:
    """Return the pairs of nodes of which one is right below the other."""
    return set(pairwise(spot.id for spot in chart.road))


def _stack(chart: Chart, boxes: dict[str, Box]) -> float:
    """Stack the questions and forks; returns where the column ends."""
    y, downs = TOP - BAND_GAP, _downs(chart)
    said = {a.target: len(_down_label(a)) for a in chart.arrows if (a.source, a.target) in downs}
    for _, spots in chart.topics:
        y += BAND_GAP
        for spot in spots:
            box = boxes[spot.id]
            box.y = _snap(y + GAP + PITCH * max(0, said.get(spot.id, 0) - 1), 0)
            _settle(box)
            y = box.y + box.height
    return y + PAD


def _settle(box: Box) -> None:
    """Set the heights of a box's ports, and the height of the box."""
    fork = isinstance(box.spot, Fork)
    for ports, entered in ((box.left, box.enters_left), (box.right, box.enters_right)):
        y = box.entry if entered else box.entry - GRID * (1 + fork)
        for port in ports:
            y += ceil(port.height / GRID) * GRID
            port.y = y
        box.height = max(box.height, y + GRID - box.y)
    if fork:
        box.height = max(box.height, box.heart + ENTRY - box.y)


def _snap(y: float, phase: float) -> float:
    """Return the next height at which the ports of a box are on the grid."""
    return ceil((y + ENTRY - phase) / GRID) * GRID + phase - ENTRY


def _ends(chart: Chart, boxes: dict[str, Box], bottom: float) -> list[tuple[int, float]]:
    """Stack the outcomes tier by tier, each near the nodes that lead to it."""
    wanted = {end.id: _wanted(end.id, boxes) for end in chart.ends}
    order = sorted(chart.ends, key=lambda end: (end.tier, wanted[end.id]))
    firsts = {next(group).id for _, group in groupby(order, key=lambda end: end.tier)}
    heads = [HEAD * (end.id in firsts) for end in order]
    for end in order:
        _settle(boxes[end.id])
    heights = [boxes[o.id].height + head + PAD + GRID for o, head in zip(order, heads, strict=True)]
    tops = spread([wanted[end.id] - 30 for end in order], heights)
    room = max(bottom - TOP, sum(heights))
    for i, end in enumerate(order):
        least, most = TOP + sum(heights[:i]), TOP + room - sum(heights[i:])
        boxes[end.id].y = _snap(max(least, min(most, tops[i])) + heads[i], GRID / 2)
        _settle(boxes[end.id])
    return [(end.tier, boxes[end.id].y) for end in order if end.id in firsts]


def _wanted(name: str, boxes: dict[str, Box]) -> float:
    """Return the preferred height of an outcome: the mean of the ports that lead to it."""
    ports = [p.y for box in boxes.values() for p in box.right if p.arrow.target == name]
    return sum(ports) / len(ports) if ports else TOP


def _lane(boxes: dict[str, Box]) -> float:
    """Return the width of the labels on the left of the column."""
    lines = (line for box in boxes.values() for port in box.left for line in port.label)
    return 30 + max((width(line, SMALL) for line in lines), default=0)


def _tracks(boxes: dict[str, Box], left: bool) -> dict[str, Track]:
    """Return the track of each node that arrows on one side lead to."""
    found: dict[str, Track] = {}
    for box in boxes.values():
        from_end = isinstance(box.spot, Outcome)
        ports = box.left if left != from_end else box.right
        for port in () if left and from_end else ports:
            to = boxes[port.arrow.target]
            track = found.setdefault(to.spot.id, Track())
            (track.outer if from_end else track.inner).append(port.y)
            (track.outer if isinstance(to.spot, Outcome) else track.inner).append(to.entry)
    return found


def _bands(chart: Chart, boxes: dict[str, Box]) -> Iterator[Band]:
    for topic, spots in chart.topics:
        found = [boxes[spot.id] for spot in spots]
        title = chart.title(topic)
        top, end = found[0].y - PAD, found[-1].y + found[-1].height + PAD
        yield Band(wrap(title, BAND - 12, TEXT, 3), title, top, end)
