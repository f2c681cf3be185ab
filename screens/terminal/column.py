"""Where the column of text stands in a window: numbers alone, without any library."""

MOST = 66
"""Most cells in a line: longer ones are hard to read, however wide the window is."""

ROOMY, EDGE = 60, 4
"""Cells from which a window has wide margins, and the least such margin."""

HIGH, TALL = 20, 30
"""Lines from which parts have a gap between them, and from which text does not fill the window."""


def margin(wide: int) -> int:
    """Return how many cells stand left of the column."""
    least = EDGE if wide >= ROOMY else min(1, max(0, wide - 1) // 2)
    return max(least, (wide - MOST) // 2)


def width(wide: int) -> int:
    """Return how many cells the column takes."""
    return max(1, min(MOST, wide - 2 * margin(wide)))


def beyond(wide: int) -> int:
    """Return how many cells there are from the column's left edge: short lines may reach so far."""
    return max(1, wide - margin(wide) - 1)


def above(high: int, taken: int) -> int:
    """Return how many free lines stand above text of `taken` lines: a third, in a tall window."""
    return max(0, high - taken) // 3 if high >= TALL else 0
