"""What the program knows later of a number that a pack has as its own, in words."""

from __future__ import annotations

from collections.abc import Iterator

from editor.sitting.looking import DeskLooking
from editor.values import Entry
from screens.words import Words

MOST = 12
"""Numbers that are named when a pack is opened."""


def later_here(desk: DeskLooking, entry: Entry, words: Words) -> Iterator[str]:
    """Yield for each field of a number what the program has there."""
    for one in desk.later(entry):
        label = words(f"edit.field.{one.key}")
        key = "numbers.has" if one.now else "numbers.has-not"
        yield words(key, field=label, now=one.now, day=one.read)


def later_all(desk: DeskLooking, words: Words) -> str:
    """Return which numbers the program has read again, and has otherwise; empty text if none."""
    found = desk.later_numbers
    names = ", ".join(one.title for one in found[:MOST])
    return words("numbers.later", n=len(found), names=names) if found else ""
