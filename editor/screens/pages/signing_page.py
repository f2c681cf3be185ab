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
        self._asked, self._read = "", set[str]()
        self._done: set[str] = set()

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
        rows = [Option(self._row(unit), id=_id(unit)) for unit in self._units]
        self.query_one(RowList).fill(rows, mark)
        if not self._units:
            self.query_one("#unit", Static).update(self._words("signing.none"))

    def _row(self, unit: SignedUnit) -> CutLine:
        """Return the line of a unit; one that was signed here is quiet, and says so."""
        done = _id(unit) in self._done
        says = Content(f"{self._places.path(unit.name)} ({unit.language})")
        mark = Content.styled(self._words("signing.done"), "$quiet") if done else None
        return CutLine(says.stylize("$quiet") if done else says, mark)

    @property
    def _unit(self) -> SignedUnit | None:
        marked = self.query_one(RowList).marked
        return next((unit for unit in self._units if _id(unit) == marked), None)

    @on(OptionList.OptionHighlighted)
    def show_unit(self) -> None:
        """Show the texts of the marked unit, old before new; no letter signs it until then."""
        if unit := self._unit:
            if self._asked:
                self._tell("")
            self._asked = ""
            self.query_one(VerticalScroll).scroll_home(animate=False, immediate=True)
            self.query_one("#unit", Static).update(Content("\n").join(self._lines(unit)))
            self.unseen(letters=True)

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
        """Ask whether the marked unit is signed, once its end has been in sight."""
        unit = self._unit
        if unit is None or _id(unit) in self._done:
            return
        self._look()
        seen = _id(unit) in self._read
        self._asked = _id(unit) if seen else ""
        self._tell(self._words("signing.ask" if seen else "signing.unread", title=self._title))

    def _look(self) -> None:
        """Note that the end of the marked unit is in sight, if it is."""
        told, unit = self.query_one(VerticalScroll), self._unit
        if unit and told.scroll_offset.y >= told.max_scroll_y:
            self._read.add(_id(unit))

    def _tell(self, sentence: str) -> None:
        self.query_one("#signed", Static).update(sentence)

    @on(OptionList.OptionSelected)
    def confirm(self) -> None:
        """Sign what was asked about, and say so; it stays marked until one moves."""
        unit = self._unit
        if unit is None or _id(unit) != self._asked:
            return
        self._asked = ""
        said, left = self._sign(unit)
        open_now = {_id(one): one for one in left}
        if _id(unit) not in open_now:
            self._done.add(_id(unit))
        kept = [open_now.pop(_id(one), one) for one in self._units]
        self._units = [*kept, *open_now.values()]
        self._tell(said)
        self._show()

    def action_read(self, by: int) -> None:
        """Show what stands above or below."""
        told = self.query_one(VerticalScroll)
        told.scroll_relative(y=by * max(1, told.size.height - 1), animate=False, immediate=True)
        self._look()


def _id(unit: SignedUnit) -> str:
    return f"{unit.language} {unit.name}"
