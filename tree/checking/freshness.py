"""The age of helpline sources; today's date is passed in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path as FilePath

from tree.fault import Fault, UnusableError
from tree.helplines import Country, Helplines, Line
from tree.languages.helpline_files import tables
from tree.pack.files import read_file
from tree.pack.pack import Pack
from tree.pack.yaml_reader import Path, Written, parse

READ = b"read:"
"""Key of the day on which the source of a line was read."""

AHEAD = timedelta(days=1)
"""How far ahead of today a day may be: the date is already later elsewhere on earth."""


@dataclass(frozen=True, slots=True)
class Due:
    """A line whose source must be read again, and its country."""

    country: Country
    line: Line


def limit_of(pack: Pack | None) -> int:
    """Return the days after which a pack wants a source read again; 0 for no limit."""
    return pack.head.shape.limits.get("helplines_days", 0) if pack and pack.head else 0


def date_faults(files: Mapping[str, bytes], limit: int, today: date) -> Iterator[Fault]:
    """Find lines whose source was read longer ago than the limit (0: none), or in the future."""
    for name, raw in tables(files).items():
        written = parse(raw, name)
        for path, line in _lines(written):
            read = str(line.get("read", ""))
            if code := _code(read, limit, today):
                values = {"id": str(line.get("id", "")), "read": read, "limit": str(limit)}
                yield Fault(code, written.where((*path, "read")), values)


def faults_with_own(
    files: Mapping[str, bytes], own: FilePath | None, limit: int, today: date
) -> Iterator[Fault]:
    """Check a host's own lines, too; a shipped line that they replace is not checked."""
    raw = read_file(own) if own else b""
    mine = {str(line.get("id")) for _, line in _lines(parse(raw, ""))} if own else set()
    shipped = date_faults(files, limit, today)
    yield from (fault for fault in shipped if fault.values["id"] not in mine)
    yield from date_faults({own.name: raw}, limit, today) if own else ()


def source_faults(pack: Pack | None, today: date) -> Iterator[Fault]:
    """Find sources of a pack with a future date."""
    for name, source in pack.sources.items() if pack else ():
        if code := _code(source.shape.read, 0, today):
            yield source.fault(code, "read", id=name, read=source.shape.read, limit="")


def _lines(written: Written) -> Iterator[tuple[Path, Mapping[str, object]]]:
    value = written.value
    lines = value.get("lines") if isinstance(value, dict) else None
    for i, line in enumerate(lines if isinstance(lines, list) else ()):
        if isinstance(line, dict):
            yield ("lines", i), line


def _code(read: str, limit: int, today: date) -> str:
    """Return the fault code of a day, or ""; days compare as text, and invalid ones pass here."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", read):
        return ""
    if read > (today + AHEAD).isoformat():
        return "helpline-future"
    most = (today - date.min).days
    old = limit and read < (today - timedelta(days=min(limit, most))).isoformat()
    return "helpline-stale" if old else ""


def due(helplines: Helplines, days: int, today: date) -> tuple[Due, ...]:
    """List the lines whose source was read at least `days` ago, oldest first."""
    last = (today - timedelta(days=days)).isoformat()
    found = (Due(country, line) for country in helplines.countries.values()
             for line in country.lines if line.read <= last)  # fmt: skip
    return tuple(sorted(found, key=lambda it: (it.line.read, it.country.id, it.line.id)))


def newest_to_come(tables: Mapping[str, bytes], today: date) -> str:
    """Return the latest future day on which a source is said to have been read, or ""."""
    return max(_to_come(tables, today), default="")


def refuse_old_clock(tables: Mapping[str, bytes], today: date) -> None:
    """Raise UnusableError if most sources have a future date: then the clock is wrong."""
    to_come = _to_come(tables, today)
    if 2 * len(to_come) > sum(raw.count(READ) for raw in tables.values()):
        raise clock_behind(max(to_come), today)


def clock_behind(read: str, today: date) -> UnusableError:
    """Return the error for a clock that is behind: today's date, and the later day of a source."""
    return UnusableError("clock-behind", today=today.isoformat(), read=read)


def _to_come(tables: Mapping[str, bytes], today: date) -> list[str]:
    return [fault.values["read"] for fault in date_faults(tables, 0, today)]
