"""A pack's own helplines: read like those of the program, with faults where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tree.fault import Fault, FaultyPackError
from tree.helplines import Helplines
from tree.languages.helpline_files import read_helplines
from tree.languages.spoken import phrase_faults, phrases
from tree.pack.files import gather


def read_lines_of(pack: Path, helplines: Path) -> Helplines:
    """Read the helplines of a pack, which may be those of the program; raises FaultyPackError."""
    try:
        return read_helplines(gather(helplines))
    except FaultyPackError as error:
        raise FaultyPackError(tuple(placed(error.faults, pack, helplines))) from error


def untranslated_lines(pack: Path, helplines: Path, lines: Helplines) -> Iterator[Fault]:
    """Find what a pack's own helplines say that their translations lack, or do not need."""
    if helplines.parent != pack:
        return
    for name, raw in gather(helplines).items():
        if name.startswith("languages/"):
            try:
                yield from phrase_faults(lines, phrases(raw, f"{helplines.name}/{name}"))
            except FaultyPackError as error:
                yield from error.faults


def placed(
    faults: Iterable[Fault], pack: Path, helplines: Path, but: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield faults in helplines with their place in the pack, if they are its own.

    `but` names files that stand elsewhere.
    """
    for fault in faults:
        where = fault.where
        if helplines.parent == pack and where.file not in but:
            where = replace(where, file=f"{helplines.name}/{where.file}")
        yield replace(fault, where=where)
