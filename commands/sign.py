"""`sign`: show the words that nobody has signed, old beside new, and write who signed them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import cast, get_args

from commands.inputs import pack_folder
from commands.output import put
from commands.reports.sentences import command_words
from screens.flags import Flags, nearest, read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import spoken_words
from tree.checking.pack_mark import pack_mark
from tree.checking.reviewed import REVIEW, Standing, standings, unsigned
from tree.checking.signatures import Entries, review_lines, signed_by
from tree.fault import UnusableError
from tree.pack.comments import comments
from tree.pack.files import gather
from tree.pack.signed_shapes import SignerRole
from tree.pack.yaml_reader import parse
from tree.prepare import Places

FLAGS = {"--role": True, "--lang": True, "--all": False, "--pack": True}
ROLES: tuple[str, ...] = get_args(SignerRole)
MOST = 1_000
YES, STOP = "y", "q"
SIGNED, OPEN = 0, 1


def sign(argv: list[str], places: Places) -> int:
    """Sign words; returns 0 if none is left unsigned. Raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, FLAGS, most=MOST)
    words, role = command_words(places.words.parent), _role(flags)
    folder = pack_folder(flags.get("--pack"), places)
    files = gather(folder)
    checked = _read(check_pack(files), flags.get("--lang"))
    found = standings(checked, spoken_words(checked, places.words))
    todo = _chosen(found, role, flags)
    _refuse_unseen(todo, flags)
    agreed = list(_agreed(todo, words, ask="--all" not in flags))
    if agreed:
        _write(folder / REVIEW, files.get(REVIEW, b""), _entries(checked, agreed, role), words)
    left = len(unsigned(found)) - len(unsigned(agreed))
    print(words("sign.left", n=len(agreed), left=left, mark=pack_mark(checked)))
    return OPEN if left else SIGNED


def _role(flags: Flags) -> SignerRole:
    """Return the role of who signs; raises UnusableError."""
    role = flags.get("--role")
    if role not in ROLES:
        near = nearest(role, ROLES) if role else ""
        raise UnusableError("sign-role", name=role, known=", ".join(ROLES), nearest=near)
    return cast("SignerRole", role)


def _read(checked: Checked, language: str) -> Checked:
    """Return a pack without faults in what is signed; raises FaultyPackError or UnusableError."""
    checked.speak(language)
    return checked


def _chosen(found: Sequence[Standing], role: str, flags: Flags) -> list[Standing]:
    """Return what the call names, or all that this role has not signed; raises UnusableError."""
    spoken = [s for s in found if flags.get("--lang") in ("", s.unit.language)]
    names = [standing.unit.name for standing in spoken]
    for name in flags.rest:
        if name not in names:
            raise UnusableError("sign-what", name=name, nearest=nearest(name, names))
    named = [s for s in spoken if not flags.rest or s.unit.name in flags.rest]
    return [s for s in named if role not in {one.role for one in s.signed}]


def _refuse_unseen(todo: Sequence[Standing], flags: Flags) -> None:
    """Raise UnusableError if nobody could be asked, and the call did not say that all is meant."""
    seen = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    if todo and not seen and "--all" not in flags:
        raise UnusableError("sign-no-terminal")


def _agreed(todo: Sequence[Standing], words: Words, *, ask: bool) -> Iterator[Standing]:
    """Show each unit, and yield those that are signed; a stop leaves the rest as they are."""
    with suppress(EOFError, KeyboardInterrupt):
        for i, standing in enumerate(todo, 1):
            print("\n".join(_shown(standing, words)), flush=True)
            answer = input(words("sign.ask", n=i, all=len(todo))).strip().lower() if ask else YES
            if answer == STOP:
                return
            if answer == YES:
                yield standing


def _shown(standing: Standing, words: Words) -> Iterator[str]:
    """Yield what changed since it was signed, old beside new; else every text."""
    unit, was = standing.unit, standing.was
    yield words("sign.unit", name=unit.name, language=unit.language)
    same = was == unit.texts
    for path in dict.fromkeys([*unit.texts, *was]):
        old, new = was.get(path, ""), unit.texts.get(path, "")
        if old == new and not same:
            continue
        yield words("sign.path", path=path)
        if was and not same:
            yield words("sign.was", text=old or words("sign.nothing"))
        yield words("sign.now", text=new or words("sign.nothing"))


def _entries(checked: Checked, agreed: Sequence[Standing], role: SignerRole) -> Entries:
    """Return all that was signed before, with what is signed now in its place."""
    known = checked.pack.review if checked.pack else {}
    entries: Entries = {key: item.shape for key, item in known.items()}
    today = date.today().isoformat()
    for standing in agreed:
        unit = standing.unit
        entries[unit.language, unit.name] = signed_by(unit, standing.signed, role, today)
    return entries


def _write(file: Path, raw: bytes, entries: Entries, words: Words) -> None:
    noted = comments(raw, parse(raw, REVIEW))
    put("\n".join(review_lines(entries, noted)) + "\n", str(file), words)
