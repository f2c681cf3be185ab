"""The outline of a pack: all that can be edited, file by file, with its words and its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from editor.files.numbers import NUMBERS
from editor.files.spans import at_path
from editor.values import LINES, OWN_LINES, Address, Entry, EntryKind
from tree.pack.yaml_reader import Path, Plain, Written, parse

HEAD_FILE = "pack.yaml"
ORDER = (
    EntryKind.HEAD, EntryKind.TOPIC, EntryKind.QUESTION, EntryKind.FORK, EntryKind.OUTCOME,
    EntryKind.NOTE, EntryKind.ANSWER, EntryKind.PROMISE, EntryKind.LIFE, EntryKind.FACT,
    EntryKind.CONDITION, EntryKind.TALLY, EntryKind.TAG, EntryKind.GROUP, EntryKind.SOURCE,
    EntryKind.LENT, EntryKind.COUNTRY, EntryKind.HELPLINE, EntryKind.TRANSLATION,
    EntryKind.WORDING, EntryKind.REVIEW, EntryKind.FILE,
)  # fmt: skip
IN_HEAD = {
    "topics": EntryKind.TOPIC,
    "facts": EntryKind.FACT,
    "conditions": EntryKind.CONDITION,
    "tallies": EntryKind.TALLY,
    "tags": EntryKind.TAG,
    "groups": EntryKind.GROUP,
}
LISTS = {
    "forks.yaml": EntryKind.FORK,
    "notes.yaml": EntryKind.NOTE,
    "answers.yaml": EntryKind.ANSWER,
    "promises.yaml": EntryKind.PROMISE,
}
HERE, BESIDE = f"{OWN_LINES}languages", f"{LINES}languages"
"""Folders of what numbers say in other languages."""
WHOLE = {
    "outcomes": EntryKind.OUTCOME,
    "lives": EntryKind.LIFE,
    "languages": EntryKind.TRANSLATION,
    "wording": EntryKind.WORDING,
    "words": EntryKind.WORDING,
    HERE: EntryKind.TRANSLATION,
    BESIDE: EntryKind.TRANSLATION,
}
"""Folders in which a file is one thing."""
SECOND = {"words": "screens", HERE: "numbers", BESIDE: "numbers"}
"""What is put before the name of a file where two folders have things of one kind."""
TITLES = ("ask", "title", "says", "say", "story", "service", "otherwise")
FILES = 4_096


def outline(files: Mapping[str, bytes]) -> tuple[Entry, ...]:
    """List all that can be edited, in the order of a pack; a file that changed is read again."""
    found = [one for name, raw in files.items() for one in entries(name, raw)]
    topics = [one.id for one in found if one.kind is EntryKind.TOPIC]
    return tuple(sorted(found, key=lambda one: _rank(one, topics)))


def _rank(one: Entry, topics: list[str]) -> tuple[int, int]:
    within = topics.index(one.within) if one.within in topics else len(topics)
    return ORDER.index(one.kind), within if one.kind is EntryKind.QUESTION else 0


@lru_cache(FILES)
def entries(name: str, raw: bytes) -> tuple[Entry, ...]:
    """List what can be edited in one file; a file that cannot be read is one entry."""
    written = parse(raw, name)
    if written.faults or not _fits(name, written.value):
        line = written.faults[0].where.line if written.faults else 1
        return (Entry(EntryKind.FILE, name, name, Address(name), line=line),)
    return tuple(_entries(name, written))


def _fits(name: str, value: Plain) -> bool:
    """Return whether a file holds what its name promises: a list, or a mapping."""
    folder = PurePosixPath(name).parent.name
    if name in LISTS:
        return value is None or isinstance(value, list)
    if folder == "questions":
        return isinstance(value, dict) and isinstance(value.get("questions"), list)
    return isinstance(value, dict) or (value is None and folder == "languages")


def _entries(name: str, written: Written) -> Iterator[Entry]:
    folder = PurePosixPath(name).parent.as_posix()
    value = written.value
    if name == HEAD_FILE:
        yield from _of_head(written)
    elif name in LISTS:
        yield from _items(written, (), LISTS[name])
    elif folder == "questions" and isinstance(value, dict):
        topic = str(value.get("topic", ""))
        yield from _items(written, ("questions",), EntryKind.QUESTION, topic)
    elif folder in WHOLE:
        stem = PurePosixPath(name).stem
        id_ = f"{SECOND[folder]}-{stem}" if folder in SECOND else stem
        yield _entry(written, (), WHOLE[folder], id_)
    elif name == "sources.yaml":
        yield from _keys(written, (), EntryKind.SOURCE)
    elif name == "review.yaml":
        yield _entry(written, (), EntryKind.REVIEW, name)
    elif isinstance(value, dict) and isinstance(value.get(NUMBERS), list):
        yield from _of_country(written, value, PurePosixPath(name).stem)
    else:
        yield _entry(written, (), EntryKind.WORDING, name)


def _of_country(written: Written, value: dict[str, Plain], stem: str) -> Iterator[Entry]:
    """Yield a country by its name, and each of its numbers."""
    country, said = str(value.get("country") or stem.upper()), value.get("name")
    title = said if isinstance(said, str) and said else country
    yield replace(_entry(written, (), EntryKind.COUNTRY, country), title=title)
    yield from _items(written, (NUMBERS,), EntryKind.HELPLINE, country)


def _of_head(written: Written) -> Iterator[Entry]:
    yield _entry(written, (), EntryKind.HEAD, HEAD_FILE)
    for key, kind in IN_HEAD.items():
        yield from _keys(written, (key,), kind)


def _keys(written: Written, path: Path, kind: EntryKind) -> Iterator[Entry]:
    value = written.value
    inside = value.get(str(path[0])) if path and isinstance(value, dict) else value
    for key in inside if isinstance(inside, dict) else ():
        yield _entry(written, (*path, key), kind, key)


def _items(written: Written, path: Path, kind: EntryKind, within: str = "") -> Iterator[Entry]:
    value = written.value
    inside = value.get(str(path[0])) if path and isinstance(value, dict) else value
    for i, item in enumerate(inside if isinstance(inside, list) else ()):
        id_ = item.get("id") if isinstance(item, dict) else None
        yield _entry(written, (*path, i), kind, id_ if isinstance(id_, str) else f"{i + 1}", within)


def _entry(written: Written, path: Path, kind: EntryKind, id_: str, within: str = "") -> Entry:
    title = _title(at_path(written.value, path)) or id_
    return Entry(kind, id_, title, Address(written.file, path), within, written.where(path).line)


def _title(value: Plain) -> str:
    """Return the words by which a person knows a thing; empty if it has none."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    said = (value.get(key) for key in TITLES)
    return next((one for one in said if isinstance(one, str) and one), "")
