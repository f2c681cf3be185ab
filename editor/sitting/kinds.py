"""A new kind of help: what stands in for it, and how pages call it."""

from __future__ import annotations

from editor.files.edits import insert
from editor.files.help_kinds import FALLBACKS
from editor.files.meaning import EditRefusedError
from editor.files.spans import DamagedFileError, value_at
from editor.sitting.fresh_names import slug
from editor.sitting.numbers import DeskNumbers
from editor.templates import NEW, free_id
from editor.values import OWN_LINES, EntryKind
from tree.fault import UnusableError
from tree.pack.yaml_reader import Path, Plain

OF_KINDS = "line"
"""What is offered where a kind of help is chosen."""
KINDS = f"{OWN_LINES}{FALLBACKS}"


class DeskKinds(DeskNumbers):
    """What adds kinds of help to a pack that has numbers of its own."""

    @property
    def has_kinds(self) -> bool:
        """Whether kinds of help are the pack's own, so that others can be added."""
        return KINDS in self.files

    def add_kind(self, called: str, heading: str, instead: str) -> str:
        """Add a kind of help as one step; returns its name. Raises UnusableError.

        It is `called` so in a sentence, has a heading, and another kind stands in for it.
        """
        name = free_id(slug(called) or NEW, [one.value for one in self._known().offers(OF_KINDS)])
        file = f"words/{self.language}.yaml"
        try:
            kinds = insert(self.files[KINDS], KINDS, (name,), instead)
            raw = _with(self.files.get(file, b""), file, ("card", name), heading)
            words = _with(raw, file, ("help", "kinds", name), called)
        except (DamagedFileError, EditRefusedError, LookupError) as error:
            raise UnusableError("edit-refused", name=file) from error
        self._change({KINDS: kinds, file: words}, f"{EntryKind.WORDING}:{KINDS}")
        return name


def _with(raw: bytes, file: str, path: Path, text: str) -> bytes:
    """Return a file with a text that it does not have yet, and with what is missing around it."""
    depth = next((n for n in range(len(path)) if not _has(raw, file, path[: n + 1])), 0)
    value: Plain = text
    for part in reversed(path[depth + 1 :]):
        value = {str(part): value}
    return insert(raw, file, path[: depth + 1], value)


def _has(raw: bytes, file: str, path: Path) -> bool:
    try:
        value_at(raw, file, path)
    except LookupError:
        return False
    return True
