"""An immutable viewport on rows: line wrapping, scrolling and the mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Self

from rich.cells import cell_len
from textual.content import Content

from screens.pages.rows import PageRow
from screens.terminal.column import MOST

WIDEST = MOST
"""Most cells in a line."""

MARK = 2
"""Cells left of a row that can be chosen, for the mark."""

HANGS = 2
"""Cells by which the second line of a number to call stands further in."""

LOOKS = {
    "heading": "heading",
    "quiet": "quiet",
    "dated": "quiet",
    "stop": "quiet",
    "strong": "strong",
    "call": "strong",
    "number": "strong",
    "bold": "bold",
    "service": "bold",
}
"""Style of each role; every other role is plain text."""

JUMPED = {"option", "stop"}
"""Roles that a page key, Home or End may mark; all other rows to choose lead elsewhere."""


GAP = -1
"""Row of a blank line that belongs to no row."""


@dataclass(frozen=True, slots=True, repr=False)
class LaidLine:
    """One wrapped line, the index of its row, and whether it is what was said to that row."""

    row: int
    text: str
    said: bool = False


def look(row: PageRow, *, said: bool = False) -> str:
    """Return the style of a row, or of what was said to it."""
    return "text" if said else LOOKS.get(row.role, "text")


def lay(rows: Iterable[PageRow], width: int) -> tuple[LaidLine, ...]:
    """Wrap rows into lines of at most `width` cells."""
    listed = tuple(rows)
    keys = max((len(row.key) for row in listed), default=0)
    return tuple(line for n in range(len(listed)) for line in _lines(n, listed[n], width, keys))


def aired(rows: tuple[PageRow, ...], lines: tuple[LaidLine, ...]) -> tuple[LaidLine, ...]:
    """Put a blank line before each row that can be chosen, where there is none.

    A number stays right below the name of its service.
    """
    apart = {n for n, row in enumerate(rows) if row.pick and row.role != "number"}
    spaced = list(lines[:1])
    for before, line in pairwise(lines):
        if before.row != line.row and line.row in apart and before.text:
            spaced.append(LaidLine(GAP, ""))
        spaced.append(line)
    return tuple(spaced)


def fold(pieces: Iterable[str], width: int) -> str:
    """Join short hints into lines, breaking only between hints."""
    lines = [""]
    for piece in pieces:
        joined = f"{lines[-1]}  {piece}" if lines[-1] else piece
        if Content(joined).cell_length <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(piece)
    return "\n".join(lines)


def _lines(n: int, row: PageRow, width: int, keys: int) -> Iterator[LaidLine]:
    start = _start(row, keys)
    room = max(2, min(width, WIDEST) - len(start))
    wrapped = _hung(row.text, room) if row.role == "call" else _wrap(row.text, room)
    for at, words in enumerate(wrapped):
        yield LaidLine(n, (" " * len(start) if at else start) + words)
    for words in _wrap(row.said, room) if row.said else ():
        yield LaidLine(n, " " * len(start) + words, said=True)


def _start(row: PageRow, keys: int) -> str:
    """Return what stands before a row; its key takes as many cells as the longest in the list."""
    if not row.pick:
        return row.lead
    tick = "" if row.ticked is None else "[x] " if row.ticked else "[ ] "
    return " " * MARK + f"{row.key:>{max(1, keys)}}  {tick}"


def _hung(text: str, room: int) -> list[str]:
    """Wrap a number with its service; what has no room on the first line stands further in."""
    first, *more = _wrap(text, room)
    inner = max(2, room - HANGS)
    rest = _wrap(text[len(first) :].strip(), inner) if more else []
    return [first, *(" " * (room - inner) + words for words in rest)]


def _wrap(text: str, room: int) -> list[str]:
    return [line.plain.rstrip() for line in Content(text).wrap(room)] or [""]


def _ends(lines: Sequence[LaidLine]) -> tuple[tuple[int, int], ...]:
    """Return the first and the last line of each row."""
    ends: dict[int, tuple[int, int]] = {}
    for n, line in enumerate(lines):
        if line.row != GAP:
            ends[line.row] = ends.get(line.row, (n, n))[0], n
    return tuple(ends.values())


@dataclass(frozen=True, slots=True, repr=False)
class View:
    """Wrapped rows, seen from line `top` on; the marked row `at` is always in sight.

    With `air`, rows to choose have a blank line between them if all still fits. `laid` are wrapped
    lines, of the rows and the width in `of`: a view made from another need not wrap them again.
    """

    rows: tuple[PageRow, ...]
    wide: int
    height: int
    top: int = 0
    at: int | None = None
    air: bool = False
    laid: tuple[LaidLine, ...] = field(default=(), compare=False, repr=False)
    of: tuple[tuple[PageRow, ...], int] = field(default=((), 0), compare=False, repr=False)
    lines: tuple[LaidLine, ...] = field(init=False)
    ends: tuple[tuple[int, int], ...] = field(init=False, compare=False, repr=False)
    """The first and the last line of each row."""

    def __post_init__(self) -> None:
        """Wrap the rows, and clamp `top` and `at` to what exists."""
        lines = self._wrapped()
        roomy = aired(self.rows, lines) if self.air else lines
        object.__setattr__(self, "lines", roomy if len(roomy) <= self.height else lines)
        object.__setattr__(self, "ends", _ends(self.lines))
        self.cut()
        self.settle()

    def cut(self) -> None:
        """Cut pages, where a view has any."""

    def moved(self, top: int, at: int | None) -> Self:
        """Return a view of the same lines from another one on, with another mark."""
        view = object.__new__(type(self))
        for name in self.__dataclass_fields__:
            object.__setattr__(view, name, getattr(self, name))
        object.__setattr__(view, "top", top)
        object.__setattr__(view, "at", at)
        view.settle()
        return view

    def _wrapped(self) -> tuple[LaidLine, ...]:
        if self.of != (self.rows, self.width):
            object.__setattr__(self, "laid", lay(self.rows, self.width))
            object.__setattr__(self, "of", (self.rows, self.width))
        return self.laid

    def settle(self) -> None:
        """Clamp `top` and `at` to what exists."""
        put = object.__setattr__
        put(self, "top", self._whole(max(0, min(self.top, self._lowest))))
        if self.at is not None and not self._seen(self.at):
            put(self, "at", None)

    @property
    def width(self) -> int:
        """How many cells a line may take."""
        return max(8, min(self.wide, WIDEST))

    @property
    def tall(self) -> bool:
        """Whether there are more lines than the window holds."""
        return len(self.lines) > self.height

    @property
    def room(self) -> int:
        """How many lines are shown; when scrolling, one is kept for the sign that there is more."""
        return max(1, self.height - 1 if self.tall else self.height)

    @property
    def needs(self) -> int:
        """How many lines it takes to show all."""
        return len(self.lines)

    @property
    def window(self) -> Sequence[int]:
        """The indexes of the lines in sight; a row to choose is there whole or not at all."""
        return range(self.top, self._stop)

    @property
    def _stop(self) -> int:
        end = min(self.top + self.room, len(self.lines))
        if self._inside(end) and self.first(self.lines[end].row) > self.top:
            return self.first(self.lines[end].row)
        return end

    @property
    def _lowest(self) -> int:
        return len(self.lines) - self.room

    def _inside(self, n: int) -> bool:
        """Return whether a line is not the first of a row to choose that fits the window."""
        if not 0 < n < len(self.lines) or not self.rows[self.lines[n].row].pick:
            return False
        row = self.lines[n].row
        return self.first(row) < n and self._last(row) - self.first(row) < self.room

    def _whole(self, top: int, way: int = 0) -> int:
        """Return a first line that cuts no row to choose: the row's own one, or the next row's.

        The next one's is taken on the way down, and where the end could not be seen otherwise.
        """
        if not self._inside(top):
            return top
        row = self.lines[top].row
        down = way > 0 or (way == 0 and top == self._lowest)
        return self._last(row) + 1 if down else self.first(row)

    @property
    def hidden(self) -> tuple[bool, bool]:
        """Whether lines are hidden above, and below."""
        return self.top > 0, self._stop < len(self.lines)

    @property
    def below(self) -> int:
        """How many options are hidden below."""
        hidden = (row for row in self._picks() if self.first(row) >= self._stop)
        return sum(self.rows[row].role in JUMPED for row in hidden)

    @property
    def pick(self) -> str:
        """The pick of the marked row; empty if none is marked."""
        return "" if self.at is None else self.rows[self.at].pick

    @property
    def chosen(self) -> int:
        """How many cells the marked row takes: its words, and one after them."""
        if self.at is None:
            return 0
        first, last = self.ends[self.at]
        longest = max(cell_len(line.text) for line in self.lines[first : last + 1])
        return min(self.width, longest + 1)

    def first(self, row: int) -> int:
        """Return the first line of a row."""
        return self.ends[row][0]

    def find(self, pick: str) -> View:
        """Return a view with the row of this pick marked; unchanged if there is none."""
        row = next((n for n in self._picks() if self.rows[n].pick == pick), None)
        return self if row is None else self._mark(row)

    def anew(self, rows: tuple[PageRow, ...]) -> View:
        """Return a view of other rows, from the top."""
        return replace(self, rows=rows, top=0, at=None)

    def spot(self, row: int) -> int:
        """Return on which line in sight a row begins."""
        return self.first(row) - self.top

    def again(self, rows: tuple[PageRow, ...]) -> View:
        """Return a view of other rows, with the same position and pick."""
        return replace(self, rows=rows, at=None).find(self.pick)

    def sized(self, wide: int, height: int, *, air: bool = False) -> View:
        """Return a view of another size, with the marked row in sight."""
        top = self.top if self.wide else 0
        return replace(self, wide=wide, height=height, top=top, at=None, air=air).find(self.pick)

    def step(self, way: int) -> View:
        """Mark the next row that can be chosen if it is in sight or adjacent; otherwise scroll."""
        row = self.next_pick(way)
        if row is not None and self._near(row):
            return self._mark(row)
        return self._scrolled(self.top + way, way)

    def _scrolled(self, top: int, way: int) -> View:
        return self.moved(self._whole(max(0, min(top, self._lowest)), way), self.at)

    def page(self, way: int) -> View:
        """Scroll by a page, less one line that stays in sight; at the end, change nothing."""
        moved = self._paged_down() if way > 0 else self._paged_up()
        if moved.top == self.top:
            return self
        return moved._mark_any(-way) if moved.at is None else moved

    def _paged_down(self) -> View:
        end = self._stop
        moved = self._scrolled(end - 1, 0)
        return moved if moved.top > self.top else self._scrolled(max(end, self.top + 1), 0)

    def _paged_up(self) -> View:
        moved = self._scrolled(self.top - max(1, self.room - 1), 1)
        return moved if moved.top < self.top else self._scrolled(self.top - 1, -1)

    def edge(self, way: int) -> View:
        """Jump to the first or last line, and mark the outermost option in sight."""
        moved = self.moved(len(self.lines) if way > 0 else 0, None)
        return moved._mark_any(way)

    def _mark_any(self, way: int) -> View:
        """Mark the last option in sight, the first if `way` is negative; never a way elsewhere."""
        rows = [r for r in self._picks() if self._seen(r) and self.rows[r].role in JUMPED]
        return self.moved(self.top, rows[-1 if way > 0 else 0]) if rows else self

    def _mark(self, row: int) -> View:
        """Mark a row and scroll as little as needed; a row taller than the window shows its top."""
        first, last = self.first(row), self._last(row)
        top = min(self._whole(max(self.top, last - self.room + 1), 1), first)
        if row == min(self._picks()) and first < self.room:
            top = 0
        return self.moved(top, row)

    def next_pick(self, way: int) -> int | None:
        """Return the next row to mark; with none marked, only one in that direction."""
        rows = self._picks()
        if way > 0:
            after = [r for r in rows if self._begins(r, way) and (self.at is None or r > self.at)]
            return after[0] if after else None
        before = [r for r in rows if self._begins(r, way) and (self.at is None or r < self.at)]
        return before[-1] if before else None

    def _begins(self, row: int, way: int) -> bool:
        """Return whether a row begins within the window, or beyond it in that direction."""
        first = self.first(row)
        return first >= self.top if way > 0 else first < self._stop

    def _near(self, row: int) -> bool:
        return self._last(row) >= self.top - 1 and self.first(row) <= self.top + self.room

    def _seen(self, row: int) -> bool:
        return self.first(row) in self.window

    def _last(self, row: int) -> int:
        return self.ends[row][1]

    def _picks(self) -> list[int]:
        return [n for n, row in enumerate(self.rows) if row.pick]
