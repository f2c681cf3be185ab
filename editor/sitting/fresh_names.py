"""Names of what was never saved: they follow the words, so that nobody has to think one up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from editor.names_used import NameRole, NameSpot, spots
from editor.templates import free_id
from editor.values import Address, EntryKind, Field, FieldKind
from tree.helplines import ELSEWHERE
from tree.model import GO_ON, SKIP

TEMPLATE = re.compile(r"(([a-z]{2}-)?new(-[a-z]+)?|first|second|one|two)(-\d+)?")
"""Names that are given to what is new, until its words are written."""
NUMBER = "helpline"
"""The namespace of numbers to call."""
NAMING = {
    "ask",
    "title",
    "says",
    "say",
    "story",
    "service",
    str(EntryKind.FACT),
    str(EntryKind.TAG),
}
"""The keys of words by which a thing is known."""
WORDS, SIGNS = 4, 40
"""Words of a text that make its name, and signs of a name."""


def is_template(name: str) -> bool:
    """Return whether a name is one that is given to what is new."""
    return TEMPLATE.fullmatch(name) is not None


def slug(text: str) -> str:
    """Return a name made of the first words of a text; empty text if there are no letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z][a-z0-9]*", plain.replace("'", ""))[:WORDS]
    return "-".join(found)[:SIGNS].rstrip("-")


def named_after(
    files: Mapping[str, bytes], saved: Mapping[str, bytes], field: Field, text: str
) -> tuple[NameSpot, str] | None:
    """Return what takes its name from a field's new words, and that name; None if nothing does.

    A name that was saved, or that somebody chose, stays.
    """
    spot = _named_by(files, field)
    if spot is None or not _is_fresh(spot, saved, _stem(spot, str(field.value))):
        return None
    last, stem = _last(spot.name), _stem(spot, text)
    if not stem or _is_from(last, stem):
        return None
    taken = [_last(one.name) for one in _given(files) if _beside(one, spot)]
    return spot, free_id(stem, [*taken, SKIP, GO_ON])


def _stem(spot: NameSpot, text: str) -> str:
    """Return the name that a text makes; that of a number begins with its country."""
    stem = slug(text)
    if stem and spot.kind == NUMBER:
        return f"{letters_of(spot.address.file)}-{stem}"[:SIGNS].rstrip("-")
    return stem


def letters_of(file: str) -> str:
    """Return the letters with which the names of a country's numbers begin."""
    stem = PurePosixPath(file).stem
    return stem if len(stem) == len(ELSEWHERE) else ELSEWHERE.lower()


def _named_by(files: Mapping[str, bytes], field: Field) -> NameSpot | None:
    """Return where the thing has its name that these words are those of."""
    if field.kind is not FieldKind.TEXT or field.key not in NAMING:
        return None
    file, path = field.address.file, field.address.path
    given = {one.address: one for one in _given({file: files[file]})}
    places = ((*path[:-1], "id"), path[:-1], path)
    return next((given[at] for one in places if (at := Address(file, one)) in given), None)


def _is_fresh(spot: NameSpot, saved: Mapping[str, bytes], stem: str) -> bool:
    """Return whether nobody has saved or chosen a name: it is as it was made, or from the words."""
    last = _last(spot.name)
    if not (is_template(last) or (stem and _is_from(last, stem))):
        return False
    return not any(one.fits(spot.kind, spot.name) for one in _given(saved))


def _is_from(name: str, stem: str) -> bool:
    """Return whether a name is a stem, or one with the number that keeps it apart."""
    return re.fullmatch(rf"{re.escape(stem)}(-\d+)?", name) is not None


def _given(files: Mapping[str, bytes]) -> Iterator[NameSpot]:
    return (one for one in spots(files) if one.role is NameRole.DEFINES)


def _beside(one: NameSpot, other: NameSpot) -> bool:
    """Return whether two names have to differ."""
    same = one.name.rpartition("/")[0] == other.name.rpartition("/")[0]
    return one.kind == other.kind and same


def _last(name: str) -> str:
    return name.rpartition("/")[2]
