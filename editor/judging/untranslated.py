"""Texts that a translation lacks."""

from __future__ import annotations

from editor.values import FileBytes
from tree.checking.checked import LANGUAGES, Checked
from tree.languages.overlay import dotted, overlay
from tree.languages.wording import texts
from tree.pack.yaml_reader import parse


def untranslated(checked: Checked, files: FileBytes) -> frozenset[tuple[str, str]]:
    """Return pairs of a translation and a text that it lacks; none while a pack has no tree."""
    if checked.tree is None or checked.pack is None:
        return frozenset()
    source = texts(checked.tree, checked.pack)
    found = []
    for name, raw in files.items():
        written = parse(raw, name) if name.startswith(LANGUAGES) else None
        if written and not written.faults:
            says = overlay(source, written).says
            found += [(name, dotted(path)) for path in source if not says.get(path)]
    return frozenset(found)
