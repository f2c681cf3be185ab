"""Cut lines into screenfuls, between items: a heading stays with what follows it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WIDEST = 72
START = re.compile(r"\s*(\d+\. |- |\S   )?")
"""Prefix of a line (a number, a dash or a letter); continuation lines are indented below it."""

ITEM = re.compile(r"(\d+\.|-|s\.|\S  ) ")
"""The first line of an item."""

NUMBER = re.compile(r"(\d+)\. ")


@dataclass(frozen=True, slots=True)
class WindowSize:
    """Columns and rows for text; without a terminal there is no end of rows."""

    columns: int = WIDEST
    rows: int = 0


def wrapped(line: str, columns: int = WIDEST) -> list[str]:
    """Wrap a line between words, with continuation lines indented below its prefix."""
    start = START.match(line)
    under = " " * len(start[0]) if start else ""
    wrap = textwrap.TextWrapper(
        columns, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
    )
    return wrap.wrap(line) or [""]


def screenful(lines: Sequence[str], size: WindowSize) -> tuple[list[str], list[str]]:
    """Return the wrapped lines that fit into a window, and the lines that are left."""
    if not size.rows:
        return [part for line in lines for part in wrapped(line, size.columns)], []
    shown = list[str]()
    taken = 0
    for block in _blocks(lines):
        rows = [part for line in block for part in wrapped(line, size.columns)]
        if len(shown) + len(rows) > size.rows:
            break
        shown, taken = shown + rows, taken + len(block)
    if not any(shown):
        return _torn(lines, size)
    return shown, _without_gap(lines[taken:])


def _torn(lines: Sequence[str], size: WindowSize) -> tuple[list[str], list[str]]:
    """Return the first rows of a block that is higher than the window, and what is left."""
    shown = list[str]()
    for n, line in enumerate(lines):
        rows = wrapped(line, size.columns)
        free = size.rows - len(shown)
        if len(rows) > free:
            if any(shown):
                return shown, list(lines[n:])
            return rows[:free], [" ".join(map(str.strip, rows[free:])), *lines[n + 1 :]]
        shown += rows
    return shown, []


def _without_gap(lines: Sequence[str]) -> list[str]:
    first = next((n for n, line in enumerate(lines) if line), len(lines))
    return list(lines[first:])


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Split lines into what stays together: an item; the first one with its heading."""
    block = list[str]()
    for line in lines:
        if block and _parts(block, line):
            yield block
            block = []
        block.append(line)
    yield block


def _parts(block: Sequence[str], line: str) -> bool:
    if not line:
        return any(block)
    return bool(ITEM.match(line)) and any(map(ITEM.match, block))


def numbered(lines: Iterable[str]) -> Iterator[int]:
    """Yield the numbers of the items that these lines begin."""
    for line in lines:
        if found := NUMBER.match(line):
            yield int(found[1])
