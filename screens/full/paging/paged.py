"""A view that turns pages: what belongs together stands on one page, and numbers stay in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from screens.full.view import View, lay
from screens.pages.rows import PageRow

BELONGS = {"number", "detail", "dated", "seen"}
"""Roles of rows that belong to the row above them."""

HEADS = {"heading", "head"}
"""Roles of rows that belong to the row below them, across a gap as well."""

APART = {"call", "item", "option", "strong"}
"""Roles of rows of which any two may stand on different pages, as may any two to choose."""

LONELY = 3
"""A page with less than this part of it filled takes the beginning of what has no room on it."""

SHARE = 5
"""At most one line in so many is taken by the numbers that stay in sight."""


def begins(rows: Sequence[PageRow]) -> Iterator[int]:
    """Yield the rows with which a page may begin."""
    before, gap = PageRow(), True
    for n, row in enumerate(rows):
        if row.text:
            if _parts(before, row, gap=gap):
                yield n
            before = row
        gap = not row.text


def _parts(before: PageRow, row: PageRow, *, gap: bool) -> bool:
    """Return whether a page may end before this row."""
    if before.role in HEADS or row.role in BELONGS:
        return False
    return (
        gap
        or bool(row.pick or before.pick)
        or bool({before.role, row.role} & APART)
        or (row.role in HEADS | {"service"})
    )


@dataclass(frozen=True, slots=True, repr=False)
class PagedView(View):
    """Rows on pages; `top` is always the first line of one.

    Args:
        whole: rows to show instead if all of them fit.
        tight: rows to show instead if `short` has no room on its first page for the row to mark,
            or, with none to mark, for all up to its first gap.
        brief: whether the numbers on top are as few on the first page as on the others.
        wish: pick of the row to mark while no other is, if it stands on the first page.
    """

    short: tuple[PageRow, ...] = ()
    whole: tuple[PageRow, ...] = ()
    tight: tuple[PageRow, ...] = ()
    brief: bool = False
    wish: str = ""
    starts: tuple[int, ...] = field(init=False, default=(0,))
    kept: tuple[int, ...] = field(init=False, default=())
    end: int = field(init=False, compare=False, default=0)
    """The line after the last one of the page."""

    def __post_init__(self) -> None:
        """Take the rows that fit, and wrap."""
        if self.whole or self.tight:
            object.__setattr__(self, "rows", self._fitting())
        View.__post_init__(self)

    def _fitting(self) -> tuple[PageRow, ...]:
        if self.whole and len(lay(self.whole, self.width)) <= self.height:
            return self.whole
        return self.tight if self.tight and self._crowded() else self.short

    def _crowded(self) -> bool:
        """Return whether the first page lacks the row to mark, or a part of what comes first."""
        if self.wish:
            usual = replace(self, rows=self.short, whole=(), tight=(), top=0, at=None)
            return usual.pick != self.wish
        first = tuple(takewhile(lambda row: row.text, self.short))
        return len(lay(first, self.width)) > self.height - 1

    def cut(self) -> None:
        """Cut pages."""
        object.__setattr__(self, "kept", tuple(self._keep()))
        object.__setattr__(self, "starts", tuple(self._cut()))

    def settle(self) -> None:
        """Clamp `top` and `at` to what exists."""
        put = object.__setattr__
        put(self, "top", max((s for s in self.starts if s <= self.top), default=self.starts[0]))
        put(self, "end", self._end(self.top))
        at = self.at if self.at is not None and self._seen(self.at) else self._wished()
        put(self, "at", at)

    @property
    def number(self) -> int:
        """The number of this page, from 1."""
        return self.starts.index(self.top) + 1

    @property
    def tall(self) -> bool:
        """Whether there are several pages."""
        return len(self.starts) > 1

    @property
    def needs(self) -> int:
        """How many lines this takes: all there are if there are several pages."""
        return self.height if self.tall else len(self.window)

    @property
    def window(self) -> tuple[int, ...]:
        """The indexes of the lines in sight: the numbers that are kept, and the page."""
        return (*self._above(self.top), *range(self.top, self.end))

    @property
    def hidden(self) -> tuple[bool, bool]:
        """Whether there are pages before, and after."""
        return self.top > self.starts[0], self.top < self.starts[-1]

    def anew(self, rows: tuple[PageRow, ...]) -> PagedView:
        """Return a view of other rows, from the first page on."""
        return replace(self, short=rows, rows=rows, top=0, at=None)

    def again(self, rows: tuple[PageRow, ...]) -> View:
        """Return a view of other rows, with the same position and pick."""
        return replace(self, short=rows, rows=rows, at=None).find(self.pick)

    def sized(self, wide: int, height: int, *, air: bool = False) -> View:
        """Return a view of another size, on the page with the same row."""
        row = self.lines[self.top].row if self.lines else 0
        pick = "" if self._waits_at_top else self.pick
        new = replace(self, wide=wide, height=height, air=air, at=None)
        if pick or not self.wide or new.rows is not self.rows:
            return new.find(pick)
        return replace(new, top=new.first(row)) if self.top > self.starts[0] else new

    @property
    def _waits_at_top(self) -> bool:
        """Whether the first page is shown, with nothing marked but what is by itself."""
        return self.top == self.starts[0] and self.pick in {"", self.wish}

    def step(self, way: int) -> View:
        """Mark the next row that can be chosen on this page or at the edge of the next one."""
        row = self.next_pick(way)
        if row is not None and self._seen(row):
            return self._mark(row)
        turned = self.page(way)
        return turned if row is None else turned._reach(row, way)

    def page(self, way: int) -> PagedView:
        """Turn a page; at the end, change nothing."""
        n = self.number - 1 + way
        if not 0 <= n < len(self.starts):
            return self
        return self.moved(self.starts[n], None)

    def edge(self, way: int) -> View:
        """Turn to the first or the last page."""
        return self.moved(self.starts[-1 if way > 0 else 0], None)

    def spot(self, row: int) -> int:
        """Return on which line in sight a row begins."""
        return self.window.index(self.first(row))

    def _reach(self, row: int, way: int) -> View:
        """Mark a row if it is the outermost on this page, coming from the page before or after."""
        edge = self.top if way > 0 else self.end - 1
        return self._mark(row) if self.lines[edge].row == row else self

    def _mark(self, row: int) -> View:
        first = self.first(row)
        return self.moved(max(s for s in self.starts if s <= first), row)

    def _begins(self, row: int, way: int) -> bool:
        first = self.first(row)
        return first >= self.top if way > 0 else first < self.end

    def _seen(self, row: int) -> bool:
        return self.top <= self.first(row) < self.end

    def _wished(self) -> int | None:
        """Return the row to mark while no other is marked, if it is on the first page."""
        if self.top > self.starts[0]:
            return None
        rows = (n for n, row in enumerate(self.rows) if row.pick and row.pick == self.wish)
        return next((n for n in rows if self._seen(n)), None)

    def _above(self, start: int) -> tuple[int, ...]:
        """Return the numbers that are kept above the page that begins here."""
        return self.kept if self.brief or start > 0 else ()

    def _end(self, start: int) -> int:
        """Return the line after the last one of the page that begins here."""
        after = [s for s in self.starts if s > start]
        return self._filled(start, min(after, default=len(self.lines)))

    def _filled(self, start: int, end: int) -> int:
        """Return `end`, or the line after the last one before it that is not blank."""
        while end > start and not self.lines[end - 1].text:
            end -= 1
        return end

    def _calls(self) -> Iterator[list[int]]:
        """Yield the lines of each number on top."""
        for n, row in enumerate(self.rows):
            if row.role not in {"call", "strong"}:
                return
            yield [i for i, line in enumerate(self.lines) if line.row == n]

    def _keep(self) -> Iterator[int]:
        """Yield the lines of the first numbers, at least one, and of the gap below them."""
        taken = 0
        for lines in self._calls():
            if taken and taken + len(lines) > self.height // SHARE:
                break
            taken += len(lines)
            yield from lines
        if taken and self.height > 2 * SHARE:
            yield from [n for n, line in enumerate(self.lines) if not line.text][:1]

    def _cut(self) -> Iterator[int]:
        """Yield the first line of each page."""
        start: int | None = self._first_start()
        whole = len(self._above(start or 0)) + len(self.lines) - (start or 0)
        while start is not None:
            yield start
            start = self._next_start(start) if whole > self.height else None

    def _first_start(self) -> int:
        """Return 0, or the first line below all numbers and their gap if these are brief."""
        if not (self.brief and self.kept):
            return 0
        return next((n + 1 for n, line in enumerate(self.lines) if not line.text), 0)

    def _next_start(self, start: int) -> int | None:
        """Return where the page ends that begins here; between rows or lines if it must be."""
        room = max(1, self.height - 1 - len(self._above(start)))
        if self._filled(start, len(self.lines)) - start <= room:
            return None
        fits = range(start + 1, start + room + 1)
        near = [n for n in self._firsts(begins(self.rows)) if n > start]
        whole = [n for n in near if self._filled(start, n) <= start + room]
        rows = [n for n in self._firsts(range(len(self.rows))) if n in fits]
        if whole and self._filled(start, max(whole)) - start < room / LONELY:
            whole = [n for n in rows if self._told(n)]
        return max(whole or rows or fits)

    def _told(self, line: int) -> bool:
        """Return whether the row above this line does not need the row that begins here."""
        above = self.rows[self.lines[self._filled(0, line) - 1].row]
        return above.role not in HEADS | {"service"}

    def _firsts(self, rows: Iterable[int]) -> list[int]:
        """Return the first lines of these rows."""
        wanted = set(rows)
        return [
            n
            for n, line in enumerate(self.lines)
            if line.row in wanted and (n == 0 or self.lines[n - 1].row != line.row)
        ]
