"""When people come: a curve of the day, and waves after a broadcast or a message to many."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DAY_MINUTES = 24 * 60

HOURS = (
    1.6, 1.0, 0.7, 0.5, 0.5, 0.8, 1.6, 2.8, 3.9, 4.6, 5.0, 5.4,
    5.6, 5.2, 4.8, 4.6, 4.8, 5.4, 6.2, 7.2, 8.0, 7.6, 6.0, 3.6,
)  # fmt: skip
"""Assumed: how the people of a day spread over its hours. Most come in the evening."""


@dataclass(frozen=True)
class Wave:
    """A wave of people: it begins at an hour, and after each `minutes` half as many come."""

    hour: float
    part: float
    minutes: float


WAVES = (Wave(8.5, 0.004, 5), Wave(12.1, 0.005, 3), Wave(18.0, 0.006, 5), Wave(20.5, 0.010, 2))
"""Assumed: parts of the day's people who come in waves; one just after noon, one at the peak."""


def rates(people: int, waves: Sequence[Wave] = WAVES) -> list[float]:
    """Return how many come a second, for each minute of the day; their sum is `people`."""
    calm = people * (1 - sum(wave.part for wave in waves))
    minutes = [calm * _hourly(minute / 60) for minute in range(DAY_MINUTES)]
    for wave in waves:
        for minute, part in _spread(wave):
            minutes[minute] += people * part
    return [count / 60 for count in minutes]


def _hourly(hour: float) -> float:
    """Return the part of the day's people in this minute, between the middles of two hours."""
    before, between = divmod(hour - 0.5, 1)
    here, there = HOURS[int(before) % 24], HOURS[(int(before) + 1) % 24]
    return (here + (there - here) * between) / sum(HOURS) / 60


def _spread(wave: Wave) -> Iterator[tuple[int, float]]:
    """Yield the minutes of a wave, each with the part of the day's people in it."""
    first = round(wave.hour * 60)
    heights = [math.exp2(-after / wave.minutes) for after in range(DAY_MINUTES - first)]
    for after, height in enumerate(heights):
        yield first + after, wave.part * height / sum(heights)


def arrivals(a_second: Sequence[float], dice: random.Random) -> Iterator[float]:
    """Yield when each comes, in seconds of the day: a Poisson process with the rate of a minute."""
    for minute, rate in enumerate(a_second):
        at = minute * 60.0
        while rate > 0 and (at := at + dice.expovariate(rate)) < (minute + 1) * 60:
            yield at
