"""Another name for something: every use follows, in the pack, its translations and its review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from editor.files.edits import rename
from editor.files.spans import at_path
from editor.names_used import NameRole, NameSpot, spots
from editor.values import EntryKind
from tree.checking.signing.reviewed import REVIEW, Unit, signature_mark
from tree.fault import UnusableError
from tree.model import GO_ON, SKIP
from tree.pack.patterns import ID
from tree.pack.yaml_reader import Path, Plain, parse

SPACES: dict[EntryKind, str] = {
    EntryKind.QUESTION: "node",
    EntryKind.FORK: "node",
    EntryKind.OUTCOME: "node",
    EntryKind.NOTE: "note",
    EntryKind.ANSWER: "said",
    EntryKind.PROMISE: "promise",
    EntryKind.FACT: "fact",
    EntryKind.CONDITION: "fact",
    EntryKind.TALLY: "tally",
    EntryKind.TAG: "tag",
    EntryKind.TOPIC: "topic",
    EntryKind.GROUP: "group",
    EntryKind.SOURCE: "source",
    EntryKind.HELPLINE: "helpline",
    EntryKind.LIFE: "life",
}
"""The namespace of each kind of entry."""
DOTTED = {
    "topic": ("topics",),
    "fact": ("facts",),
    "node": ("questions", "outcomes"),
    "note": ("notes",),
    "said": ("answers",),
    "option": ("questions",),
    "step": ("outcomes",),
    "weighed": ("outcomes",),
}
"""How the paths of signed texts begin, for each namespace."""
MOST = 60


def refuse_name(files: Mapping[str, bytes], kind: str, name: str, new: str) -> None:
    """Raise UnusableError if something cannot have a name."""
    fits = new if kind == "source" else re.fullmatch(ID, new) and len(new) <= MOST
    if not fits or new in (SKIP, GO_ON):
        raise UnusableError("edit-name-shape", name=new)
    whole = _holder(name) + new
    if any(one.role is NameRole.DEFINES and one.fits(kind, whole) for one in spots(files)):
        raise UnusableError("edit-name-taken", name=new)


def _holder(name: str) -> str:
    """Return what holds a part, with its stroke; empty for what stands by itself."""
    return name[: name.rfind("/") + 1]


def renamed_files(
    files: Mapping[str, bytes], kind: str, name: str, new: str
) -> tuple[dict[str, bytes | None], int]:
    """Return the files that change, and how many uses follow; raises UnusableError."""
    refuse_name(files, kind, name, new)
    found = [one for one in spots(files) if one.fits(kind, name)]
    if not any(one.role is NameRole.DEFINES for one in found):
        raise UnusableError("edit-no-such-name", name=name)
    changed: dict[str, bytes | None] = {}
    for file in dict.fromkeys(one.address.file for one in found):
        here = [one for one in found if one.address.file == file and not one.is_file]
        changed[file] = _in_file(file, files[file], here, new)
    for one in found:
        if one.is_file:
            raw = changed.pop(one.address.file) or files[one.address.file]
            changed |= {one.address.file: None, _beside(one.address.file, new): raw}
    if REVIEW in files:
        changed[REVIEW] = _reviewed(files[REVIEW], kind, name, new)
    return changed, sum(one.role is NameRole.USES for one in found)


def _beside(file: str, stem: str) -> str:
    return PurePosixPath(file).with_stem(stem).as_posix()


def _in_file(file: str, raw: bytes, found: list[NameSpot], new: str) -> bytes:
    texts = {one.address.path: new for one in found if not one.is_key}
    keys = {one.address.path: new for one in found if one.is_key}
    return rename(raw, file, texts, keys)


def _reviewed(raw: bytes, kind: str, name: str, new: str) -> bytes:
    """Return `review.yaml` with other names; signatures that held for these words still hold."""
    value = parse(raw, REVIEW).value
    texts: dict[Path, str] = {}
    keys: dict[Path, str] = {}
    for language, units in value.items() if isinstance(value, dict) else ():
        for unit, signed in units.items() if isinstance(units, dict) else ():
            at: Path = (language, unit)
            moved = dict(_moved(at, signed, kind, name, new))
            named = _unit_name(unit, kind, name, new)
            keys |= moved | ({at: named} if named != unit else {})
            if moved or named != unit:
                texts |= dict(_marks(at, signed, named, moved))
    return rename(raw, REVIEW, texts, keys)


def _moved(at: Path, signed: Plain, kind: str, name: str, new: str) -> Iterator[tuple[Path, str]]:
    """Yield the keys of texts that have a name in them, each with the key that it becomes."""
    said = signed.get("texts") if isinstance(signed, dict) else None
    for key in said if isinstance(said, dict) else ():
        other = _dotted(key, kind, name, new)
        if other != key:
            yield (*at, "texts", key), other


def _dotted(key: str, kind: str, name: str, new: str) -> str:
    """Return the path of a text under another name, such as `questions.afraid.options.often`."""
    parts, own = key.split("."), name.split("/")
    if parts[0] not in DOTTED.get(kind, ()):
        return key
    places = {"option": (1, 3), "step": (1, 2, 3), "weighed": (1, 4)}.get(kind, (1,))
    fits = places[-1] < len(parts) and [parts[n] for n in places] == own
    if kind == "option" and parts[2:3] != ["options"]:
        return key
    if fits:
        parts[places[-1]] = new
    return ".".join(parts)


def _unit_name(unit: str, kind: str, name: str, new: str) -> str:
    """Return the name of what is signed as one: `topic/question` or `outcomes/page`."""
    place, _, id_ = unit.partition("/")
    if kind == "node" and id_ == name:
        return f"{place}/{new}"
    return f"{new}/{id_}" if kind == "topic" and place == name else unit


def _marks(
    at: Path, signed: Plain, named: str, moved: Mapping[Path, str]
) -> Iterator[tuple[Path, str]]:
    """Yield the marks of signatures that held, for the same words under other names."""
    language, unit = (str(part) for part in at)
    said = at_path(signed, ("texts",))
    old = {key: str(at_path(said, (key, "say"))) for key in _keys(said)}
    then = {moved.get((*at, "texts", key), key): text for key, text in old.items()}
    signatures = at_path(signed, ("signed",))
    for i, one in enumerate(signatures if isinstance(signatures, list) else ()):
        role, day, of = (str(at_path(one, (key,))) for key in ("role", "date", "of"))
        if of == signature_mark(Unit(language, unit, old), role, day):
            new = signature_mark(Unit(language, named, then), role, day)
            yield (*at, "signed", i, "of"), new


def _keys(value: Plain) -> list[str]:
    return list(value) if isinstance(value, dict) else []
