"""Add, delete, move and rename: entries in the outline, parts in the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import ClassVar

from textual.binding import Binding, BindingType

from editor.naming import FILED
from editor.renaming import SPACES
from editor.screens.asking.choose_page import ChoosePage
from editor.screens.asking.line_page import LinePage
from editor.screens.asking.modal import Pick
from editor.screens.asking.question_page import QuestionPage
from editor.screens.desk.editing import Editing
from editor.screens.desk.panes import FORM, PREVIEW
from editor.shapes_of import ROUTES
from editor.sitting.fresh_names import slug
from editor.templates import free_id
from editor.values import (
    Address,
    Entry,
    EntryKind,
    Field,
    FieldKind,
    FieldValue,
    FormPart,
    NameUse,
)

ADDED = (
    EntryKind.QUESTION, EntryKind.OUTCOME, EntryKind.NOTE, EntryKind.ANSWER, EntryKind.FACT,
    EntryKind.PROMISE, EntryKind.HELPLINE, EntryKind.COUNTRY, EntryKind.FORK, EntryKind.TOPIC,
    EntryKind.CONDITION, EntryKind.TALLY, EntryKind.TAG, EntryKind.GROUP, EntryKind.SOURCE,
    EntryKind.LIFE,
)  # fmt: skip
"""What can be added as a thing of its own, the most wanted first."""
NAMED = (EntryKind.CONDITION, EntryKind.GROUP)
"""What has no words of its own, and is known by its name."""
WHOLE = (EntryKind.HEAD, EntryKind.LENT, EntryKind.REVIEW)
"""What there is one of, and always."""
BARRED = {
    "delete": WHOLE,
    "rename": [kind for kind in EntryKind if kind not in SPACES],
    "move": [*WHOLE, *FILED, EntryKind.OUTCOME, EntryKind.LIFE, EntryKind.COUNTRY, EntryKind.FILE],
}
"""What cannot be done to entries of some kinds."""
DONE_HERE = (*BARRED, "add")
"""What is done where it is marked, and not from the preview."""
USES = 12
"""Uses that are listed before something is deleted."""
FAR = 100
"""More than anything stands deep."""
LISTED = (FieldKind.PLACE, FieldKind.ONE, FieldKind.MANY)
"""What is chosen from a list, where letters search."""
DELETE, KEEP = "delete", "keep"


class Parts(Editing):
    """A desk where things come, go, and change their place and name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "keys.add"),
        Binding("d,delete", "delete", "keys.delete"),
        Binding("r", "rename", "keys.rename"),
        Binding("less_than_sign,alt+up", "move(-1)", "keys.up"),
        Binding("greater_than_sign,alt+down", "move(1)", "keys.down"),
    ]

    _first: tuple[str, int] = "", 0
    """The field that something new asks for first, and the revision that it came with."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nothing be done to an entry that cannot be done to its kind."""
        if action in DONE_HERE and self._at == PREVIEW:
            return False
        entry = self.entry if action in BARRED and self.is_mounted else None
        barred = entry and not self._part and entry.kind in BARRED[action]
        return not barred and super().check_action(action, parameters)

    @property
    def _part(self) -> FormPart | None:
        """The part that the keys are about; None if it is the entry."""
        return self.fields.part if self.focused is self.fields else None

    # adding

    def action_add(self) -> None:
        """Choose what to add, and begin to write it."""
        form, entry = self.fields.form, self.entry
        adds = form.adds if form and entry else ()
        near = sorted(range(len(adds)), key=lambda i: self._nearness(adds[i][1]))
        parts = [Pick(str(i), self._part_words(adds[i][1])) for i in near]
        full = [self._full(address, most) for address, most in (form.full if form else ())]
        parts = [*full, *parts]
        more = (one.more_to_add(entry) for one in self.skills) if entry else ()
        parts = [*chain.from_iterable(more), *parts]
        kinds = [Pick(kind, self._kind_words(kind)) for kind in ADDED]
        picks = [*parts, *kinds] if self.focused is self.fields else [*kinds, *parts]

        def take(ids: tuple[str, ...] | None) -> None:
            if ids and ids[0].isdecimal() and entry:
                template, address = adds[int(ids[0])]
                self._added(lambda: self.desk.add(template, address, entry))
            elif ids and ids[0] in set(EntryKind):
                self.add_entry(EntryKind(ids[0]), entry)
            elif ids and entry:
                for one in self.skills:
                    one.add_more(ids[0], entry)

        self.open_page(ChoosePage(self.words("add.title"), self._sorted(picks)), take)

    def _nearness(self, address: Address) -> int:
        """Return 0 for words in the marked part, and more the deeper they stand; then ways."""
        part = self._part
        near = 0 if part and above_list(address) == part.address else len(address.path)
        return near + FAR * (address.path[-1] == ROUTES)

    def _sorted(self, picks: list[Pick]) -> list[Pick]:
        """Return the picks with what fits the marked row first."""
        entry = self.entry
        kind = entry.kind if entry else EntryKind.QUESTION
        if self.focused is self.fields:
            return picks
        return sorted(picks, key=lambda pick: pick.id != kind)

    def _part_words(self, address: Address) -> str:
        inside = self._inside(address)
        key = address.path[-1]
        said = self.words("add.way" if key == ROUTES else f"edit.part.{key}")
        return self.words("add.inside" if inside else "add.here", said=said, title=inside)

    def _full(self, address: Address, most: int) -> Pick:
        """Return a row for a list that has room for no more."""
        holder = address.path[-2:-1]
        key = holder[0] if holder and isinstance(holder[0], str) else EntryKind.QUESTION
        return Pick(f"{address.path}", self.words(f"add.full.{key}", n=most), barred=True)

    def _inside(self, address: Address) -> str:
        """Return the title of the part that something would be added to."""
        form = self.fields.form
        parts = form.parts if form else ()
        part = next((part for part in parts if part.address == above_list(address)), None)
        return (part.title or self.words(f"edit.part.{part.key}")) if part else ""

    def _kind_words(self, kind: EntryKind) -> str:
        return self.words("add.entry", kind=self.words(f"edit.kind.{kind}"))

    def add_entry(self, kind: EntryKind, entry: Entry | None) -> None:
        """Add something, after what is marked if that is of its kind, and begin to write it."""
        if any(one.adds(kind, entry) for one in self.skills):
            return
        after = entry if entry and entry.kind is kind else None
        made: list[str] = []
        if self.change(lambda: made.append(self.desk.add_entry(kind, after))):
            self.go_to(made[0])
            if kind in NAMED:
                self._ask_name(made[0])
            else:
                self.write_first("")

    def _ask_name(self, key: str) -> None:
        """Ask what something without words of its own is called."""
        kind, _, id_ = key.partition(":")
        taken = [one.id for one in self.desk.outline() if one.kind in NAMED]

        def take(said: str | None) -> None:
            if said and slug(said):
                name = free_id(slug(said), taken)
                self._rename(EntryKind(kind), id_, name)
            elif said is None:
                self.action_undo()

        self.open_page(LinePage(self.words("add.name"), "", lambda _: ""), take)

    def _added(self, verb: Callable[[], str]) -> None:
        made: list[str] = []
        if self.change(lambda: made.append(verb())):
            self.bring(FORM)
            self.fields.mark_id(made[0])
            self.write_first(made[0])

    def write_first(self, part: str) -> None:
        """Begin to write the first text of what is new."""
        form = self.fields.form
        for field in form.fields if form else ():
            if field.kind is FieldKind.TEXT and not field.value and field.id.startswith(part):
                self._ask_first(field)
                return
        self._choose_first(part)

    def _choose_first(self, part: str) -> None:
        """Begin to choose where nothing of what is new is written: first where it leads."""
        form = self.fields.form
        inside = [one for one in (form.fields if form else ()) if one.id.startswith(part)]
        listed = [one for one in inside if one.kind in LISTED]
        for field in sorted(listed, key=lambda one: one.kind is not FieldKind.PLACE)[:1]:
            self._ask_first(field)

    def _ask_first(self, field: Field) -> None:
        """Ask for the first field of what is new."""
        self.fields.mark_id(field.id)
        self.edit_field(field)
        self._first = field.id, self.desk.revision

    def edit_field(self, field: Field) -> None:
        """Edit a field; what was added before stays."""
        self._first = "", 0
        super().edit_field(field)

    def left(self, field: Field) -> None:
        """Leave a field as it is; what is new goes again with the first that it asks for."""
        first, self._first = self._first, ("", 0)
        if first == (field.id, self.desk.revision):
            self.action_undo()

    def put_as_it_is(self, field: Field, value: FieldValue) -> bool:
        """Set a field; what was never saved takes its name from its words."""
        if field.kind is not FieldKind.TEXT or not isinstance(value, str):
            return super().put_as_it_is(field, value)
        keys: list[str] = []
        write = partial(self.desk.write, field, value)
        return self.change(lambda: keys.append(write()), lambda: self.fields.renamed(keys[0]))

    # deleting

    def action_delete(self) -> None:
        """Ask whether to delete what is marked, and say what uses it."""
        part, entry = self._part, self.entry
        if part is None and entry is None:
            self.tell(self.words("outline.heading"))
            return
        address = part.address if part else entry.address if entry else Address("")
        title = (part.title or part.key) if part else entry.title if entry else ""
        used = self.desk.uses(address)

        def take(answer: str | None) -> None:
            if answer == DELETE and self.change(lambda: self.desk.delete(address, anyway=True)):
                self.tell(self.words("delete.done", title=title))

        answers = [Pick(KEEP, self.words("delete.keep")), Pick(DELETE, self.words("delete.do"))]
        page = QuestionPage(self.words("delete.title", title=title), self._uses(used), answers)
        self.open_page(page, take)

    def _uses(self, used: Sequence[NameUse]) -> list[str]:
        if not used:
            return [self.words("delete.unused")]
        told, left = self.places.uses(used, USES)
        said = [self.words("delete.use", title=place) for place in told]
        more = [self.words("delete.more", n=left)] if left else []
        return [self.words.count("delete.used", len(told) + left), *said, *more]

    # moving and renaming

    def action_move(self, by: int) -> None:
        """Move what is marked up or down."""
        part, entry = self._part, self.entry
        if part:
            self.change(lambda: self.desk.move(part.address, by))
            self.fields.mark_id(part.id)
        elif entry:
            self.change(lambda: self.desk.move(entry.address, by), entry.key)
        else:
            self.tell(self.words("outline.heading"))

    def action_rename(self) -> None:
        """Ask for another name of the marked part or entry, which all its uses follow."""
        entry, named = self.entry, self._name_of_part()
        if entry is None:
            self.tell(self.words("outline.heading"))
            return
        if named:
            self.rename_by(named)
            return

        def take(name: str | None) -> None:
            if name and name != entry.id and self._rename(entry.kind, entry.id, name):
                self.tell(self.words("rename.done", old=entry.id, new=name))

        uses = self.words.count("rename.uses", len(self.desk.uses(entry.address)))
        title = self.words("rename.title", name=entry.id)
        refused = self.no_name(entry.address, entry.id)
        self.open_page(LinePage(title, entry.id, refused, uses), take)

    def _rename(self, kind: EntryKind, old: str, new: str) -> bool:
        key = f"{kind}:{new}"
        return self.change(
            lambda: self.desk.rename(kind, old, new), lambda: self.fields.renamed(key)
        )

    def _name_of_part(self) -> Field | None:
        """Return the name of the marked part, if it has one."""
        part, form = self._part, self.fields.form
        fields = form.fields if part and form else ()
        named = (one for one in fields if part and one.part == part.path)
        return next((one for one in named if one.kind is FieldKind.NAME), None)


def above_list(address: Address) -> Address:
    """Return the address of the part that a list stands in."""
    return Address(address.file, address.path[:-1])
