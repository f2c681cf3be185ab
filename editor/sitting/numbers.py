"""Numbers to call: a pack takes those of the program as its own, and adds lines and countries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from editor.files.edits import delete, insert
from editor.files.meaning import EditRefusedError
from editor.files.numbers import NUMBERS, new_country, new_number, taken, texts
from editor.files.spans import DamagedFileError
from editor.history import Bytes
from editor.sitting.editing import DeskEditing
from editor.sitting.fresh_names import letters_of
from editor.templates import NEW, free_id
from editor.values import LINES, OWN_LINES, TRANSLATIONS, Entry, EntryKind
from tree.fault import UnusableError
from tree.helplines import ELSEWHERE
from tree.languages.spoken import FOLDER
from tree.pack.yaml_reader import Path, parse

CODE = re.compile(r"[A-Z]{2}")
TAKEN = f"{EntryKind.LENT}:{EntryKind.LENT}"
"""What the step is about that takes the numbers of the program."""


class DeskNumbers(DeskEditing):
    """What changes the numbers to call."""

    def take_numbers(self) -> None:
        """Take the numbers of the program as the pack's own; nothing if it has some already."""
        if not self.lends:
            return
        others = [
            name.removeprefix(TRANSLATIONS).removesuffix(".yaml")
            for name in self.files
            if name.startswith(TRANSLATIONS)
        ]
        found = taken(self.lent, self.language, others)
        self._change({OWN_LINES + name: raw for name, raw in found.items()}, TAKEN)

    def add_number(self, after: Entry) -> str:
        """Add a number after another one, or last of a country; returns its key.

        Raises UnusableError.
        """
        file = after.address.file
        id_ = free_id(f"{letters_of(file)}-{NEW}", [one.id for one in self._numbers()])
        place: Path = after.address.path
        at = int(place[-1]) + 1 if place else len(self._numbers(file))
        new, raw = new_number(id_, ""), self.files[file]
        self._edit(
            file, f"{EntryKind.HELPLINE}:{id_}", lambda: insert(raw, file, (NUMBERS, at), new)
        )
        return f"{EntryKind.HELPLINE}:{id_}"

    def add_country(self, code: str) -> str:
        """Add a country by its two capital letters; returns its key. Raises UnusableError."""
        if not CODE.fullmatch(code) or code == ELSEWHERE:
            raise UnusableError("edit-country", name=code)
        file = f"{LINES if self.places.shared else OWN_LINES}{code.lower()}.yaml"
        if file in self.files:
            raise UnusableError("edit-country-there", name=code)
        self._change({file: new_country(code)}, f"{EntryKind.COUNTRY}:{code}")
        return f"{EntryKind.COUNTRY}:{code}"

    def _numbers(self, file: str = "") -> list[Entry]:
        """List the numbers of a file, or of all."""
        found = (one for one in self.outline() if one.kind is EntryKind.HELPLINE)
        return [one for one in found if file in ("", one.address.file)]

    def _change(self, files: Bytes, about: str, *, merge: bool = False) -> None:
        """Take other files as one step; what no number says any more needs no other language."""
        super()._change({**self._unspoken(files), **files}, about, merge=merge)

    def _unspoken(self, files: Bytes) -> Bytes:
        """Return what numbers say in other languages, without what is said no more."""
        found: dict[str, bytes | None] = {}
        for under in (OWN_LINES, LINES):
            new = _tables(files, under)
            old = _tables(self.files, under) if new else {}
            gone = _said(old) - _said({**old, **new})
            for name in self.files if gone else ():
                if name.startswith(under + FOLDER):
                    found[name] = _without(self.files[name], name, gone)
        return found


def _tables(files: Mapping[str, bytes | None], under: str) -> dict[str, bytes | None]:
    """Return the tables of numbers in a folder, without those of other languages."""
    inside = {name: raw for name, raw in files.items() if name.startswith(under)}
    return {name: raw for name, raw in inside.items() if "/" not in name.removeprefix(under)}


def _said(tables: Mapping[str, bytes | None]) -> set[str]:
    """Return all that some tables say."""
    found = (parse(raw, name).value for name, raw in tables.items() if raw is not None)
    return {said for table in found for _, said in texts(table)}


def _without(raw: bytes, file: str, gone: set[str]) -> bytes:
    """Return what numbers say in a language, without some phrases; as it was where it must be."""
    with suppress(DamagedFileError, EditRefusedError, LookupError):
        for path in reversed(list(_phrases(raw, file, gone))):
            raw = delete(raw, file, path)
    return raw


def _phrases(raw: bytes, file: str, gone: set[str]) -> Iterator[Path]:
    """Yield where some phrases stand: as a key of `says`, or in the list `keep`."""
    value = parse(raw, file).value
    says, keep = (value.get(key) if isinstance(value, dict) else None for key in ("says", "keep"))
    yield from (("says", text) for text in (says if isinstance(says, dict) else ()) if text in gone)
    kept = keep if isinstance(keep, list) else []
    yield from (("keep", i) for i, text in enumerate(kept) if text in gone)
