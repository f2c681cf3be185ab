"""Questions, forks and outcomes as boxes with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from commands.drawing.chart import Arrow, Chart, ChartNode
from commands.drawing.elements import Letters, add, group, path
from commands.drawing.geometry import Box
from commands.drawing.labels import Labels
from commands.drawing.wires import TIP
from tree.model import Fork, Outcome, Question


def draw_box(root: Element, box: Box, chart: Chart, say: Labels, leaving: Iterable[Arrow]) -> None:
    """Draw one place; its title says it and its ways out as sentences."""
    drawn = group(root, _looks(box, chart), "\n".join(_title(box.spot, leaving, say)))
    if isinstance(box.spot, Fork):
        x, y = box.middle, box.heart
        corners = ((x, y - TIP), (x + TIP, y), (x, y + TIP), (x - TIP, y))
        add(drawn, "path", d=path(corners) + "z")
        Letters("id").write(drawn, (x + TIP + 4, y - 6), [box.spot.id])
        return
    end = isinstance(box.spot, Outcome)
    if end:
        add(drawn, "rect", x=box.x, y=box.y, width=8, height=box.height, class_="edge")
    corner = 2 if end else 8
    add(drawn, "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=corner)
    Letters("id").write(drawn, (box.x + 16, box.y + 20), [_tag(box.spot, chart, say)])
    Letters("words").write(drawn, (box.x + 16, box.y + 40), box.lines)


def _tag(spot: Question | Outcome, chart: Chart, say: Labels) -> str:
    if isinstance(spot, Outcome):
        return say("passing", id=spot.id) if spot.go_on else spot.id
    if spot.id == chart.tree.start:
        return say("start", id=spot.id)
    return say("list", id=spot.id, n=spot.choose) if spot.choose else spot.id


def _looks(box: Box, chart: Chart) -> str:
    spot = box.spot
    kind = {Question: "question", Fork: "fork", Outcome: "outcome"}[type(spot)]
    tier = f" tier{spot.tier}" if isinstance(spot, Outcome) else ""
    state = " visited" if spot.id in chart.visited else " centre" if spot.id == chart.centre else ""
    return kind + tier + state


def _title(spot: ChartNode, leaving: Iterable[Arrow], say: Labels) -> Iterator[str]:
    if isinstance(spot, Question):
        yield say("question", id=spot.id, ask=spot.ask)
    elif isinstance(spot, Outcome):
        yield say("outcome", id=spot.id, title=spot.title, tier=spot.tier)
    else:
        yield say("fork", id=spot.id)
    for arrow in leaving:
        labels = " · ".join(arrow.whole)
        key = "way" if labels else "always"
        yield say(key, to=arrow.target, labels=labels)
