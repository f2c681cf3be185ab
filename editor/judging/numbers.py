"""What is wrong with the numbers to call that a pack shows: its own, or those of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from editor.values import LINES, OWN_LINES, FileBytes
from tree.checking.checked import LANGUAGES, Checked
from tree.checking.everything import unresolved
from tree.checking.freshness import date_faults, source_faults
from tree.fault import Fault, FaultyPackError
from tree.helplines import Helplines
from tree.languages.helpline_files import read_helplines
from tree.languages.spoken import phrase_faults, phrases

KEPT = 4
"""Tables of helplines that are kept as they were read."""


def number_faults(
    files: FileBytes, checked: Checked, lent: FileBytes, today: date
) -> Iterator[Fault]:
    """Find faults of the helplines, categories that none has, and days that are still to come.

    `lent` are those of the program, which a pack without its own shows.
    """
    under = next((at for at in (OWN_LINES, LINES) if any(n.startswith(at) for n in files)), "")
    tables = {n.removeprefix(under): raw for n, raw in files.items() if n.startswith(under)}
    yield from source_faults(checked.pack, today)
    if under:
        yield from (_placed(fault, under) for fault in date_faults(tables, 0, today))
    try:
        lines = _read(tuple((tables if under else lent).items()))
    except FaultyPackError as error:
        yield from (_placed(fault, under) for fault in error.faults)
        return
    yield from unresolved(checked, lines)
    if under == OWN_LINES:
        yield from _of_phrases(lines, tables)


@lru_cache(KEPT)
def _read(tables: tuple[tuple[str, bytes], ...]) -> Helplines:
    """Read helplines, once while they stay as they are; raises FaultyPackError."""
    return read_helplines(dict(tables))


def _of_phrases(lines: Helplines, tables: Mapping[str, bytes]) -> Iterator[Fault]:
    """Find what a pack's own helplines say that a translation of them lacks."""
    for name, raw in tables.items():
        if name.startswith(LANGUAGES):
            try:
                yield from phrase_faults(lines, phrases(raw, OWN_LINES + name))
            except FaultyPackError as error:
                yield from error.faults


def _placed(fault: Fault, under: str) -> Fault:
    return replace(fault, where=replace(fault.where, file=under + fault.where.file))
