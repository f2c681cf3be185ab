"""Whether this machine knows which day it is: a small one does not until somebody tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tree.fault import UnusableError
from tree.reading.freshness import date_faults

READ = b"read:"
"""Stands before the day on which the source of a line was read."""


def newest_to_come(tables: Mapping[str, bytes], today: date) -> str:
    """Find the last of the days to come on which a source is said to have been read; or nothing."""
    return max(_to_come(tables, today), default="")


def refuse_old_clock(tables: Mapping[str, bytes], today: date) -> None:
    """Raise UnusableError where most sources were read on days to come: then the clock is wrong."""
    to_come = _to_come(tables, today)
    if 2 * len(to_come) > sum(raw.count(READ) for raw in tables.values()):
        raise clock_behind(max(to_come), today)


def clock_behind(read: str, today: date) -> UnusableError:
    """Name the day of this machine, and the later one on which something was read."""
    return UnusableError("clock-behind", today=today.isoformat(), read=read)


def _to_come(tables: Mapping[str, bytes], today: date) -> list[str]:
    return [fault.values["read"] for fault in date_faults(tables, 0, today)]
