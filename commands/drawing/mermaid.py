"""A chart in the language of Mermaid, which many pages of code show as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from commands.drawing.chart import Arrow, Chart, ChartNode
from commands.drawing.dot import said_of
from commands.drawing.labels import Labels
from tree.model import Fork, Outcome

MARKED = re.compile(r"^\d+\.|^-|:(?=//)|\bwww\.", re.IGNORECASE)
"""Ends in a sign for which Mermaid 10 and 11 show that they know no list or link here."""
SAFE = frozenset("-,.?!:'/·…→")


def mermaid(chart: Chart, say: Labels) -> str:
    """Write a chart as a flowchart; ids are numbered, for some words mean something there."""
    names = {spot.id: f"n{i}" for i, spot in enumerate(chart.places)}
    return "\n".join(_lines(chart, names, say)) + "\n"


def _lines(chart: Chart, names: Mapping[str, str], say: Labels) -> Iterator[str]:
    yield "flowchart TB"
    for i, (topic, spots) in enumerate(chart.topics):
        yield f"  subgraph topic{i}[{_quote(chart.title(topic))}]"
        yield from (f"    {names[spot.id]}{_shape(spot)}" for spot in spots)
        yield "  end"
    for tier, ends in groupby(chart.ends, key=lambda end: end.tier):
        yield f"  subgraph tier{tier}[{_quote(say('tier', tier=tier))}]"
        yield from (f"    {names[end.id]}{_shape(end)}" for end in ends)
        yield "  end"
    yield from (f"  {_arrow(arrow, names)}" for arrow in chart.arrows)
    yield from _strong(chart, names)


def _shape(spot: ChartNode) -> str:
    said = _quote(said_of(spot))
    if isinstance(spot, Outcome):
        return f"([{said}])"
    return f"{{{said}}}" if isinstance(spot, Fork) else f"[{said}]"


def _arrow(arrow: Arrow, names: Mapping[str, str]) -> str:
    line = "==>" if arrow.taken else "-->"
    label = f"|{_quote(' · '.join(arrow.labels))}|" if arrow.labels else ""
    return f"{names[arrow.source]} {line}{label} {names[arrow.target]}"


def _strong(chart: Chart, names: Mapping[str, str]) -> Iterator[str]:
    strong = [names[spot.id] for spot in chart.places if spot.id in chart.visited | {chart.centre}]
    if strong:
        yield f"  classDef {'classDef'[-1]} stroke-width:4px"
        yield f"  class {','.join(strong)} {'classDef'[-1]}"


def _quote(text: str) -> str:
    """Quote a text: all but letters, digits and a few signs as numbered entities."""
    return '"' + "<br>".join(map(_line, text.split("\n"))) + '"'


def _line(line: str) -> str:
    """Write a line so that what looks like a list or an address is a text like any other."""
    line = line.lstrip()
    marks = {match.end() - 1 for match in MARKED.finditer(line)}
    return "".join(_letter(letter, i not in marks) for i, letter in enumerate(line))


def _letter(letter: str, plain: bool) -> str:
    plain &= letter.isalnum() or letter == " " or letter in SAFE
    return letter if plain else f"#{ord(letter)};"
