"""A chart in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from commands.drawing.chart import Arrow, Chart, ChartNode
from commands.drawing.labels import Labels
from tree.model import Fork, Outcome, Question

SHAPES = {Question: "box", Fork: "diamond", Outcome: "octagon"}


def dot(chart: Chart, say: Labels) -> str:
    """Write a chart for `dot`, with topics as clusters."""
    return "\n".join(_lines(chart, say)) + "\n"


def _lines(chart: Chart, say: Labels) -> Iterator[str]:
    tree = chart.tree
    title = say("title", title=tree.title, version=tree.version)
    yield f"digraph {_quote(tree.id)} {{"
    yield f"  graph {_values(label=title, labelloc='t', fontname='sans-serif')};"
    yield f"  node {_values(fontname='sans-serif')};"
    yield f"  edge {_values(fontname='sans-serif', fontsize='10')};"
    for i, (topic, spots) in enumerate(chart.topics):
        yield f"  subgraph cluster_{i} {{"
        yield f"    label={_quote(chart.title(topic))};"
        yield from (f"    {_node(spot, chart, say)}" for spot in spots)
        yield "  }"
    yield from (f"  {_node(end, chart, say)}" for end in chart.ends)
    yield from (f"  {_arrow(arrow, chart)}" for arrow in chart.arrows)
    yield "}"


def _node(spot: ChartNode, chart: Chart, say: Labels) -> str:
    strong = spot.id in chart.visited or spot.id == chart.centre
    said = said_of(spot)
    if isinstance(spot, Outcome):
        said += f"\n{say('tier', tier=spot.tier)}"
    looks = {"penwidth": "3"} if strong else {"style": "dashed"} if chart.walked else {}
    return f"{_quote(spot.id)} {_values(shape=SHAPES[type(spot)], label=said, **looks)};"


def said_of(spot: ChartNode) -> str:
    """Say a place in a line or two."""
    if isinstance(spot, Question):
        return f"{spot.id}\n{spot.ask}"
    return f"{spot.id}\n{spot.title}" if isinstance(spot, Outcome) else spot.id


def _arrow(arrow: Arrow, chart: Chart) -> str:
    looks = {"penwidth": "4"} if arrow.taken else {"style": "dashed"} if chart.walked else {}
    values = _values(label=" · ".join(arrow.labels), **looks)
    return f"{_quote(arrow.source)} -> {_quote(arrow.target)} {values};"


def _values(**values: str) -> str:
    return f"[{', '.join(f'{key}={_quote(value)}' for key, value in values.items())}]"


def _quote(text: str) -> str:
    """Quote a text: Graphviz reads entities, and a backslash before some letters as a name."""
    escaped = text.replace("&", "&amp;").replace("\\", "\\\\")
    return '"' + escaped.replace('"', '\\"').replace("\n", "\\n") + '"'
