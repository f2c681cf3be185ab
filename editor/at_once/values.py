"""What can be said of a value that is not set yet."""

from __future__ import annotations

from collections.abc import Mapping

from editor.desk import PackDesk
from editor.naming import Known
from editor.outline import outline
from editor.shapes_of import FieldRule
from editor.sitting.choosing import FreshThing
from editor.values import EntryKind, Field, FieldValue
from tree.fault import Fault
from tree.pack.yaml_reader import parse


def said(desk: PackDesk, field: Field, value: FieldValue, fresh: Mapping[str, FreshThing]) -> str:
    """Return a value in words; `fresh` are things by name that are made once they are chosen."""
    files = desk.with_fresh(fresh)
    known = Known(outline(files), files, desk.words)
    return known.says(FieldRule(field.kind, field.of), value)


def has_entries(file: str, text: str) -> bool:
    """Return whether a file with this text holds what its place in a pack asks for."""
    return all(entry.kind is not EntryKind.FILE for entry in outline({file: text.encode()}))


def text_faults(file: str, text: str) -> tuple[Fault, ...]:
    """Return what cannot be read in a file with this text."""
    return tuple(parse(text.encode(), file).faults)
