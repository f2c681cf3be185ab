"""What is open at each entry of the outline, by the last judgement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from editor.values import TRANSLATIONS, Entry, EntryKind, EntryMark, Judgement
from tree.fault import Fault, Where

STALE = "stale-words"
SECTIONS = {
    "questions": EntryKind.QUESTION,
    "outcomes": EntryKind.OUTCOME,
    "notes": EntryKind.NOTE,
    "answers": EntryKind.ANSWER,
    "facts": EntryKind.FACT,
    "topics": EntryKind.TOPIC,
    "sources": EntryKind.SOURCE,
}
"""The parts of a translation, each with the kind of entry that it translates."""


def marked(entries: Iterable[Entry], changed: frozenset[str], judged: Judgement) -> Iterator[Entry]:
    """Yield entries with their marks; `changed` are the keys of those that are not saved."""
    known = tuple(entries)
    faulty = {one.key for one in _held(known, judged.faults) if one}
    stale = {key for fault in judged.faults if (key := _stale(fault))}
    unsigned = {name for _, name in judged.unsigned}
    for one in known:
        marks = {
            EntryMark.CHANGED: one.key in changed,
            EntryMark.FAULTY: one.key in faulty or one.kind is EntryKind.FILE,
            EntryMark.STALE: one.key in stale,
            EntryMark.UNSIGNED: signed_name(one) in unsigned,
        }
        held = frozenset(mark for mark, holds in marks.items() if holds)
        yield replace(one, marks=held) if held else one


def _held(entries: Sequence[Entry], faults: Iterable[Fault]) -> list[Entry | None]:
    return holders(entries, (fault.where for fault in faults))


def holders(entries: Sequence[Entry], places: Iterable[Where]) -> list[Entry | None]:
    """Return the entry in which each place of a file is: the last one that begins above it."""
    by_file: dict[str, list[Entry]] = {}
    for one in sorted(entries, key=lambda one: one.line):
        by_file.setdefault(one.address.file, []).append(one)
    return [_holder(by_file.get(place.file, []), place.line) for place in places]


def _holder(entries: list[Entry], line: int) -> Entry | None:
    at = bisect_right([one.line for one in entries], line)
    return entries[max(at - 1, 0)] if entries else None


def _stale(fault: Fault) -> str:
    """Return the key of the entry whose translation is old; empty for other faults."""
    section, _, rest = fault.values.get("name", "").partition(".")
    if fault.code != STALE or not fault.where.file.startswith(TRANSLATIONS):
        return ""
    return f"{SECTIONS[section]}:{rest.split('.')[0]}" if section in SECTIONS else ""


def signed_name(entry: Entry) -> str:
    """Return the name under which an entry is signed; empty for one that is not."""
    if entry.kind is EntryKind.OUTCOME:
        return f"outcomes/{entry.id}"
    return f"{entry.within}/{entry.id}" if entry.kind is EntryKind.QUESTION else ""
