"""Tracks in a channel: each place that arrows run to has one, in an order that crosses little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CLEAR = 10.0
ROUNDS = 60


@dataclass(slots=True)
class Track:
    """A track and the heights at which lines meet it: from the road's side, and from beyond."""

    inner: list[float] = field(default_factory=list)
    outer: list[float] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Say where the track begins."""
        return min(*self.inner, *self.outer)

    @property
    def bottom(self) -> float:
        """Say where the track ends."""
        return max(*self.inner, *self.outer)


def columns(tracks: Mapping[str, Track]) -> dict[str, int]:
    """Give each track a column, 0 the nearest; tracks that would touch get different ones."""
    found: dict[str, int] = {}
    for name in _ordered(tracks):
        touched = (column for other, column in found.items() if _touch(tracks[name], tracks[other]))
        found[name] = max(touched, default=-1) + 1
    return found


def _ordered(tracks: Mapping[str, Track]) -> list[str]:
    """Start with the shortest nearest, then swap neighbours while that saves crossings."""
    names = sorted(tracks, key=lambda name: tracks[name].bottom - tracks[name].top)
    for _ in range(ROUNDS):
        swapped = False
        for i in range(len(names) - 1):
            a, b = tracks[names[i]], tracks[names[i + 1]]
            if _crossings(b, a) < _crossings(a, b):
                names[i], names[i + 1] = names[i + 1], names[i]
                swapped = True
        if not swapped:
            break
    return names


def _crossings(near: Track, far: Track) -> int:
    """Count the lines that cross a track where one of two is nearer to the road."""
    return _within(near.outer, far) + _within(far.inner, near)


def _within(heights: Iterable[float], track: Track) -> int:
    return sum(track.top < height < track.bottom for height in heights)


def _touch(one: Track, other: Track) -> bool:
    return not (one.bottom + CLEAR < other.top or other.bottom + CLEAR < one.top)


def spread(wanted: list[float], heights: list[float]) -> list[float]:
    """Put things of some heights below one another, each as near to where it is wanted as fits."""
    offsets = [sum(heights[:i]) for i in range(len(heights))]
    pools: list[list[float]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append([want - offset])
        while len(pools) > 1 and _mean(pools[-2]) >= _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    level = [_mean(pool) for pool in pools for _ in pool]
    return [at + offset for at, offset in zip(level, offsets, strict=True)]


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)
