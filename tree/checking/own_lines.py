"""A host's own helplines: held to the same rules as those of a country, all faults at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tree.checking.freshness import date_faults
from tree.fault import Fault, FaultyPackError
from tree.languages.helpline_files import add_local, read_helplines
from tree.pack.files import gather, read_file


def unfit(own: Path, helplines: Path) -> tuple[Fault, ...]:
    """Return what is wrong with a host's own lines, dates aside.

    Raises UnusableError for a file that cannot be read.
    """
    try:
        add_local(read_helplines(gather(helplines)), own)
    except FaultyPackError as error:
        return error.faults
    return ()


def refuse_unfit(own: Path, helplines: Path, today: str) -> None:
    """Raise FaultyPackError with all that is wrong today, such as 2026-11-22.

    A source that was read too long ago is not refused: an old number is better than none.
    """
    wrong = unfit(own, helplines)
    days = date_faults({own.name: read_file(own)}, 0, date.fromisoformat(today))
    if faults := (*wrong, *days):
        raise FaultyPackError(faults)
