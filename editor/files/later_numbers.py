"""Numbers of a pack of which the program knows something later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from editor.files.spans import value_at
from editor.values import OWN_LINES, Entry, EntryKind
from tree.languages.later_lines import ShippedLines


@dataclass(frozen=True, slots=True)
class LaterField:
    """A field that the program has otherwise: its key, what it says now, and when it was read."""

    key: str
    now: str
    read: str


def later_fields(
    entry: Entry, files: Mapping[str, bytes], shipped: ShippedLines
) -> Iterator[LaterField]:
    """Yield each field of a pack's own number that the program has read later, and otherwise."""
    file = entry.address.file
    if entry.kind is not EntryKind.HELPLINE or not file.startswith(OWN_LINES):
        return
    own = value_at(files[file], file, entry.address.path)
    found = shipped.later(entry.id, own) if isinstance(own, dict) else None
    if found:
        line, now = found
        yield from (LaterField(key, says, line.read) for key, says in now.items())
