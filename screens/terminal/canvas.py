"""What a terminal shows, and what it ought to show, cell by cell: only what differs is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, repeat
from operator import itemgetter, ne

from rich.cells import cell_len
from textual.geometry import Size

from screens.terminal.scrolling import LEAST, scroll

PIECE = re.compile(r"\x1b\[(?:(\d*)(?:;(\d*))?H|([\d;:]*)m)|([^\x00-\x1f\x7f]+)|(\n)")
PAINT = re.compile(rf"(?:{PIECE.pattern})*")
"""What a full screen paints with: moves, styles, text. Anything else is passed on as it is."""

NEAR = 8
"""Most cells alike that are sent again rather than skipped: a move takes as many bytes."""

Cell = tuple[str, str]
"""A character and the parameters of its style. The second half of a wide one is empty."""

BLANK, UNKNOWN = (" ", ""), ("?", "?")
CHAR, STYLE = itemgetter(0), itemgetter(1)


class Canvas:
    """Collects what is painted, and returns what the terminal lacks of it."""

    def __init__(self, *, scrolls: bool = True) -> None:
        """Start with a terminal of which nothing is known; `scrolls` is whether it moves lines."""
        self.scrolls = scrolls
        self._size = Size(0, 0)
        self._wanted: list[list[Cell]] = []
        self._shown: list[list[Cell]] = []
        self._raw: list[str] = []
        self._at, self._stands = (0, 0), (-1, -1)
        self._style = ""
        self._cells: dict[Cell, Cell] = {}
        self._touched: set[int] = set()

    @property
    def changed(self) -> bool:
        """Whether the terminal lacks something."""
        moved = self._at != self._stands
        return bool(self._raw) or moved or any(map(self._lacks, self._touched))

    def _lacks(self, y: int) -> bool:
        return self._wanted[y] != self._shown[y]

    def resize(self, size: Size) -> None:
        """Take another size; what the terminal shows is unknown then."""
        if size != self._size:
            old, self._size = self._wanted, size
            wide, high = size
            kept = [(row + [BLANK] * wide)[:wide] for row in old[:high]]
            self._wanted = kept + [[BLANK] * wide for _ in range(high - len(kept))]
            self.forget()

    def forget(self) -> None:
        """Send everything next time: what the terminal shows is unknown."""
        self._shown = [[UNKNOWN] * self._size.width for _ in self._wanted]
        self._touched = set(range(len(self._wanted)))
        self._stands = (-1, -1)

    def paint(self, text: str) -> None:
        """Take what is painted; what is no paint, such as a mode, is passed on before it."""
        if PAINT.fullmatch(text):
            for found in PIECE.finditer(text):
                self._take(found)
        else:
            self._raw.append(text)
            self.forget()

    def frame(self) -> str:
        """Return what makes the terminal show all that was painted."""
        frame = "".join((*self._raw, self._scroll(), *self._changes()))
        self._raw.clear()
        for y in self._touched:
            self._shown[y] = self._wanted[y].copy()
        self._touched.clear()
        return frame

    def _take(self, found: re.Match[str]) -> None:
        row, column, style, text, line = found.groups()
        if text:
            self._write(text)
        elif line:
            self._at = 0, self._at[1] + 1
        elif style is not None:
            new = "" if style == "0" else style
            self._style = f"{self._style};{new}" if self._style and new else new
        else:
            self._at = int(column or 1) - 1, int(row or 1) - 1

    def _write(self, text: str) -> None:
        """Put text into its line; what does not fit is cut off."""
        x, y = self._at
        cells = _cells(text, self._style)
        cells = list(map(self._cells.setdefault, cells, cells))
        self._at = min(x + len(cells), max(0, self._size.width - 1)), y
        if 0 <= y < self._size.height and x < self._size.width:
            self._touched.add(y)
            line = self._wanted[y]
            _part(line, x)
            _part(line, x + len(cells))
            line[x : x + len(cells)] = cells
            del line[self._size.width :]
            _close(line)

    def _scroll(self) -> str:
        """Let the terminal move lines that only moved; the lines that come in are unknown."""
        many = self.scrolls and len(self._touched) >= LEAST
        moves = scroll(self._wanted, self._shown) if many else None
        if not moves:
            return ""
        self._shown = moves.moved(self._shown, [UNKNOWN] * self._size.width)
        self._touched |= set(range(moves.first, moves.last + 1))
        self._stands = (-1, -1)
        return moves.sequence

    def _changes(self) -> Iterator[str]:
        style = ""
        for y in sorted(self._touched):
            line, shown = self._wanted[y], self._shown[y]
            for first, last in _runs(line, shown) if line != shown else ():
                if self._stands != (first, y):
                    yield f"\x1b[{y + 1};{first + 1}H"
                for wanted, cells in groupby(line[first:last], STYLE):
                    if wanted != style:
                        yield f"\x1b[{'0;' if style and wanted else ''}{wanted or '0'}m"
                        style = wanted
                    yield "".join(map(CHAR, cells))
                self._stands = last, y
        yield "\x1b[0m" if style else ""
        if self._stands != self._at:
            yield f"\x1b[{self._at[1] + 1};{self._at[0] + 1}H"
            self._stands = self._at


def _cells(text: str, style: str) -> list[Cell]:
    if text.isascii():
        return list(zip(text, repeat(style)))
    cells: list[Cell] = []
    for char in text:
        wide = cell_len(char)
        if not wide and cells:
            cells[-1] = cells[-1][0] + char, style
        cells += [(char, style), ("", style)][:wide]
    return cells


def _part(line: list[Cell], x: int) -> None:
    """Replace both halves of a wide character that is about to be cut at `x`."""
    if 0 < x < len(line) and not line[x][0]:
        line[x - 1], line[x] = (" ", line[x - 1][1]), (" ", line[x][1])


def _close(line: list[Cell]) -> None:
    """Replace a wide character of which only the first half fits."""
    if line and not line[-1][0]:
        return
    if line and cell_len(line[-1][0]) > 1:
        line[-1] = (" ", line[-1][1])


def _runs(line: list[Cell], shown: list[Cell]) -> Iterator[tuple[int, int]]:
    """Yield where cells differ, from the first to after the last; near ones are taken together."""
    if UNKNOWN in shown[:1] and shown.count(UNKNOWN) == len(shown):
        yield 0, len(line)
        return
    first = last = -1
    for x in [x for x, differs in enumerate(map(ne, line, shown)) if differs]:
        if first >= 0 and x - last > NEAR:
            yield _whole(line, shown, first, last)
            first = -1
        first, last = (x if first < 0 else first), x + 1
    if first >= 0:
        yield _whole(line, shown, first, last)


def _whole(line: list[Cell], shown: list[Cell], first: int, last: int) -> tuple[int, int]:
    """Widen a run so that it cuts no wide character, neither a new one nor an old one."""
    while first > 0 and not (line[first][0] and shown[first][0]):
        first -= 1
    while last < len(line) and not (line[last][0] and shown[last][0]):
        last += 1
    return first, last
