"""The kinds of help that numbers to call are for, with the words by which people know them."""

from __future__ import annotations

from collections.abc import Mapping

from editor.values import OWN_LINES
from screens.words import Words
from tree.helplines import EMERGENCY
from tree.pack.yaml_reader import parse

FALLBACKS = "fallbacks.yaml"
"""The file that names all kinds of help, and what stands in for each."""


def help_kinds(files: Mapping[str, bytes], lent: Mapping[str, bytes]) -> tuple[str, ...]:
    """List the kinds of help that a pack knows: its own, or those of `lent` helplines."""
    own = (raw for name, raw in files.items() if name.endswith(OWN_LINES + FALLBACKS))
    raw = next(own, lent.get(FALLBACKS, b""))
    value = parse(raw, FALLBACKS).value
    return (EMERGENCY, *(value if isinstance(value, dict) else ()))


def kind_words(words: Words, name: str) -> str:
    """Return whom a kind of help is for; its name as words where nothing else is known."""
    return words.table.get(f"reference.category.{name}") or name.replace("_", " ").replace("-", " ")
