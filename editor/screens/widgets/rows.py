"""Lists whose keys are named in the foot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from editor.screens.widgets.labelled import LaidOut


class RowList(OptionList):
    """A list of rows that keeps its mark when it is filled anew; its ends are its ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "keys.move"),
        Binding("down", "step(1)", "keys.move"),
    ]

    def __init__(self, *rows: Option, id_: str) -> None:
        """Start with these rows."""
        super().__init__(*rows, id=id_, markup=False, compact=True)

    @property
    def marked(self) -> str:
        """The id of the marked row; empty if there is none."""
        row = self.highlighted_option
        return row.id or "" if row else ""

    def action_step(self, by: int) -> None:
        """Mark the row above or below; at an end the mark stays."""
        at = self.highlighted
        self.highlighted = 0 if at is None else max(0, at + by)

    def fill(self, rows: Iterable[Option], mark: str = "") -> None:
        """Show other rows, and mark this one, or else the one that stood marked, or its place."""
        held, at = mark or self.marked, self.highlighted or 0
        self._put(list(rows))
        ids = [row.id for row in self.options]
        if ids:
            self.highlighted = ids.index(held) if held in ids else min(at, len(ids) - 1)
        self.scroll_to_highlight()

    def _put(self, rows: list[Option]) -> None:
        """Put rows in place of those in sight, unless they are as those are."""
        if len(rows) != self.option_count or not all(map(_same, rows, self.options)):
            top = self.scroll_offset.y
            self.set_options(rows)
            self.scroll_to(y=top, animate=False)


def _same(one: Option, other: Option) -> bool:
    """Return whether two rows look alike."""
    alike = isinstance(one.prompt, LaidOut) and one.prompt.is_same(other.prompt)
    return alike and (one.id, one.disabled) == (other.id, other.disabled)


class TakeRows(RowList):
    """A list of rows of which one is taken."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "keys.take")]


class DoneRows(RowList):
    """A list of parts: Enter does not choose one, but ends with all."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.done", "keys.done")]


class TickRows(RowList):
    """A list of rows to tick."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "keys.tick")]
