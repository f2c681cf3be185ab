"""`due`: which helplines must be checked again, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

from commands.inputs import pack_folder
from commands.reports.proof_report import print_json
from commands.reports.sentences import command_words
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.checking.checked import check_pack
from tree.checking.freshness import Due, due, limit_of, refuse_old_clock
from tree.fault import UnusableError
from tree.languages.helpline_files import add_local, read_helplines
from tree.pack.files import gather
from tree.prepare import Places

FLAGS = {"--days": True, "--json": False, "--helplines": True, "--pack": True}
SHOWN = ("id", "service", "read", "seen", "grade", "source")
YEAR = 365
MOST_DIGITS = 5


def list_due(argv: list[str], places: Places) -> int:
    """Print the helplines that are due; raises FaultyPackError or UnusableError."""
    flags = read_flags(argv, FLAGS)
    places = places.of(pack_folder(flags.get("--pack"), places))
    days = _days(flags, places)
    tables = gather(places.helplines)
    helplines = read_helplines(tables)
    if "--helplines" in flags:
        helplines = add_local(helplines, Path(flags.get("--helplines")))
    refuse_old_clock(tables, date.today())
    found = due(helplines, days, date.today())
    words = command_words(places.words.parent)
    if "--json" in flags:
        print_json({"days": days, "due": [_data(one) for one in found]})
    else:
        print("\n".join(_tell(found, days, words)))
    return 0


def _days(flags: Flags, places: Places) -> int:
    """Return the age in days that is due: as given, else the pack's limit, else a year."""
    given = flags.get("--days")
    if "--days" not in flags:
        return limit_of(check_pack(gather(places.pack)).pack) or YEAR
    if not (given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS):
        raise UnusableError("not-days", name=given)
    return int(given)


def _data(one: Due) -> dict[str, str]:
    known = asdict(one.line)
    return {"country": one.country.id, **{name: known[name] for name in SHOWN}}


def _tell(found: tuple[Due, ...], days: int, words: Words) -> Iterator[str]:
    if not found:
        yield words("due.none", days=days)
    for one in found:
        shown = _data(one)
        yield words("due.line", **{**shown, "seen": shown["seen"] or words("due.unseen")})
