"""`limits`: show the limits that only count, and write another number for one that holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commands.inputs import pack_folder
from commands.output import put_bytes
from commands.reports.sentences import command_words
from screens.flags import nearest, read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.checking.limit_numbers import CountLimit, known_limits, with_number
from tree.checking.limits import COUNTED, LIMIT_OF, smallest
from tree.checking.proved import Proved, prove_pack
from tree.fault import FaultyPackError, UnusableError
from tree.pack.files import gather
from tree.pack.pack import Pack
from tree.prepare import Places

FILES = ("pack.yaml", "promises.yaml")
MOST_DIGITS = 9


def limits(argv: list[str], places: Places) -> int:
    """Print or write limits; raises FaultyPackError or UnusableError."""
    flags = read_flags(argv, {"--pack": True}, most=2)
    words = command_words(places.words.parent)
    folder = pack_folder(flags.get("--pack"), places)
    files = gather(folder)
    checked = check_pack(files)
    known = {limit.name: limit for limit in known_limits(checked)}
    if not flags.rest:
        print("\n".join(_tell(known, prove_pack(checked), words)))
        return 0
    limit = _named(flags.rest[0], known, checked)
    number = _number(flags.rest)
    raw = with_number(files[limit.at.file], limit, number)
    _prove(check_pack({**files, limit.at.file: raw}), limit.name, number)
    put_bytes(raw, str(Path(folder, limit.at.file)), words)
    print("\n".join(_written(limit, number, words)))
    return 0


def _tell(known: dict[str, CountLimit], proved: Proved, words: Words) -> Iterator[str]:
    for name, limit in known.items():
        holds = smallest(name, proved.verdict, proved.numbers) if proved.verdict else None
        key = "limits.line" if holds is not None else "limits.line-open"
        yield words(key, at=limit.at, name=name, most=limit.most, holds=holds)
    if not known:
        yield words("limits.none")


def _named(name: str, known: dict[str, CountLimit], checked: Checked) -> CountLimit:
    """Return a limit by name; raises UnusableError for one that may not be raised."""
    if name in known:
        return known[name]
    if name in _held(checked.pack):
        raise UnusableError("limit-safety", name=name)
    listed = ", ".join(known)
    raise UnusableError("limit-unknown", name=name, known=listed, nearest=nearest(name, known))


def _held(pack: Pack | None) -> set[str]:
    """Return the names of all limits and promises of a pack."""
    if pack is None or pack.head is None:
        return set()
    return {*pack.head.shape.limits, *(placed.shape.id for placed in pack.promises)}


def _number(rest: tuple[str, ...]) -> int:
    """Return the number of a call; raises UnusableError."""
    name, given = rest[0], "".join(rest[1:])
    fits = given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS
    if not (fits and int(given)):
        raise UnusableError("limit-number", name=given, held=name)
    return int(given)


def _prove(checked: Checked, name: str, number: int) -> None:
    """Prove that all walks keep a limit; raises UnusableError or FaultyPackError."""
    proved = prove_pack(checked)
    verdict = proved.verdict
    if verdict is None:
        raise FaultyPackError(proved.faults)
    about = [f for f in proved.faults if f.values.get("held") == name]
    if about:
        holds = about[0].values.get("holds", "")
        raise UnusableError("limit-breaks", name=name, number=str(number), holds=holds)
    if not _is_proved(proved, name):
        raise UnusableError("limit-open", name=name, number=str(number))


def _is_proved(proved: Proved, name: str) -> bool:
    if name not in COUNTED:
        return all(p.kept is not None for p in proved.proofs if p.promise == name)
    if name == LIMIT_OF["over-limit"]:
        return bool(proved.verdict and proved.verdict.whole)
    return proved.numbers is not None


def _written(limit: CountLimit, number: int, words: Words) -> Iterator[str]:
    values = {"name": limit.name, "old": limit.most, "new": number, "at": limit.at}
    yield words("limits.same" if number == limit.most else "limits.written", **values)
    if limit.says and number != limit.most:
        yield words("limits.says", says=limit.says)
