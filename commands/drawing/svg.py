"""Render a laid-out chart as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree.ElementTree import Element, indent, tostring

from commands.drawing.below import columns_of, draw_below, height_of
from commands.drawing.chart import Arrow, Chart, ChartNode
from commands.drawing.elements import Letters, add, group, path
from commands.drawing.geometry import MARGIN, PITCH, Band, Box, Plan, Wire, wrap
from commands.drawing.layout import TIP, lay_out
from editor.condition_words import Labels
from tree.model import Fork, Outcome, Question

MAP_CSS = """
text { font-family: "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
  fill: #1d2733 }
.paper { fill: #ffffff }
.name { font-size: 24px; font-weight: 600 }
.legend { font-size: 13px; fill: #46525f }
.band rect { fill: #eef2f6; stroke: #d5dde5 }
.topic { font-size: 15px; font-weight: 600; fill: #33414f }
.tier { font-size: 12.5px; font-weight: 600; fill: #33414f }
.question rect { fill: #ffffff; stroke: #5b6b7b; stroke-width: 1.3 }
.inner { stroke-width: 0.9 }
.fork path { fill: #ffffff; stroke: #5b6b7b; stroke-width: 1.6 }
.id { font-size: 11.5px; font-weight: 600; fill: #46525f }
.words { font-size: 13.5px }
.outcome rect { fill: none; stroke: #1d2733; stroke-width: 1.3 }
.outcome.tier0 rect { stroke-width: 3 }
.outcome.tier1 rect { stroke-width: 2.2 }
.tier0 .edge, .tier0 circle { fill: #a11d33 }
.tier1 .edge, .tier1 circle { fill: #b45309 }
.tier2 .edge, .tier2 circle { fill: #7a6a00 }
.tier3 .edge, .tier3 circle { fill: #1d5fa8 }
.tier4 .edge, .tier4 circle { fill: #1f7a4d }
.onward circle { fill: #46525f }
.halo { fill: none; stroke: #ffffff; stroke-width: 5; stroke-opacity: 0.85 }
.line { fill: none; stroke: #46525f; stroke-width: 1.5; stroke-linejoin: round;
  marker-end: url(#tip) }
.stem { fill: none; stroke: #46525f; stroke-width: 1.5; stroke-linejoin: round }
.tier0 .line { stroke: #a11d33 }
.tier1 .line { stroke: #b45309 }
.tier2 .line { stroke: #7a6a00 }
.tier3 .line { stroke: #1d5fa8 }
.tier4 .line { stroke: #1f7a4d }
.back .line { stroke: #46525f; stroke-dasharray: 7 4 }
.tip { fill: #1d2733 }
.thick-tip { fill: #000000 }
.label { font-size: 11.5px; fill: #2b3743; paint-order: stroke;
  stroke: #ffffff; stroke-width: 3px; stroke-linejoin: round; stroke-opacity: 0.85 }
.walked .open .line, .walked .back .line, .walked .open .stem {
  stroke-width: 1; stroke-dasharray: 3 3; stroke: #8a97a5 }
.walked .open circle, .walked .back circle { fill: #8a97a5 }
.taken .line { stroke: #000000; stroke-width: 4.5; marker-end: url(#thick-tip) }
.taken .stem { stroke: #000000; stroke-width: 4.5 }
.taken circle { fill: #000000 }
.label.taken { font-weight: 700 }
.below { font-size: 11.5px; fill: #2b3743 }
.below-title { font-size: 11.5px; fill: #2b3743; font-weight: 600 }
.visited rect, .visited path { stroke: #000000; stroke-width: 3.6 }
.outcome rect.edge { stroke: none }
.centre rect, .centre path { stroke: #000000; stroke-width: 4 }
"""


def draw_box(root: Element, box: Box, chart: Chart, say: Labels, leaving: Iterable[Arrow]) -> None:
    """Draw one node; its title describes it and its edges in sentences."""
    drawn = group(root, _box_looks(box, chart), "\n".join(_title(box.spot, leaving, chart, say)))
    if isinstance(box.spot, Fork):
        x, y = box.middle, box.heart
        corners = ((x, y - TIP), (x + TIP, y), (x, y + TIP), (x - TIP, y))
        add(drawn, "path", d=path(corners) + "z")
        Letters("id").write(drawn, (x + TIP + 4, y - 6), [chart.name(box.spot.id)])
        return
    end = isinstance(box.spot, Outcome)
    if end:
        add(drawn, "rect", x=box.x, y=box.y, width=8, height=box.height, class_="edge")
    corner = 2 if end else 8
    add(drawn, "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=corner)
    if box.spot.id in chart.safety:
        add(
            drawn, "rect", x=box.x + 4, y=box.y + 4, width=box.width - 8, height=box.height - 8,
            rx=5, class_="inner",
        )  # fmt: skip
    Letters("id").write(drawn, (box.x + 16, box.y + 20), [_tag(box.spot, chart, say)])
    Letters("words").write(drawn, (box.x + 16, box.y + 40), box.lines)


def _tag(spot: Question | Outcome, chart: Chart, say: Labels) -> str:
    """Return the line above the words of a box."""
    name = chart.name(spot.id)
    if isinstance(spot, Outcome):
        shown = "" if name == spot.title else name
        going = say("passing") if spot.go_on else ""
        return say.words("map.dot").join(filter(None, (shown, going)))
    marks = [
        say("start") if spot.id == chart.tree.start else "",
        say("list", n=spot.choose) if spot.choose else "",
        say("safety") if spot.id in chart.safety else "",
    ]
    return say.words("map.dot").join(filter(None, (name, *marks)))


def _box_looks(box: Box, chart: Chart) -> str:
    spot = box.spot
    kind = {Question: "question", Fork: "fork", Outcome: "outcome"}[type(spot)]
    tier = f" tier{spot.tier}" if isinstance(spot, Outcome) else ""
    kind += " safety" if spot.id in chart.safety else ""
    state = " visited" if spot.id in chart.visited else " centre" if spot.id == chart.centre else ""
    return kind + tier + state


def _title(spot: ChartNode, leaving: Iterable[Arrow], chart: Chart, say: Labels) -> Iterator[str]:
    name = chart.name(spot.id)
    if isinstance(spot, Question):
        yield say("question", id=name, ask=spot.ask)
        if spot.id in chart.safety:
            yield say("safety")
    elif isinstance(spot, Outcome):
        yield say("outcome", id=name, title=spot.title, tier=spot.tier)
    else:
        yield say("fork", id=name)
    for arrow in leaving:
        labels = " · ".join(arrow.whole)
        key = "way" if labels else "always"
        yield say(key, to=chart.name(arrow.target), labels=labels)


SPACE = "http://www.w3.org/2000/svg"


def svg(chart: Chart, say: Labels) -> str:
    """Return a chart as SVG; each node has a title for screen readers."""
    root = drawing(chart, say)
    fit_page(root, f"{root.get('width')}px {root.get('height')}px")
    return tostring(root, encoding="unicode") + "\n"


def fit_page(root: Element, size: str) -> None:
    """Print a drawing on one page of this size."""
    style = root.find("style")
    if style is not None:
        style.text = f"{style.text}@page {{ size: {size}; margin: 0 }}\n"


def drawing(chart: Chart, say: Labels) -> Element:
    """Return a chart as an SVG element."""
    plan = lay_out(chart)
    below, top = columns_of(chart.lists, plan.width), plan.height - MARGIN
    plan.height += height_of(below)
    root = Element("svg", {"xmlns": SPACE, "viewBox": f"0 0 {plan.width:g} {plan.height:g}"})
    state = "walked" if chart.walked else "whole"
    for key, value in (("width", f"{plan.width:g}"), ("height", f"{plan.height:g}"),
                       ("class", state), ("role", "graphics-document"),
                       ("lang", chart.tree.language)):  # fmt: skip
        root.set(key, value)
    _head(root, chart, plan, say)
    for band in plan.bands:
        _band(root, band, plan)
    _tiers(root, plan, say)
    for _, net in groupby(sorted(plan.wires, key=_net), key=_net):
        _wires(root, list(net), chart, plan)
    leaving = chart.leaving()
    for name, box in plan.boxes.items():
        draw_box(root, box, chart, say, leaving.get(name, []))
    for wire in plan.wires:
        _label(root, wire)
    draw_below(root, below, top)
    indent(root, " ")
    return root


def _head(root: Element, chart: Chart, plan: Plan, say: Labels) -> None:
    said = say("title", title=chart.tree.title, version=chart.tree.version)
    add(root, "title", said)
    add(root, "desc", say("legend"))
    add(root, "style", MAP_CSS)
    defs = add(root, "defs")
    for name, size in (("tip", 10), ("thick-tip", 14)):
        marker = add(
            defs, "marker", id=name, viewBox=f"0 0 {size} {size}", refX=9, refY=5, orient="auto",
            markerUnits="userSpaceOnUse", markerWidth=size, markerHeight=size,
        )  # fmt: skip
        add(marker, "path", d="M0 0L10 5L0 10z", class_=name)
    add(root, "rect", width=plan.width, height=plan.height, class_="paper")
    Letters("name").write(root, (plan.left, 42), [said])
    Letters("legend").write(root, (plan.left, 66), _legend(chart, plan, say))


def _legend(chart: Chart, plan: Plan, say: Labels) -> tuple[str, ...]:
    """Return how to read the map, and which part of the pack it shows."""
    said = [say("legend")]
    said += [say("legend-words")] if chart.names else []
    said += [say("legend-walk")] if chart.walked else []
    said += [say("legend-around", name=chart.name(chart.centre))] if chart.centre else []
    return wrap(" ".join(said), plan.width - 2 * plan.left, 13, 3)


def _band(root: Element, band: Band, plan: Plan) -> None:
    drawn = group(root, "band", band.whole)
    height, width = band.bottom - band.top, plan.right - plan.left
    add(drawn, "rect", x=plan.left, y=band.top, width=width, height=height, rx=10)
    Letters("topic").write(drawn, (plan.left + 14, band.top + 26), band.title)


def _tiers(root: Element, plan: Plan, say: Labels) -> None:
    ends = [box.x for box in plan.boxes.values() if isinstance(box.spot, Outcome)]
    for tier, y in plan.tiers:
        Letters("tier").write(root, (ends[0], y - 9), [say("tier", tier=tier)])


def _net(wire: Wire) -> tuple[bool, str]:
    """Return the drawing group of a wire: wires to one node together, those of a walk on top."""
    return wire.arrow.taken, wire.arrow.target


def _wires(root: Element, net: list[Wire], chart: Chart, plan: Plan) -> None:
    for wire in net:
        add(root, "path", d=path(wire.points[wire.stem :]), class_="halo")
    for wire in net:
        _wire(root, wire, chart, plan)


def _wire(root: Element, wire: Wire, chart: Chart, plan: Plan) -> None:
    arrow = wire.arrow
    ends = f"{chart.name(arrow.source)} → {chart.name(arrow.target)}"
    said = [ends, *filter(None, [" · ".join(arrow.whole)])]
    drawn = group(root, _looks(wire, plan), ": ".join(said))
    if wire.stem:
        add(drawn, "path", d=path(wire.points[: wire.stem + 1]), class_="stem")
    add(drawn, "path", d=path(wire.points[wire.stem :]), class_="line")
    if wire.joint:
        add(drawn, "circle", cx=wire.joint[0], cy=wire.joint[1], r=4 if arrow.taken else 2.6)


def _looks(wire: Wire, plan: Plan) -> str:
    """Return the classes of a wire: the tier of its outcome, and whether the walk took it."""
    source, target = plan.boxes[wire.arrow.source].spot, plan.boxes[wire.arrow.target].spot
    tier = f"tier{target.tier}" if isinstance(target, Outcome) else "onward"
    open_ = "back" if isinstance(source, Outcome) else "open"
    return f"arrow {tier} {'taken' if wire.arrow.taken else open_}"


def _label(root: Element, wire: Wire) -> None:
    x, y = wire.at
    if wire.label:
        name = f"label{' taken' * wire.arrow.taken}"
        top = y - PITCH * (len(wire.label) - 1)
        Letters(name, PITCH, wire.anchor).write(root, (x, top), wire.label)
