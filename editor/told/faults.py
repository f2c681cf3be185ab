"""Faults in the words of the editor: what authors of files are told of keys, it says of fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from editor.told.places import PlaceWords
from screens.words import Words
from tree.fault import Fault, UnusableError, shown

Trouble = Fault | UnusableError


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
        return self.words(key, **self._values(trouble))

    def _values(self, fault: Fault) -> dict[str, str]:
        values = {name: shown(value) for name, value in {"limit": "", **fault.values}.items()}
        values["place"] = self.places.fault(fault)
        values["key"] = self._label(values.get("key", ""))
        values["name"] = self.places.path(values.get("name", ""))
        return values

    def _label(self, key: str) -> str:
        known = (self.words.table.get(f"edit.{of}.{key}") for of in ("field", "part"))
        return next((one for one in known if one), key)
