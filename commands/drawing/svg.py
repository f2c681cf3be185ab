"""A laid-out chart as SVG."""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, indent, tostring

from commands.drawing.boxes import draw_box
from commands.drawing.chart import Chart
from commands.drawing.elements import Letters, add, group, path
from commands.drawing.geometry import PITCH, Band, Plan, Wire
from commands.drawing.labels import Labels
from commands.drawing.layout import lay_out
from commands.drawing.letter_widths import wrap
from commands.drawing.style import MAP_CSS
from tree.model import Outcome

SPACE = "http://www.w3.org/2000/svg"


def svg(chart: Chart, say: Labels) -> str:
    """Draw a chart; every place has a title for those who hear it read."""
    plan = lay_out(chart)
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
        _wires(root, list(net), plan)
    leaving = chart.leaving()
    for name, box in plan.boxes.items():
        draw_box(root, box, chart, say, leaving.get(name, []))
    for wire in plan.wires:
        _label(root, wire)
    indent(root, " ")
    return tostring(root, encoding="unicode") + "\n"


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
    """Say how to read the map, and what of the pack it shows."""
    said = [say("legend")]
    said += [say("legend-walk")] if chart.walked else []
    said += [say("legend-around", name=chart.centre)] if chart.centre else []
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
    """Say which arrows are drawn together: those that run to one place, a walk's above others."""
    return wire.arrow.taken, wire.arrow.target


def _wires(root: Element, net: list[Wire], plan: Plan) -> None:
    for wire in net:
        add(root, "path", d=path(wire.points[wire.stem :]), class_="halo")
    for wire in net:
        _wire(root, wire, plan)


def _wire(root: Element, wire: Wire, plan: Plan) -> None:
    arrow = wire.arrow
    said = [f"{arrow.source} → {arrow.target}", *filter(None, [" · ".join(arrow.whole)])]
    drawn = group(root, _looks(wire, plan), ": ".join(said))
    if wire.stem:
        add(drawn, "path", d=path(wire.points[: wire.stem + 1]), class_="stem")
    add(drawn, "path", d=path(wire.points[wire.stem :]), class_="line")
    if wire.joint:
        add(drawn, "circle", cx=wire.joint[0], cy=wire.joint[1], r=4 if arrow.taken else 2.6)


def _looks(wire: Wire, plan: Plan) -> str:
    """Say the classes of an arrow: of what tier its end is, and whether a walk took it."""
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
