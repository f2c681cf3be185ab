"""Faults in the words of the editor: what authors of files are told of keys, it says of fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from editor.told.places import PlaceWords
from editor.values import EntryKind
from screens.words import Words
from tree.fault import Fault, UnusableError, shown

Trouble = Fault | UnusableError
HOLDS = "edit-fault.holds"
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
NODES = (EntryKind.QUESTION, EntryKind.OUTCOME, EntryKind.FORK)


@dataclass(frozen=True, slots=True)
class FaultWords:
    """Says what is wrong: by `others`, where the editor has no sentence of its own."""

    words: Words
    places: PlaceWords
    others: Callable[[Trouble], str]

    def __call__(self, trouble: Trouble) -> str:
        """Return a sentence on what is wrong and what to do."""
        key = f"edit-fault.{trouble.code}"
        if not isinstance(trouble, Fault) or key not in self.words.table:
            return self.others(trouble)
        values = self._values(trouble)
        said = self.words(key, **values)
        return f"{said} {self.words(HOLDS, **values)}" if values.get("holds") else said

    def _values(self, fault: Fault) -> dict[str, str]:
        values = {name: shown(value) for name, value in {"limit": "", **fault.values}.items()}
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
