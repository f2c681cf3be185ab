"""Render a chart in Graphviz's DOT and as a Mermaid flowchart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from commands.drawing.chart import Arrow, Chart, ChartNode
from editor.condition_words import Labels
from tree.model import Fork, Outcome, Question

SHAPES = {Question: "box", Fork: "diamond", Outcome: "octagon"}


def dot(chart: Chart, say: Labels) -> str:
    """Return a chart in DOT, with topics as clusters."""
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
    said = said_of(spot, chart)
    if isinstance(spot, Outcome):
        said += f"\n{say('tier', tier=spot.tier)}"
    double = {"peripheries": "2"} if spot.id in chart.safety else {}
    looks = {"penwidth": "3"} if strong else {"style": "dashed"} if chart.walked else {}
    return f"{_quote(spot.id)} {_values(shape=SHAPES[type(spot)], label=said, **double, **looks)};"


def said_of(spot: ChartNode, chart: Chart) -> str:
    """Return the name and text of a node."""
    name = chart.name(spot.id)
    if isinstance(spot, Question):
        return f"{name}\n{spot.ask}"
    if isinstance(spot, Outcome) and name != spot.title:
        return f"{name}\n{spot.title}"
    return name


def _arrow(arrow: Arrow, chart: Chart) -> str:
    looks = {"penwidth": "4"} if arrow.taken else {"style": "dashed"} if chart.walked else {}
    values = _values(label=" · ".join(arrow.labels), **looks)
    return f"{_quote(arrow.source)} -> {_quote(arrow.target)} {values};"


def _values(**values: str) -> str:
    return f"[{', '.join(f'{key}={_quote(value)}' for key, value in values.items())}]"


def _quote(text: str) -> str:
    """Quote a text for DOT, which reads entities and backslash escapes."""
    escaped = text.replace("&", "&amp;").replace("\\", "\\\\")
    return '"' + escaped.replace('"', '\\"').replace("\n", "\\n") + '"'


MARKED = re.compile(r"^\d+\.|^-|:(?=//)|\bwww\.", re.IGNORECASE)
"""Ends at characters that make Mermaid 10 and 11 report an unsupported list or link."""
SAFE = frozenset("-,.?!:'/·…→")


def mermaid(chart: Chart, say: Labels) -> str:
    """Return a chart as a flowchart; ids are numbered, since some words are reserved there."""
    names = {spot.id: f"n{i}" for i, spot in enumerate(chart.places)}
    return "\n".join(_mermaid_lines(chart, names, say)) + "\n"


def _mermaid_lines(chart: Chart, names: Mapping[str, str], say: Labels) -> Iterator[str]:
    yield "flowchart TB"
    for i, (topic, spots) in enumerate(chart.topics):
        yield f"  subgraph topic{i}[{_mermaid_quote(chart.title(topic))}]"
        yield from (f"    {names[spot.id]}{_shape(spot, chart)}" for spot in spots)
        yield "  end"
    for tier, ends in groupby(chart.ends, key=lambda end: end.tier):
        yield f"  subgraph tier{tier}[{_mermaid_quote(say('tier', tier=tier))}]"
        yield from (f"    {names[end.id]}{_shape(end, chart)}" for end in ends)
        yield "  end"
    yield from (f"  {_mermaid_arrow(arrow, names)}" for arrow in chart.arrows)
    yield from _strong(chart, names)


def _shape(spot: ChartNode, chart: Chart) -> str:
    said = _mermaid_quote(said_of(spot, chart))
    if spot.id in chart.safety:
        return f"[[{said}]]"
    if isinstance(spot, Outcome):
        return f"([{said}])"
    return f"{{{said}}}" if isinstance(spot, Fork) else f"[{said}]"


def _mermaid_arrow(arrow: Arrow, names: Mapping[str, str]) -> str:
    line = "==>" if arrow.taken else "-->"
    label = f"|{_mermaid_quote(' · '.join(arrow.labels))}|" if arrow.labels else ""
    return f"{names[arrow.source]} {line}{label} {names[arrow.target]}"


def _strong(chart: Chart, names: Mapping[str, str]) -> Iterator[str]:
    strong = [names[spot.id] for spot in chart.places if spot.id in chart.visited | {chart.centre}]
    if strong:
        yield f"  classDef {'classDef'[-1]} stroke-width:4px"
        yield f"  class {','.join(strong)} {'classDef'[-1]}"


def _mermaid_quote(text: str) -> str:
    """Quote a text: all but letters, digits and a few signs as numeric entities."""
    return '"' + "<br>".join(map(_line, text.split("\n"))) + '"'


def _line(line: str) -> str:
    """Escape a line, so that Mermaid reads no list or link in it."""
    line = line.lstrip()
    marks = {match.end() - 1 for match in MARKED.finditer(line)}
    return "".join(_letter(letter, i not in marks) for i, letter in enumerate(line))


def _letter(letter: str, plain: bool) -> str:
    plain &= letter.isalnum() or letter == " " or letter in SAFE
    return letter if plain else f"#{ord(letter)};"
