"""Join sets of answers that differ in one answer to the same question: fewer, wider rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tree.proving.deciding.sufficient import GivenSet

OneOf = tuple[str, tuple[str, ...]]
"""A question, and options of which any one will do."""
Row = tuple[OneOf, ...]
"""Every choice of one option from each part is a set of answers that was joined."""


def rows(sets: Iterable[GivenSet], order: Mapping[tuple[str, str], int]) -> list[Row]:
    """Join sets into rows, those of fewest answers first; `order` numbers all answers."""
    found: list[Row] = [
        tuple((q, (o,)) for q, o in sorted(one, key=order.__getitem__)) for one in sets
    ]
    for place in range(max(map(len, found), default=0)):
        found = _joined(found, place)
    return sorted(found, key=len)


def _joined(found: Iterable[Row], place: int) -> list[Row]:
    """Join rows that differ in the options of one part alone."""
    alike: dict[Row, Row] = {}
    for row in found:
        part = row[place : place + 1]
        key = (*row[:place], *((q, ()) for q, _ in part), *row[place + 1 :])
        alike[key] = _with(alike[key], row, place) if key in alike else row
    return list(alike.values())


def _with(row: Row, other: Row, place: int) -> Row:
    question, options = row[place]
    joined = (question, (*options, *other[place][1]))
    return (*row[:place], joined, *row[place + 1 :])
