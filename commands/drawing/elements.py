"""Elements of SVG and HTML, put together as a tree: what is written into them is always escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from commands.drawing.geometry import LINE, Point


def add(parent: Element, name: str, text: str = "", /, **values: object) -> Element:
    """Add an element with its words; `class_` is the class, `aria_label` has a hyphen."""
    element = SubElement(parent, name, {_name(key): _short(v) for key, v in values.items()})
    element.text = text or None
    return element


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def group(parent: Element, name: str, title: str) -> Element:
    """Add a group with a title, which is read aloud and shown when pointed at."""
    found = add(parent, "g", class_=name)
    add(found, "title", title)
    return found


@dataclass(frozen=True, slots=True)
class Letters:
    """How lines of text stand: their class, how far apart, and which end is fixed."""

    name: str
    pitch: float = LINE
    anchor: str = "start"

    def write(self, parent: Element, at: Point, lines: Iterable[str]) -> None:
        """Write lines below one another."""
        text = add(parent, "text", class_=self.name, text_anchor=self.anchor)
        for i, line in enumerate(lines):
            add(text, "tspan", line, x=float(at[0]), y=at[1] + i * self.pitch)


def path(points: Iterable[Point]) -> str:
    """Write a line through some points."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
