"""Places of a pack in words, so that nobody has to read a path or a line of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from editor.conditions import cut_short
from editor.judging.marks import SECTIONS, holders
from editor.outline import HEAD_FILE
from editor.sitting.fresh_names import is_template
from editor.sitting.looking import DeskLooking
from editor.sitting.saving import DRAFT_STEP, THROWN_STEP
from editor.values import Address, Entry, EntryKind, Field, FieldKind, FormPart, NameUse
from screens.words import Words
from tree.checking.limits import COUNTED
from tree.fault import Fault, Where
from tree.pack.yaml_reader import parse

PAGES = "outcomes"
SAY = "say"
KNOWN_BY = {"ask", "title", "says", SAY}
"""The words by which an entry is known."""
CALLED = frozenset(EntryKind) - {EntryKind.COUNTRY, EntryKind.TRANSLATION, EntryKind.WORDING}
"""What faults may name by its name."""
HELD = "held"
"""Names the limit that a fault is about; limits are written in the pack's own entry."""
HEAD = f"{EntryKind.HEAD}:{HEAD_FILE}"
STEPS = {DRAFT_STEP, THROWN_STEP}
"""Steps that are about no one thing in the pack."""
LONG = 48
"""Signs of a title in a sentence."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Says where something stands in the pack that is on a desk."""

    desk: DeskLooking
    words: Words

    def entry(self, one: Entry) -> str:
        """Return what an entry is, and by which words people know it."""
        kind = self.words(f"edit.kind.{one.kind}")
        if one.title in ("", one.id) and is_template(one.id):
            return self.words("told.fresh", kind=kind)
        if one.title in ("", one.id):
            return self.words("told.unnamed", kind=kind, id=one.id)
        return self._titled(kind, one.title)

    def holder(self, fault: Fault) -> str:
        """Return in which entry a fault stands; its file and line where in none."""
        held = self._held(fault)
        return self.entry(held) if held else f"{fault.where.file}:{fault.where.line}"

    def _held(self, fault: Fault) -> Entry | None:
        if fault.values.get(HELD) in COUNTED:
            return self.desk.entry(HEAD)
        held = holders(self.desk.outline(), (fault.where,))[0]
        return held if held and held.kind is not EntryKind.FILE else None

    def fault(self, fault: Fault) -> str:
        """Return at which field a fault stands, or at least in which entry."""
        held = self._held(fault)
        if held is None:
            return self.holder(fault)
        field = next((f for f in self.desk.form(held).fields if self._at(f) == fault.where), None)
        return self._with(held, self._inner(held, field)) if field else self.entry(held)

    def row(self, one: Entry, where: Where, key: str = "") -> str:
        """Return the id of the field, or else of the part, that is written at a place.

        `key` is that of the field there which is meant; a name is meant only by its own.
        """
        form = self.desk.form(one)
        rows: tuple[Field | FormPart, ...] = (
            *(field for field in form.fields if field.is_written),
            *form.parts,
        )
        found = next((row for row in rows if self._at(row) == where), None)
        inside = found.part if isinstance(found, Field) else found.path if found else ()
        beside = [field for field in form.fields if field.part == inside]
        if not key and isinstance(found, Field) and found.kind is FieldKind.NAME:
            key = next((one.key for one in beside if one.kind is not FieldKind.NAME), "")
        meant = next((field.id for field in beside if key and field.key == key), "")
        return meant or (found.id if found else "")

    def _at(self, row: Field | FormPart) -> Where:
        file = row.address.file
        return parse(self.desk.files[file], file).where(row.address.path)

    def _with(self, one: Entry, inside: str) -> str:
        return self.words("told.field", place=self.entry(one), field=inside)

    def path(self, path: str) -> str:
        """Return what `questions.afraid.ask`, or a unit as it is signed, names; else itself."""
        section, *rest = path.split(".")
        if section in SECTIONS and rest:
            found = self.desk.entry(f"{SECTIONS[section]}:{rest[0]}")
        else:
            found = self._unit(path)
        return self.inside(found, rest[1:]) if found else path

    def named(self, name: str, first: Sequence[EntryKind] = ()) -> str:
        """Return the words of what has a name, or of what a path names; else itself.

        Where things of several kinds have it, those of the `first` kinds are meant.
        """
        found = [one for one in self.desk.outline() if one.id == name and one.kind in CALLED]
        found.sort(key=lambda one: one.kind not in first)
        return self.entry(found[0]) if found else self.path(name)

    def _unit(self, name: str) -> Entry | None:
        """Return what is signed as one under a name such as `safety/afraid`."""
        place, _, id_ = name.partition("/")
        kind = SECTIONS[PAGES] if place == PAGES else EntryKind.QUESTION
        return self.desk.entry(f"{kind}:{id_}") if id_ else None

    def uses(self, used: Sequence[NameUse], most: int) -> tuple[list[str], int]:
        """Return the first places that use a name, and how many uses stand in none of them."""
        told: dict[str, None] = {}
        held: list[Address] = []
        left = 0
        for one in used:
            if any(address.holds(one.address) for address in held):
                continue
            if len(told) == most:
                left += 1
                continue
            address, words = self._use(one)
            held.append(address)
            told[words] = None
        return list(told), left

    def _use(self, one: NameUse) -> tuple[Address, str]:
        """Return which field uses a name; its entry, or its file, where it is in no form."""
        if one.entry is None:
            return one.address, one.address.file
        entry = one.entry
        fields = self.desk.form(entry).fields
        field = next((f for f in fields if f.address.holds(one.address)), None)
        if field is None:
            return one.address, self.entry(entry)
        return field.address, self._with(entry, self._inner(entry, field))

    def page(self, id_: str) -> str:
        """Return the page or question at which a walk ends, by its words."""
        found = (self.desk.entry(f"{SECTIONS[one]}:{id_}") for one in (PAGES, "questions"))
        return next((self.entry(one) for one in found if one), id_)

    def turned(self, about: str, turn: Callable[[], object]) -> str:
        """Undo a step or do it again; returns what it is about, by its words before or after."""
        before = self.step(about)
        turn()
        kind = about.partition(":")[0]
        known = kind if kind in set(EntryKind) else EntryKind.HEAD
        return before or self.step(about) or self.words(f"edit.kind.{known}")

    def step(self, about: str) -> str:
        """Return what a step is about, in words; empty text if that is not in the pack now."""
        key, *inside = about.split("/")
        name, _, rest = key.partition(":")
        if name in STEPS:
            return self.words(f"step.{name}", day=rest)
        found = self.desk.entry(key)
        return self.inside(found, inside) if found else ""

    def inside(self, one: Entry, path: Sequence[str]) -> str:
        """Return what a path inside an entry names."""
        form, id_ = self.desk.form(one), "/".join((one.key, *path))
        if field := next((f for f in form.fields if f.id == id_), None):
            return self._with(one, self._inner(one, field))
        part = next((p for p in form.parts if p.id == id_), None)
        return self._with(one, self._part(part)) if part else self.entry(one)

    def _inner(self, one: Entry, field: Field) -> str:
        """Return what a field is called beside the title of its entry, which may be its words."""
        known = not field.part and field.key in KNOWN_BY
        return self.words("told.words") if known else self.field(one, field)

    def field(self, one: Entry, field: Field) -> str:
        """Return what a field is called, with the part of the form that it stands in."""
        label = label_of(field, self.words)
        part = next((p for p in self.desk.form(one).parts if p.path == field.part), None)
        if part is None:
            return label
        if field.key == SAY:
            return self._part(part)
        return self.words("told.part", part=self._part(part), field=label)

    def _part(self, part: FormPart) -> str:
        kind = self.words(f"edit.part.{part.key}")
        return self._titled(kind, part.title) if part.title else kind

    def _titled(self, kind: str, title: str) -> str:
        return self.words("told.entry", kind=kind, title=cut_short(title, LONG))


def label_of(field: Field, words: Words) -> str:
    """Return what a field is called: its key, where the words do not know it yet."""
    kinds = (field.kind, field.id.partition(":")[0])
    named = (f"edit.field.{field.key}-{kind}" for kind in kinds)
    own = next((name for name in named if name in words.table), f"edit.field.{field.key}")
    return words.table.get(own, field.key)
