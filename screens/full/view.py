"""A window on rows: how they break into lines, which are seen, and how keys move the mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from textual.content import Content

from screens.pages.rows import PageRow

WIDEST = 72
"""Longer lines are hard to follow, however wide the terminal is."""

MARK = 2
"""The cells before a row that can be chosen, for the mark of the chosen one."""

LOOKS = {
    "heading": "heading",
    "quiet": "quiet",
    "dated": "quiet",
    "strong": "strong",
    "call": "strong",
    "number": "strong",
    "bold": "bold",
    "service": "bold",
}
"""How a role looks; all else is text."""


@dataclass(frozen=True, slots=True)
class LaidLine:
    """One line on the screen, and the number of the row that it belongs to."""

    row: int
    text: str


def look(row: PageRow) -> str:
    """Return the style of a row."""
    return LOOKS.get(row.role, "text")


def lay(rows: Iterable[PageRow], width: int) -> tuple[LaidLine, ...]:
    """Break rows into lines of at most this many cells."""
    return tuple(LaidLine(n, text) for n, row in enumerate(rows) for text in _lines(row, width))


def fold(pieces: Iterable[str], width: int) -> str:
    """Join short hints, breaking lines only between them."""
    lines = [""]
    for piece in pieces:
        joined = f"{lines[-1]}  {piece}" if lines[-1] else piece
        if Content(joined).cell_length <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(piece)
    return "\n".join(lines)


def _lines(row: PageRow, width: int) -> Iterator[str]:
    start = _start(row)
    room = max(2, min(width, WIDEST) - len(start))
    for n, words in enumerate(_wrap(row, room)):
        yield (start if n == 0 else " " * len(start)) + words


def _start(row: PageRow) -> str:
    if not row.pick:
        return row.lead
    tick = "" if row.ticked is None else "[x] " if row.ticked else "[ ] "
    return " " * MARK + f"{row.key or ' '}  {tick}"


def _wrap(row: PageRow, room: int) -> list[str]:
    lines = [line.plain.rstrip() for line in Content(row.text).wrap(room)] or [""]
    return lines[:1] if row.role == "call" else lines


@dataclass(frozen=True, slots=True)
class View:
    """Rows broken to a width, seen from line `top` on; `at` is the marked row, always in sight."""

    rows: tuple[PageRow, ...]
    wide: int
    height: int
    top: int = 0
    at: int | None = None
    lines: tuple[LaidLine, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Break the rows into lines, and hold `top` and `at` within what there is."""
        put = object.__setattr__
        put(self, "lines", lay(self.rows, self.width))
        put(self, "top", max(0, min(self.top, len(self.lines) - self.room)))
        if self.at is not None and not self._seen(self.at):
            put(self, "at", None)

    @property
    def width(self) -> int:
        """Say how many cells a line may take."""
        return max(8, min(self.wide, WIDEST))

    @property
    def tall(self) -> bool:
        """Say whether there are more lines than the window holds."""
        return len(self.lines) > self.height

    @property
    def room(self) -> int:
        """Say how many lines the window shows; one is kept to say that there is more."""
        return max(1, self.height - 1 if self.tall else self.height)

    @property
    def window(self) -> range:
        """List the numbers of the lines in sight."""
        return range(self.top, min(self.top + self.room, len(self.lines)))

    @property
    def hidden(self) -> tuple[bool, bool]:
        """Say whether there are lines above and below the window."""
        return self.top > 0, self.top + self.room < len(self.lines)

    @property
    def pick(self) -> str:
        """Say what the marked row means; empty where none is marked."""
        return "" if self.at is None else self.rows[self.at].pick

    def first(self, row: int) -> int:
        """Find the first line of a row."""
        return next(n for n, line in enumerate(self.lines) if line.row == row)

    def find(self, pick: str) -> View:
        """Mark the row of this pick; stay where there is none."""
        row = next((n for n in self._picks() if self.rows[n].pick == pick), None)
        return self if row is None else self._mark(row)

    def again(self, rows: tuple[PageRow, ...]) -> View:
        """Show other rows from the same place."""
        return View(rows, self.wide, self.height, self.top).find(self.pick)

    def sized(self, wide: int, height: int) -> View:
        """Show the same in a window of another size, the marked row in sight."""
        top = self.top if self.wide else 0
        return View(self.rows, wide, height, top).find(self.pick)

    def step(self, way: int) -> View:
        """Mark the next row that can be chosen if it is in sight or next to it, else scroll."""
        row = self._next(way)
        if row is not None and self._near(row):
            return self._mark(row)
        return replace(self, top=self.top + way)

    def page(self, way: int) -> View:
        """Move the window by its height, less one line that stays in sight."""
        moved = replace(self, top=self.top + way * max(1, self.room - 1))
        if moved.at is None:
            return moved._mark_any(-way)
        return self.edge(way) if moved.top == self.top else moved

    def edge(self, way: int) -> View:
        """Go to the first or last line, marking the first or last row to choose if in sight."""
        moved = replace(self, top=len(self.lines) if way > 0 else 0, at=None)
        return moved._mark_any(way)

    def _mark_any(self, way: int) -> View:
        """Mark the last row to choose that is in sight, or with a negative way the first."""
        rows = [row for row in self._picks() if self._seen(row)]
        return replace(self, at=rows[-1 if way > 0 else 0]) if rows else self

    def _mark(self, row: int) -> View:
        """Mark a row, moving the window no more than needed; of a tall row the start is shown."""
        first, last = self.first(row), self._last(row)
        top = min(max(self.top, last - self.room + 1), first)
        if row == min(self._picks()) and first < self.room:
            top = 0
        return replace(self, top=top, at=row)

    def _next(self, way: int) -> int | None:
        """Find the row to mark next: with none marked, only one that lies that way."""
        rows = self._picks()
        if way > 0:
            after = [r for r in rows if self._begins(r, way) and (self.at is None or r > self.at)]
            return after[0] if after else None
        before = [r for r in rows if self._begins(r, way) and (self.at is None or r < self.at)]
        return before[-1] if before else None

    def _begins(self, row: int, way: int) -> bool:
        """Say whether a row begins within the window or further that way."""
        first = self.first(row)
        return first >= self.top if way > 0 else first < self.top + self.room

    def _near(self, row: int) -> bool:
        return self._last(row) >= self.top - 1 and self.first(row) <= self.top + self.room

    def _seen(self, row: int) -> bool:
        return self.top <= self.first(row) < self.top + self.room

    def _last(self, row: int) -> int:
        return max(n for n, line in enumerate(self.lines) if line.row == row)

    def _picks(self) -> list[int]:
        return [n for n, row in enumerate(self.rows) if row.pick]
