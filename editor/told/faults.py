"""Faults in the words of the editor: what authors of files are told of keys, it says of fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from editor.naming import NODES
from editor.told.places import PlaceWords
from editor.values import EntryKind
from screens.words import Words
from tree.fault import Fault, UnusableError, shown

Trouble = Fault | UnusableError
HOLDS = "holds"
"""What is said after a limit that may be raised."""
NAMING = ("name", "outcome", "end", "question")
"""Values of faults that are names."""
UNKNOWN, STRAY = "unknown-", "unknown-words"
"""How codes of faults begin that name what is not there; one that names what is translated."""
OF_FACTS = {
    "never-true",
    "always-true",
    "read-too-early",
    "never-heard",
    "unanswered",
    "answer-without-otherwise",
}
"""Faults that name a fact or a condition where others name a place."""
TOLD_OF_FACTS = (EntryKind.FACT, EntryKind.CONDITION)
ON_SCREEN = ("edit-fault",)
BY_LINES = ("edit-fault-lines", *ON_SCREEN)
"""Where sentences of the editor are looked for, the first that is there."""


@dataclass(frozen=True, slots=True)
class FaultWords:
    """Says what is wrong: by `others`, where the editor has no sentence of its own."""

    words: Words
    places: PlaceWords
    others: Callable[[Trouble], str]
    own: Sequence[str] = ON_SCREEN

    def __call__(self, trouble: Trouble) -> str:
        """Return a sentence on what is wrong and what to do."""
        key = self._key(trouble.code)
        if not (key and isinstance(trouble, Fault)):
            return self.others(trouble)
        values = self._values(trouble)
        said = self.words(key, **values)
        return f"{said} {self.words(self._key(HOLDS), **values)}" if values.get(HOLDS) else said

    def _key(self, code: str) -> str:
        """Return the key of the editor's own sentence for a code; empty text if it has none."""
        keys = (f"{own}.{code}" for own in self.own)
        return next((one for one in keys if one in self.words.table), "")

    def _values(self, fault: Fault) -> dict[str, str]:
        values = {name: shown(value) for name, value in {"limit": "", **fault.values}.items()}
        values["language"] = PurePosixPath(fault.where.file).stem
        values["place"] = self.places.fault(fault)
        values["key"] = self._label(values.get("key", ""))
        values |= self._named(fault.code, values)
        values.setdefault("name", "")
        return values

    def _named(self, code: str, values: dict[str, str]) -> dict[str, str]:
        """Return the words of what values name; what is not there has none."""
        if code.startswith(UNKNOWN) and code != STRAY:
            return {}
        first = TOLD_OF_FACTS if code in OF_FACTS else NODES
        return {one: self.places.named(values[one], first) for one in NAMING if one in values}

    def _label(self, key: str) -> str:
        known = (self.words.table.get(f"edit.{of}.{key}") for of in ("field", "part"))
        return next((one for one in known if one), key)
