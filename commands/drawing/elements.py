"""Build SVG and HTML as an element tree, which escapes all text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from commands.drawing.geometry import LINE, Point


def add(parent: Element, name: str, text: str = "", /, **values: object) -> Element:
    """Add an element with a text; `class_` gives `class`, and `aria_label` gives `aria-label`."""
    element = SubElement(parent, name, {_name(key): _short(v) for key, v in values.items()})
    element.text = text or None
    return element


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def group(parent: Element, name: str, title: str) -> Element:
    """Add a group with a title, which screen readers read and browsers show as a tooltip."""
    found = add(parent, "g", class_=name)
    add(found, "title", title)
    return found


@dataclass(frozen=True, slots=True)
class Letters:
    """Style of text lines: class, line distance, and anchor."""

    name: str
    pitch: float = LINE
    anchor: str = "start"

    def write(self, parent: Element, at: Point, lines: Iterable[str]) -> None:
        """Write lines below one another."""
        text = add(parent, "text", class_=self.name, text_anchor=self.anchor)
        for i, line in enumerate(lines):
            add(text, "tspan", line, x=float(at[0]), y=at[1] + i * self.pitch)


def path(points: Iterable[Point]) -> str:
    """Return path data for a line through these points."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
