"""Lay out the first frame for a window, for the front door: without any library."""

from screens.terminal.column import HIGH, TALL, above, margin, width

TIGHT = "\v"
"""Stands between the rows and those for a window that is too small for them."""


def lay(rows: "list[str]", wide: int, high: int) -> str:
    """Return the lines of rows in a window; the first row stands on its first line."""
    gap, left = int(high >= HIGH), " " * margin(wide)
    cut = rows.index(TIGHT) if TIGHT in rows else len(rows)
    usual, tight = rows[1:cut], rows[cut + 1 :]
    room = high - 1 - 2 * gap - 1
    shown, started = _page(usual, width(wide), room)
    shown = shown if started or not tight else _page(tight, width(wide), room)[0]
    air = _aired(usual, width(wide)) if high >= TALL else shown
    shown = air if len(air) <= room else shown
    free = [""] * (gap + above(high, 2 + 2 * gap + len(shown)))
    lines = [rows[0][: wide - len(left)], *free, *shown]
    return "\r\n".join(left + line if line else "" for line in lines)


def _page(rows: "list[str]", wide: int, room: int) -> "tuple[list[str], bool]":
    """Return the lines of the rows that fit, and whether one to choose is among them."""
    lines = [line for row in rows for line in wrap(row, wide)]
    if len(lines) <= room:
        return lines, True
    lines, started = [], False
    for row in rows:
        wrapped = wrap(row, wide)
        if len(lines) + len(wrapped) > room - 1:
            break
        lines += wrapped
        started = started or "\t" in row
    return lines, started


def _aired(rows: "list[str]", wide: int) -> "list[str]":
    """Return the lines with a blank one before each row to choose."""
    lines: list[str] = []
    for row in rows:
        lines += [""] if "\t" in row and lines and lines[-1] else []
        lines += wrap(row, wide)
    return lines


def wrap(row: str, wide: int) -> "list[str]":
    """Break a row between words; later lines begin below what follows its tab."""
    lead, _, text = row.rpartition("\t")
    lines = [lead]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > wide and lines[-1].strip():
            lines.append(" " * len(lead))
        lines[-1] += word + " "
    return [line.rstrip() for line in lines]
