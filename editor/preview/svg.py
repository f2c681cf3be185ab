"""Draw the lines of a screen as a small SVG: one text for each run of cells of one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rich.segment import Segment
from rich.style import Style

from screens.terminal.first_frame import COLOURS

WIDE, HIGH, BASE = 6, 12, 9
"""Units that a cell takes, and where its letters stand: one of ten units is six wide."""

BETWEEN = 8
"""Units between two screens."""

SPACE = 'xmlns="http://www.w3.org/2000/svg" xml:space="preserve"'

ClassNames = dict[tuple[str, bool], str]
"""The class of each ink and weight."""

FONTS_CSS = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace"


@dataclass(frozen=True, slots=True)
class DrawnLook:
    """How a run is drawn: its ink, its ground, and whether it is bold."""

    ink: str
    ground: str
    bold: bool


@dataclass(frozen=True, slots=True)
class DrawnRun:
    """Neighbouring cells of one look."""

    column: int
    line: int
    text: str
    look: DrawnLook


def _colour(color: object, default: str) -> str:
    triplet = getattr(color, "triplet", None)
    return triplet.hex if triplet else default


def look(style: Style | None, plain: DrawnLook) -> DrawnLook:
    """Return the look of a style; the terminal's own colours are those of `plain`."""
    if style is None:
        return plain
    ink, ground = _colour(style.color, plain.ink), _colour(style.bgcolor, plain.ground)
    if style.reverse:
        ink, ground = ground, ink
    return DrawnLook(ink, ground, bool(style.bold))


def runs(lines: Sequence[Iterable[Segment]], plain: DrawnLook) -> Iterator[DrawnRun]:
    """Yield what is not blank, from the top down; neighbours of one look are one run."""
    for number, line in enumerate(lines):
        column, last = 0, DrawnRun(0, number, "", plain)
        for segment in line:
            here = look(segment.style, plain)
            if here != last.look:
                yield from _worth(last, plain)
                last = DrawnRun(column, number, "", here)
            last = DrawnRun(last.column, number, last.text + segment.text, here)
            column += segment.cell_length
        yield from _worth(last, plain)


def _worth(run: DrawnRun, plain: DrawnLook) -> Iterator[DrawnRun]:
    """Yield a run without the blanks that show nothing; none if it is blank."""
    if run.look.ground != plain.ground:
        yield run
    elif run.text.strip():
        lead = len(run.text) - len(run.text.lstrip())
        yield DrawnRun(run.column + lead, run.line, run.text.strip(), run.look)


HALF = "▀"
"""A cell whose upper half has the ink: it is drawn, since fonts leave gaps around it."""


def body(drawn: Sequence[DrawnRun], plain: DrawnLook, names: ClassNames) -> Iterator[str]:
    """Yield the grounds, then the texts; `names` collects the class of each ink and weight."""
    for run in drawn:
        if run.look.ground != plain.ground:
            yield _box(run, run.look.ground, HIGH)
    for run in drawn:
        if run.text.strip(HALF) == "":
            yield _box(run, run.look.ink, HIGH // 2)
        elif run.text.strip():
            yield _text(run, names.setdefault((run.look.ink, run.look.bold), _name(len(names))))


def _box(run: DrawnRun, fill: str, high: int) -> str:
    place = f'x="{run.column * WIDE}" y="{run.line * HIGH}"'
    return f'<rect {place} width="{len(run.text) * WIDE}" height="{high}" fill="{fill}"/>'


def _name(count: int) -> str:
    return "abcdefghijklmnop"[count]


def _text(run: DrawnRun, name: str) -> str:
    lead = len(run.text) - len(run.text.lstrip())
    says = run.text.strip()
    place = f'x="{(run.column + lead) * WIDE}" y="{run.line * HIGH + BASE}"'
    words = escape(says, quote=False)
    kind = f'class="{name}"'
    return f'<text {kind} {place} textLength="{len(says) * WIDE}">{words}</text>'


def style(names: ClassNames) -> str:
    """Return the rules for the classes of `body`."""
    rules = (
        f".{name}{{fill:{ink}{';font-weight:bold' if bold else ''}}}"
        for (ink, bold), name in names.items()
    )
    return f"text{{font:10px {FONTS_CSS}}}{''.join(rules)}"


def paper(columns: int, lines: int, ground: str) -> str:
    """Return the ground of a window, with a margin around it."""
    wide, high = outer(columns, lines)
    return f'<rect x="-{WIDE}" y="-{WIDE}" width="{wide}" height="{high}" fill="{ground}"/>'


def outer(columns: int, lines: int) -> tuple[int, int]:
    """Return how wide and high a window is with its margin."""
    return columns * WIDE + 2 * WIDE, lines * HIGH + 2 * WIDE


def svg(box: tuple[int, int, int, int], rules: str, parts: Iterable[str]) -> str:
    """Return a whole SVG that shows this box of the plane: its corner, its width and height."""
    seen = " ".join(map(str, box))
    head = f'{SPACE} viewBox="{seen}" width="{box[2] * 3 // 2}" shape-rendering="crispEdges"'
    return "\n".join((f"<svg {head}>", f"<style>{rules}</style>", *parts, "</svg>\n"))


def plain(theme: str) -> DrawnLook:
    """Return the colours of a terminal with one of our themes, or in which nothing was set."""
    ink, ground = COLOURS.get(theme, ("#d0d0d0", "#101010"))
    return DrawnLook(ink, ground, bold=False)


def draw(lines: Sequence[Iterable[Segment]], columns: int, plain: DrawnLook) -> str:
    """Return one screen as SVG."""
    names: ClassNames = {}
    parts = tuple(body(tuple(runs(lines, plain)), plain, names))
    box = (-WIDE, -WIDE, *outer(columns, len(lines)))
    return svg(box, style(names), (paper(columns, len(lines), plain.ground), *parts))


MADE_HERE = "<metadata>evenground:preview</metadata>"
"""A line by which a preview is known to be one."""


def draw_below(screens: Sequence[Sequence[Iterable[Segment]]], columns: int, theme: str) -> str:
    """Return a preview: screens below one another, as SVG."""
    names: ClassNames = {}
    look, parts, down = plain(theme), [MADE_HERE], 0
    wide, high = outer(columns, 0)
    for lines in screens:
        drawn = tuple(body(tuple(runs(lines, look)), look, names))
        parts += [f'<g transform="translate(0,{down})">']
        parts += [paper(columns, len(lines), look.ground), *drawn, "</g>"]
        down += len(lines) * HIGH + high + BETWEEN
    return svg((-WIDE, -WIDE, wide, down - BETWEEN), style(names), parts)
