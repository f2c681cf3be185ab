"""Choose one of many, or tick several: what is typed narrows the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import OptionList, Static

from editor.screens.asking.modal import Asks, Pick, shown
from editor.screens.widgets.rows import RowList, TickRows
from screens.words import Words


def fitting(choices: Iterable[Pick], search: str) -> list[Pick]:
    """Return the choices that hold every word of a search, those that begin with it first."""
    parts = search.casefold().split()
    found = [c for c in choices if all(p in f"{c.words} {c.id}".casefold() for p in parts)]
    return sorted(found, key=lambda c: not c.words.casefold().startswith(search.casefold()))


class _Finds(Asks[tuple[str, ...]]):
    """A list that is narrowed by typing; the first that fits is marked."""

    TICKED: ClassVar[bool] = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "all_again", "keys.everything"),
        Binding("escape", "close", "keys.back"),
    ]

    def __init__(self, title: str, choices: Sequence[Pick], chosen: Iterable[str] = ()) -> None:
        """Offer choices; `chosen` are the ids that hold now."""
        super().__init__()
        self._title, self._choices = title, choices
        self._chosen = list(chosen)
        self._search = ""

    def compose(self) -> ComposeResult:
        """Lay out title, search and list."""
        with Vertical(classes="sheet"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(id="search", markup=False)
            yield (TickRows if self.TICKED else RowList)(id_="choices")
            yield self.keys()

    def on_mount(self) -> None:
        """List all, with what holds now marked."""
        self._list("" if self.TICKED else next(iter(self._chosen), ""))
        self.query_one(RowList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Esc show all again while something is searched for, and go back otherwise."""
        return super().check_action(action, parameters) and {
            "all_again": bool(self._search),
            "close": not self._search,
        }.get(action, True)

    def on_key(self, event: Key) -> None:
        """Narrow the list by what is typed; a space that begins no search takes the row."""
        if event.key == "backspace":
            self._narrow(self._search[:-1])
        elif event.key == "space" and not self._search:
            self.query_one(RowList).action_select()
        elif event.is_printable and event.character:
            self._narrow(self._search + event.character)
        else:
            return
        event.stop()

    def action_all_again(self) -> None:
        """List everything, and keep what is marked."""
        self._search = ""
        self._list(self.query_one(RowList).marked)

    def _narrow(self, search: str) -> None:
        self._search = search
        fits = fitting(self._choices, search)
        self._list(fits[0].id if fits else "")

    def _list(self, mark: str = "") -> None:
        fits = fitting(self._choices, self._search)
        ticks = frozenset(self._chosen) if self.TICKED else None
        self.query_one(RowList).fill(shown(fits, ticks), mark)
        self.query_one("#search", Static).update(self._told(len(fits)))
        self.refresh_bindings()

    def _told(self, n: int) -> str:
        words: Words = self.app.words  # type: ignore[attr-defined]  # our app has them
        key = "search" if not self._search else "searching" if n else "nothing"
        return words(f"choose.{key}", text=self._search, n=n)


class ChoosePage(_Finds):
    """Choose one."""

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Answer with the row that was chosen, unless it says why it cannot be."""
        id_ = event.option_id or ""
        if not any(one.id == id_ and one.barred for one in self._choices):
            self.dismiss((id_,))


class TickPage(_Finds):
    """Tick several: Enter ticks a row, Tab keeps the ticks."""

    TICKED = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "done", "keys.ticked"),
    ]

    def __init__(self, title: str, choices: Sequence[Pick], chosen: Iterable[str] = ()) -> None:
        """Offer choices; what holds now stands first."""
        self._before = now = set(chosen)
        super().__init__(title, sorted(choices, key=lambda one: one.id not in now), chosen)
        self._order = [choice.id for choice in choices]

    @on(OptionList.OptionSelected)
    def tick(self, event: OptionList.OptionSelected) -> None:
        """Tick a row, or take its tick away."""
        id_ = event.option_id or ""
        if id_ in self._chosen:
            self._chosen.remove(id_)
        elif id_:
            self._chosen.append(id_)
        self._list(id_)

    def _told(self, n: int) -> str:
        words: Words = self.app.words  # type: ignore[attr-defined]  # our app has them
        return f"{super()._told(n)}  {words.count('choose.ticked', len(self._chosen))}"

    def begun(self) -> tuple[str, ...] | None:
        """Return other ticks than there were."""
        return self._ticked if set(self._chosen) != self._before else None

    @property
    def _ticked(self) -> tuple[str, ...]:
        """All that is ticked, in the order of the list."""
        order = [*self._order, *self._chosen]
        return tuple(sorted(self._chosen, key=order.index))

    def action_done(self) -> None:
        """Answer with all that is ticked."""
        self.dismiss(self._ticked)
