"""Sign words: each unit with what it said when it was last signed beside what it says now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from editor.screens.above_desk import AboveDesk
from editor.screens.widgets.key_line import KeyLine
from editor.screens.widgets.labelled import CutLine
from editor.screens.widgets.rows import RowList, TakeRows
from editor.told.places import PlaceWords
from editor.values import SignedUnit

Sign = Callable[[SignedUnit], tuple[str, Sequence[SignedUnit]]]
"""Signs a unit; returns what is said of that, and what is left to sign."""


class SigningPage(AboveDesk[None]):
    """The units that a role has not signed as they are now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "keys.back"),
        Binding("y", "sign", "keys.sign"),
        Binding("pageup", "read(-1)", "keys.read", priority=True),
        Binding("pagedown", "read(1)", "keys.read", priority=True),
    ]

    def __init__(
        self,
        title: str,
        units: Sequence[SignedUnit],
        sign: Sign,
        places: PlaceWords,
        first: str = "",
    ) -> None:
        """Show units, and mark that named `first`; `sign` is called for each that is agreed to."""
        super().__init__()
        self._first = first
        self._places, words = places, places.words
        self._title, self._units, self._sign, self._words = title, units, sign, words

    def compose(self) -> ComposeResult:
        """Lay out the units and the texts of the marked one."""
        yield Static(self._title, classes="headline", markup=False)
        with Horizontal(id="signing"):
            yield TakeRows(id_="units")
            with VerticalScroll(classes="pane", can_focus=False):
                yield Static(id="unit", markup=False)
        yield Static(id="signed", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the units."""
        named = (_id(unit) for unit in self._units if unit.name == self._first)
        self._show(next(named, ""))
        self.query_one(RowList).focus()

    def _show(self, mark: str = "") -> None:
        rows = (
            Option(
                CutLine(Content(f"{self._places.path(unit.name)} ({unit.language})")), id=_id(unit)
            )
            for unit in self._units
        )
        self.query_one(RowList).fill(rows, mark)
        if not self._units:
            self.query_one("#unit", Static).update(self._words("signing.none"))

    @property
    def _unit(self) -> SignedUnit | None:
        marked = self.query_one(RowList).marked
        return next((unit for unit in self._units if _id(unit) == marked), None)

    @on(OptionList.OptionHighlighted)
    def show_unit(self) -> None:
        """Show the texts of the marked unit, old before new."""
        if unit := self._unit:
            self.query_one("#unit", Static).update(Content("\n").join(self._lines(unit)))
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def _lines(self, unit: SignedUnit) -> Iterator[Content]:
        signed = any(was for _, was, _ in unit.texts)
        for path, was, now in unit.texts:
            yield Content.styled(self._places.path(path), "$quiet")
            if signed and was != now:
                yield Content.styled(self._words("signing.was", text=was or "-"), "$quiet")
                yield Content.styled(self._words("signing.now", text=now or "-"), "bold")
            else:
                yield Content(f"  {now}")

    def action_close(self) -> None:
        """Go back to the desk."""
        self.dismiss(None)

    def action_sign(self) -> None:
        """Sign the marked unit, say so, and go to the next, which no key signs until it is seen."""
        if unit := self._unit:
            said, self._units = self._sign(unit)
            self.query_one("#signed", Static).update(said)
            self._show()
            self.show_unit()
            self.unseen()

    def action_read(self, by: int) -> None:
        """Show what stands above or below."""
        told = self.query_one(VerticalScroll)
        told.scroll_relative(y=by * max(1, told.size.height - 1), animate=False)


def _id(unit: SignedUnit) -> str:
    return f"{unit.language} {unit.name}"
