"""Lay out the first frame for a window, for the front door: without any library."""

from screens.terminal.column import HIGH, above, margin, width

BELOW = 2
"""Lines that the hints and the sign that there is more take at the end of a window."""


def lay(rows: "list[str]", wide: int, high: int) -> str:
    """Return the lines of rows in a window; the first row stands on its first line."""
    gap, left = int(high >= HIGH), " " * margin(wide)
    lines = [line for row in rows[1:] for line in wrap(row, width(wide))]
    used = 1 + gap + len(lines) + gap + 1
    free = [""] * (gap + above(high, used))
    room = high - len(free) - 1 - gap - (BELOW if used > high else 1)
    shown = [rows[0][: wide - len(left)], *free, *lines[: max(0, room)]]
    return "\r\n".join(left + line if line else "" for line in shown)


def wrap(row: str, wide: int) -> "list[str]":
    """Break a row between words; later lines begin below what follows its tab."""
    lead, _, text = row.rpartition("\t")
    lines = [lead]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > wide and lines[-1].strip():
            lines.append(" " * len(lead))
        lines[-1] += word + " "
    return [line.rstrip() for line in lines]
