"""Tracks in a channel: each place that arrows run to has one, and short ones stay inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Span = tuple[float, float]
CLEAR = 10.0


def columns(ends: Mapping[str, Iterable[float]]) -> dict[str, int]:
    """Give each track a column, 0 the nearest; tracks that would touch get different ones."""
    spans = {name: (min(ys), max(ys)) for name, found in ends.items() if (ys := list(found))}
    taken: list[list[Span]] = []
    columns: dict[str, int] = {}
    for name, span in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        column = next((i for i, used in enumerate(taken) if _free(used, span)), len(taken))
        if column == len(taken):
            taken.append([])
        taken[column].append(span)
        columns[name] = column
    return columns


def _free(used: Iterable[Span], span: Span) -> bool:
    return all(span[1] + CLEAR < top or bottom + CLEAR < span[0] for top, bottom in used)


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
