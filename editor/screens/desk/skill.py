"""A skill: one thing that the desk can do beyond what it does for all, and what it may ask for it.

The desk asks its skills in turn, and each says no to what is not its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from editor.desk import PackDesk
from editor.screens.asking.modal import Pick
from editor.screens.pages.standing_page import GoTo
from editor.screens.seen_screen import PageAnswer, SeenScreen
from editor.screens.widgets.form import FormRows
from editor.values import Entry, EntryKind, Field, FieldValue
from screens.words import Words


class SkilledDesk(Protocol):
    """What a skill may ask of the desk in sight."""

    desk: PackDesk
    words: Words

    @property
    def entry(self) -> Entry | None:
        """The entry in the form."""

    @property
    def fields(self) -> FormRows:
        """The form."""

    @property
    def source_language(self) -> str:
        """The language that the pack is written in."""

    def open_page(
        self,
        page: SeenScreen[PageAnswer],
        take: Callable[[PageAnswer | None], object] = ...,
    ) -> None:
        """Open a page above; `take` is given its answer."""

    def change(self, verb: Callable[[], object], mark: str | Callable[[], str] = "") -> bool:
        """Do something to the pack, and show what came of it; returns whether it could be."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def go_to(self, mark: str) -> None:
        """Show an entry by its key."""

    def write_first(self, part: str) -> None:
        """Begin to write the first text of what is new."""

    def put(self, field: Field, value: FieldValue) -> bool:
        """Set a field; returns whether it could be."""

    def choices(self, field: Field) -> list[Pick]:
        """Return what a field can take."""

    def tick(self, field: Field) -> None:
        """Ask which of the offers of a field hold."""

    def take_numbers(self) -> None:
        """Take the numbers of the program as the pack's own."""


class Skill:
    """Can do nothing yet."""

    def __init__(self, view: SkilledDesk) -> None:
        """Serve a desk."""
        self.view, self.desk, self.words = view, view.desk, view.words

    def adds(self, _kind: EntryKind, _entry: Entry | None) -> bool:
        """Add something in a way of its own; returns whether it does."""
        return False

    def more_to_add(self, _entry: Entry) -> Sequence[Pick]:
        """Return what only some kinds of entries can have more of."""
        return ()

    def add_more(self, _pick: str, _entry: Entry) -> None:
        """Add it, if it was offered here."""

    def choices(self, _field: Field) -> Sequence[Pick]:
        """Return what a field can take besides what is there."""
        return ()

    def takes(self, _field: Field, _value: FieldValue) -> bool:
        """Take a value that stands for something else; returns whether it does."""
        return False

    def was_put(self, _field: Field, _value: FieldValue) -> None:
        """Note that a field was set."""

    def leads(self, _spot: GoTo) -> bool:
        """Lead to a place that is no line of the form; returns whether it does."""
        return False
