"""Choosing what is not there yet: it is made from its words, in the step that chooses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from editor.adding import with_named
from editor.files.meaning import EditRefusedError
from editor.files.spans import DamagedFileError
from editor.sitting.editing import DeskEditing
from editor.sitting.fresh_names import slug
from editor.templates import FILES, NEW, free_id
from editor.values import EntryKind, Field, FieldValue
from tree.condition import called, leaves
from tree.fault import UnusableError

MADE_OF = {
    "fact": EntryKind.FACT, "tally": EntryKind.TALLY, "tag": EntryKind.TAG,
    "source": EntryKind.SOURCE, "topic": EntryKind.TOPIC,
}  # fmt: skip
"""What can be made where it is chosen, by what is offered there."""
SPACE = {EntryKind.FACT: (EntryKind.FACT, EntryKind.CONDITION)}
"""Kinds among which a name must be free."""


@dataclass(frozen=True, slots=True)
class FreshThing:
    """A thing that is made once it is chosen: its kind, its name and its words."""

    kind: EntryKind
    id: str
    says: str


class DeskChoosing(DeskEditing):
    """What makes and chooses in one step."""

    def fresh(self, of: str, text: str, others: Mapping[str, FreshThing]) -> FreshThing | None:
        """Return what would be made of some words; None where nothing can be.

        `others` are those by name that wait to be made, too.
        """
        if (kind := MADE_OF.get(of)) is None:
            return None
        kinds = SPACE.get(kind, (kind,))
        taken = [one.id for one in self.outline() if one.kind in kinds]
        return FreshThing(kind, free_id(slug(text) or f"{NEW}-{kind}", [*taken, *others]), text)

    def with_fresh(self, fresh: Mapping[str, FreshThing]) -> dict[str, bytes]:
        """Return the files as they would be with some things; raises UnusableError."""
        files = dict(self.files)
        for one in fresh.values():
            file = FILES[one.kind][0]
            try:
                files[file] = with_named(files, one.kind, one.id, one.says)
            except (DamagedFileError, EditRefusedError, LookupError) as error:
                raise UnusableError("edit-refused", name=file) from error
        return files

    def choose(self, made: Field, value: FieldValue, fresh: Mapping[str, FreshThing]) -> None:
        """Set a field, and make those fresh things that it names, as one step.

        Raises UnusableError, and then makes nothing.
        """
        named = {name: fresh[name] for name in names_in(value) if name in fresh}
        files, before = self.with_fresh(named), self.revision
        self._change({name: raw for name, raw in files.items() if named}, made.id)
        try:
            self.set(made, value, merge=self.revision != before)
        except UnusableError:
            if self.revision != before:
                self.undo()
            raise


def names_in(value: FieldValue) -> tuple[str, ...]:
    """Return the names that a value is made of."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return tuple(one if isinstance(one, str) else one[0] for one in value)
    if value is None or isinstance(value, bool):
        return ()
    return tuple(called(leaf) for leaf in leaves(value))
