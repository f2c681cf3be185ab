"""A map on paper: as one poster of a size, or as pages to glue together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from xml.etree.ElementTree import Element, tostring

from commands.drawing.elements import add
from commands.drawing.geometry import Point
from commands.drawing.svg import fit_page
from editor.condition_words import Labels

SIZES = {
    "a0": (841.0, 1189.0),
    "a1": (594.0, 841.0),
    "a2": (420.0, 594.0),
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
}
"""Width and height in mm."""
TILED = ("a4", "letter")
"""Papers that hold no whole map."""
MM = 25.4 / 96
"""Of one unit of a drawing, at full size."""
EDGE, FOOT, OVERLAP = 9.0, 7.0, 10.0
SMALLEST = 0.8
"""Of the full size: a drawing may be this small if that spares a column of pages."""


@dataclass(frozen=True, slots=True)
class Tiling:
    """How a drawing is cut into pages: their size in mm, rows and columns, and the scale."""

    paper: Point
    columns: int
    rows: int
    scale: float

    @property
    def inside(self) -> Point:
        """The width and height in mm of what a page shows."""
        return _inside(self.paper)

    def corner(self, row: int, column: int) -> Point:
        """Return the upper left corner of a page, in mm of the drawing."""
        wide, high = self.inside
        return column * (wide - OVERLAP), row * (high - OVERLAP)


def _inside(paper: Point) -> Point:
    return paper[0] - 2 * EDGE, paper[1] - 2 * EDGE - FOOT


def tiling(width: float, height: float, paper: str) -> Tiling:
    """Return how to cut a drawing with the fewest pages, upright or across."""
    wide, high = SIZES[paper]
    both = [_tiling(width, height, size) for size in ((wide, high), (high, wide))]
    return min(both, key=lambda tiles: tiles.columns * tiles.rows)


def _tiling(width: float, height: float, paper: Point) -> Tiling:
    wide, high = (side - OVERLAP for side in _inside(paper))
    columns = max(1, ceil((width * MM * SMALLEST - OVERLAP) / wide))
    scale = min(1.0, (columns * wide + OVERLAP) / (width * MM))
    rows = max(1, ceil((height * MM * scale - OVERLAP) / high))
    return Tiling(paper, columns, rows, scale)


def poster(root: Element, paper: str) -> str:
    """Return a drawing as SVG that fills one sheet of a paper, upright or across."""
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    size = sorted(SIZES[paper], reverse=width > height)
    fit = min((size[0] - 2 * EDGE) / width, (size[1] - 2 * EDGE) / height)
    root.set("width", f"{width * fit:.1f}mm")
    root.set("height", f"{height * fit:.1f}mm")
    fit_page(root, f"{size[0]}mm {size[1]}mm")
    return tostring(root, encoding="unicode") + "\n"


def letter(row: int, column: int) -> str:
    """Return the name of a page: a letter for its row, and a number for its column."""
    more, last = divmod(row, 26)
    return f"{chr(ord('A') + more - 1) if more else ''}{chr(ord('A') + last)}{column + 1}"


TILE_CSS = """
body { margin: 0 }
.store { position: absolute; width: 0; height: 0 }
.tile { position: relative; break-after: page; overflow: hidden }
.tile:last-child { break-after: auto }
.tile svg { position: absolute; display: block }
.tile p { position: absolute; margin: 0; font: 9pt sans-serif; color: #111 }
.cut { stroke: #666666; stroke-dasharray: 3 3; fill: none }
.grid { fill: none; stroke: #111111 }
.place { font-weight: 700; fill: #111111; stroke: #ffffff; paint-order: stroke }
"""


def tiles(root: Element, paper: str, title: str, say: Labels) -> str:
    """Return a drawing as HTML: one page that shows how it fits together, then its pages."""
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    cut = tiling(width, height, paper)
    html, body = _sheet(root, cut, title)
    _overview(_page(body, cut, say("tiles", title=title, n=cut.rows * cut.columns)), root, cut)
    for row in range(cut.rows):
        for column in range(cut.columns):
            name, n = letter(row, column), row * cut.columns + column + 1
            foot = say("tile", title=title, name=name, n=n, all=cut.rows * cut.columns)
            _tile(_page(body, cut, foot, name), cut, row, column)
    return f"<!DOCTYPE html>\n{tostring(html, encoding='unicode', method='html')}\n"


def _sheet(root: Element, cut: Tiling, title: str) -> tuple[Element, Element]:
    """Start a document that holds a drawing once; returns it and its body."""
    html = Element("html", {"lang": root.get("lang", "")})
    head = add(html, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title", title)
    size = f"@page {{ size: {cut.paper[0]}mm {cut.paper[1]}mm; margin: 0 }}\n"
    add(head, "style", TILE_CSS + size)
    body = add(html, "body")
    store = add(body, "svg", class_="store", aria_hidden="true")
    held = add(store, "g", id="map", class_=root.get("class", ""))
    held.extend(child for child in root if child.tag not in ("title", "desc"))
    return html, body


def _page(body: Element, cut: Tiling, foot: str, name: str = "overview") -> Element:
    wide, high = cut.paper
    page = add(body, "section", class_="tile", id=f"tile-{name}",
               style=f"width: {wide}mm; height: {high - 0.3}mm")  # fmt: skip
    add(page, "p", foot, style=f"left: {EDGE}mm; bottom: {EDGE - 3}mm")
    return page


def _window(page: Element, cut: Tiling, box: tuple[float, float, float, float]) -> Element:
    """Add a window on the drawing, as large as a page allows."""
    wide, high = cut.inside
    style = f"left: {EDGE}mm; top: {EDGE}mm; width: {wide}mm; height: {high}mm"
    seen = " ".join(f"{n:.2f}" for n in box)
    window = add(page, "svg", viewBox=seen, role="img", style=style)
    add(window, "use", href="#map")
    return window


def _tile(page: Element, cut: Tiling, row: int, column: int) -> None:
    """Add one page, with lines where the pages beside it begin and end."""
    unit = MM * cut.scale
    wide, high = (side / unit for side in cut.inside)
    x, y = (side / unit for side in cut.corner(row, column))
    window = _window(page, cut, (x, y, wide, high))
    for line in _cuts(cut, row, column, (x, y, wide, high)):
        add(window, "path", class_="cut", d=line)


def _cuts(
    cut: Tiling, row: int, column: int, box: tuple[float, float, float, float]
) -> Iterator[str]:
    """Yield a line on each side where a page lies over the next: paste up to it."""
    x, y, wide, high = box
    over = OVERLAP / (MM * cut.scale)
    if column:
        yield f"M{x + over:.1f} {y:.1f}v{high:.1f}"
    if column < cut.columns - 1:
        yield f"M{x + wide - over:.1f} {y:.1f}v{high:.1f}"
    if row:
        yield f"M{x:.1f} {y + over:.1f}h{wide:.1f}"
    if row < cut.rows - 1:
        yield f"M{x:.1f} {y + high - over:.1f}h{wide:.1f}"


def _overview(page: Element, root: Element, cut: Tiling) -> None:
    """Add the whole drawing, with the page of each part of it."""
    unit = MM * cut.scale
    wide, high = (side / unit for side in cut.inside)
    right, bottom = (side / unit for side in cut.corner(cut.rows - 1, cut.columns - 1))
    box = (0.0, 0.0, right + wide, bottom + high)
    window = _window(page, cut, box)
    size = max(box[2:]) / 40
    for row in range(cut.rows):
        for column in range(cut.columns):
            x, y = (side / unit for side in cut.corner(row, column))
            add(window, "rect", class_="grid", x=x, y=y, width=wide, height=high,
                stroke_width=size / 12)  # fmt: skip
            add(window, "text", letter(row, column), class_="place", x=x + size, y=y + 1.6 * size,
                font_size=size, stroke_width=size / 5)  # fmt: skip
