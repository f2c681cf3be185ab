"""Pieces of a text that another text takes the place of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A text in place of what stands from `start` up to `end`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with other pieces; they must not overlap."""
    for one in sorted(splices, reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    return text


def alike(one: bytes, other: bytes) -> tuple[int, int]:
    """Return how many bytes two files begin and end with alike, without overlap."""
    least = min(len(one), len(other))
    start = _shared(one, other, least)
    end = _shared(one[: start - len(one) - 1 : -1], other[: start - len(other) - 1 : -1], least)
    return start, min(end, least - start)


def _shared(one: bytes, other: bytes, most: int) -> int:
    """Return how many bytes two files begin with alike: by halves, which is quick."""
    low, high = 0, most
    while low < high:
        half = (low + high + 1) // 2
        if one[low:half] == other[low:half]:
            low = half
        else:
            high = half - 1
    return low
