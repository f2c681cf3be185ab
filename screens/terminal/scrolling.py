"""Find lines that only moved up or down, so that a terminal can move them by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

T = TypeVar("T")

WAYS = (1, -1, 2, -2, 3, -3)
"""Lines that text may have moved up by; a longer way is painted anew."""

LEAST = 4
"""Fewest changed lines that are worth moving."""


class Scroll(NamedTuple):
    """Lines `first` to `last` of the terminal, of which the text moves up by `way` lines."""

    first: int
    last: int
    way: int

    @property
    def sequence(self) -> str:
        """What makes a terminal do it: lines are deleted at one end, and inserted at the other.

        A scroll region would take fewer bytes, but tmux and GNU screen keep what leaves one.
        """
        many = abs(self.way)
        ends = self.first + 1, self.last + 2 - many
        gone, new = ends if self.way > 0 else reversed(ends)
        return f"\x1b[{gone};1H\x1b[{many}M\x1b[{new};1H\x1b[{many}L"

    def moved(self, lines: list[T], unknown: T) -> list[T]:
        """Return the lines after it; those that came in are unknown."""
        part = lines[self.first : self.last + 1]
        new = [unknown] * abs(self.way)
        part = [*part[self.way :], *new] if self.way > 0 else [*new, *part[: self.way]]
        return [*lines[: self.first], *part, *lines[self.last + 1 :]]


def scroll(wanted: Sequence[object], shown: Sequence[object]) -> Scroll | None:
    """Return what moves the most changed lines into place; None if that is not worth it.

    The first line never moves: terminals may keep it in their history.
    """
    if sum(new != old for new, old in zip(wanted, shown, strict=True)) < LEAST:
        return None
    found = [(gain, moves) for way in WAYS for gain, moves in _blocks(wanted, shown, way)]
    gain, best = max(found, key=lambda each: each[0], default=(0, None))
    return best if gain >= LEAST else None


def _blocks(
    wanted: Sequence[object], shown: Sequence[object], way: int
) -> list[tuple[int, Scroll]]:
    """Return each run of lines that stand `way` lines lower now, and how many of them changed."""
    lines = range(max(1, 1 - way), min(len(wanted), len(wanted) - way))
    blocks = []
    for alike, run in groupby(lines, key=lambda y: wanted[y] == shown[y + way]):
        block = list(run)
        gain = sum(wanted[y] != shown[y] for y in block) if alike else 0
        ends = block[0], block[0] + way, block[-1], block[-1] + way
        blocks.append((gain, Scroll(min(ends), max(ends), way)))
    return blocks
