"""Which entries differ from what is saved: a file holds many, and most of them are as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from editor.files.spans import at_path
from editor.outline import IN_HEAD, entries
from editor.values import Entry, EntryKind
from tree.pack.yaml_reader import Plain, parse


def changed_entries(
    saved: Mapping[str, bytes], files: Mapping[str, bytes], names: Iterable[str]
) -> frozenset[str]:
    """Return the keys of the entries whose values differ, in the files that differ."""
    return frozenset(key for name in names for key in _differing(name, saved, files))


def _differing(name: str, saved: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[str]:
    was, now = _values(name, saved.get(name)), _values(name, files.get(name))
    return (key for key, value in now.items() if key not in was or was[key] != value)


def _values(name: str, raw: bytes | None) -> dict[str, Plain]:
    """Return the value of each entry in a file, by the entry's key; a text that it cannot read."""
    if raw is None:
        return {}
    value = parse(raw, name).value
    return {one.key: _own(one, value, raw) for one in entries(name, raw)}


def _own(entry: Entry, value: Plain, raw: bytes) -> Plain:
    """Return what an entry says itself, without what stands in the outline beside it."""
    if entry.kind is EntryKind.FILE:
        return raw.decode("utf-8", "replace")
    found = at_path(value, entry.address.path)
    if entry.kind is EntryKind.HEAD and isinstance(found, dict):
        return {key: part for key, part in found.items() if key not in IN_HEAD}
    return found
