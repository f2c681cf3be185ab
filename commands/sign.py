"""`sign`: show the words that nobody has signed, old beside new, and write who signed them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast, get_args

from commands.inputs import pack_folder
from commands.output import put
from commands.reports.sentences import command_words
from commands.signing import Signing, all_of
from screens.flags import Flags, nearest, read_flags
from screens.plain.reader import typed
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import own_name, spoken_words
from tree.checking.signing.pack_mark import pack_mark
from tree.checking.signing.reviewed import REVIEW, Standing, standings, unsigned
from tree.checking.signing.signatures import Entries, review_lines, signed_by
from tree.fault import UnusableError
from tree.pack.comments import comments
from tree.pack.files import gather
from tree.pack.signed_shapes import SignerRole
from tree.pack.yaml_reader import parse
from tree.prepare import Places

FLAGS = {"--role": True, "--lang": True, "--all": False, "--pack": True}
ROLES: tuple[str, ...] = get_args(SignerRole)
MOST = 1_000
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
    _head(folder, checked, len(todo), role, words)
    if "--all" in flags or not todo:
        agreed = list(all_of(todo, words))
    else:
        own = flags.get("--lang") or (checked.tree.language if checked.tree else "")
        agreed = list(_signing(words, places).agreed(todo, own))
    if agreed:
        _write(folder / REVIEW, files.get(REVIEW, b""), _entries(checked, agreed, role), words)
    left = len(unsigned(found)) - len(unsigned(agreed))
    print(words("sign.left", n=len(agreed), left=left, mark=pack_mark(checked)))
    if agreed:
        print(words("sign.back", file=folder / REVIEW))
    return OPEN if left else SIGNED


def _head(folder: Path, checked: Checked, n: int, role: str, words: Words) -> None:
    """Say which pack it is, and how much is to be read."""
    title = checked.tree.title if checked.tree else ""
    print(words("sign.head", title=title, folder=folder, n=n, role=role), flush=True)


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


def _signing(words: Words, places: Places) -> Signing:
    """Return who asks at this terminal."""
    name = partial(own_name, places.words)
    return Signing(typed(sys.stdin, awaited=False), sys.stdout, words, name)


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
