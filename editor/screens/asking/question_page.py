"""Ask what to do, with all that has to be known for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from editor.screens.asking.modal import Asks, Pick, shown
from editor.screens.widgets.rows import RowList, TakeRows


class QuestionPage(Asks[str]):
    """A title, lines to read, and a few answers; Esc answers nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "read(-1)", "keys.read", priority=True),
        Binding("pagedown", "read(1)", "keys.read", priority=True),
    ]

    def __init__(self, title: str, lines: Sequence[str], answers: Sequence[Pick]) -> None:
        """Ask; the first answer is marked."""
        super().__init__()
        self._title, self._lines, self._answers = title, lines, answers
        self.waits = False
        """Whether more is to be told before all can be answered."""

    def compose(self) -> ComposeResult:
        """Lay out title, lines and answers."""
        with Vertical(classes="sheet"):
            yield Static(id="asked", classes="title", markup=False)
            with VerticalScroll(can_focus=False, classes="told"):
                yield Static(id="lines", markup=False)
            yield TakeRows(id_="answers")
            yield self.keys()

    def on_mount(self) -> None:
        """Show all, and take the keys."""
        self._fill()
        self.query_one(RowList).focus()

    def tell(self, title: str, lines: Sequence[str], answers: Sequence[Pick]) -> None:
        """Ask anew, with the first answer marked; a key sent before that is seen does nothing."""
        self._title, self._lines, self._answers = title, lines, answers
        self.waits = False
        if self.is_mounted and self.query(RowList):
            self.unseen()
            self._fill()

    def _fill(self) -> None:
        self.query_one("#asked", Static).update(self._title)
        self.query_one("#lines", Static).update("\n".join(self._lines))
        rows = self.query_one(RowList)
        rows.set_options(shown(self._answers))
        rows.highlighted = 0

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Answer with the row that was chosen."""
        self.dismiss(event.option_id)

    def action_read(self, by: int) -> None:
        """Show what stands above or below."""
        told = self.query_one(VerticalScroll)
        told.scroll_relative(y=by * max(1, told.size.height - 1), animate=False)
