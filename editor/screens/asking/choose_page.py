"""Choose one of many, or tick several: what is typed narrows the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Event, Key
from textual.widgets import OptionList, Static

from editor.screens.asking.modal import Asks, Pick, shown
from editor.screens.widgets.rows import RowList, TakeRows, TickRows
from screens.words import Words


def fitting(choices: Iterable[Pick], search: str) -> list[Pick]:
    """Return the choices that hold every word of a search, those that begin with it first."""
    parts = search.casefold().split()
    found = [c for c in choices if all(p in f"{c.words} {c.id}".casefold() for p in parts)]
    return sorted(found, key=lambda c: not c.words.casefold().startswith(search.casefold()))


Make = Callable[[str], Pick | None]
"""Returns what is chosen for words that nothing has yet: it is made from them once it is kept."""
NEW = "new:"
"""The id of the row that makes something."""


def no_other(_text: str) -> Pick | None:
    """Make nothing: only what is there can be chosen."""
    return None


class _Finds(Asks[tuple[str, ...]]):
    """A list that is narrowed by typing; the first that fits is marked."""

    TICKED: ClassVar[bool] = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "all_again", "keys.everything"),
        Binding("escape", "close", "keys.back"),
    ]

    def __init__(
        self,
        title: str,
        choices: Iterable[Pick],
        chosen: Iterable[str] = (),
        make: Make = no_other,
        search: str = "",
    ) -> None:
        """Offer choices; `chosen` are the ids that hold now, `make` makes what is not there.

        Where several can be ticked, what holds now stands first. `search` is what was typed of a
        search before: the letters after it, typed ahead, belong to it.
        """
        super().__init__()
        self._title, self._make, self._chosen = title, make, list(chosen)
        self._before, known = set(self._chosen), list(choices)
        self._order = [one.id for one in known]
        self._choices = sorted(known, key=lambda one: self.TICKED and one.id not in self._before)
        self._search, self._begun = search, bool(search)

    def compose(self) -> ComposeResult:
        """Lay out title, search and list."""
        with Vertical(classes="sheet"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(id="search", markup=False)
            yield (TickRows if self.TICKED else TakeRows)(id_="choices")
            yield self.keys()

    def on_mount(self) -> None:
        """List all, with what holds now marked."""
        if self._begun:
            self._narrow(self._search)
        else:
            self._list("" if self.TICKED else next(iter(self._chosen), ""))
        self.query_one(RowList).focus()

    def takes(self, event: Event) -> bool:
        """Return whether an event counts: of a search that was begun before, each letter."""
        ahead = self._begun and isinstance(event, Key) and event.is_printable
        return ahead or super().takes(event)

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
        elif event.key == "ctrl+u":
            self._narrow("")
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
        self._list(fits[0].id if fits else NEW)

    def _list(self, mark: str = "") -> None:
        fits = fitting(self._choices, self._search)
        ticks = frozenset(self._chosen) if self.TICKED else None
        rows = [*shown(fits, ticks), *shown(self._new())]
        self.query_one(RowList).fill(rows, mark)
        self.query_one("#search", Static).update(self._told(len(fits)))
        self.refresh_bindings()

    def _new(self) -> list[Pick]:
        """Return the row that makes something of the words that are searched for, if it can be."""
        words: Words = self.app.words  # type: ignore[attr-defined]  # our app has them
        text = self._search.strip()
        there = any(one.words.casefold() == text.casefold() for one in self._choices)
        if not text or there or self._make is no_other:
            return []
        return [Pick(NEW, words("choose.new", text=text))]

    def _made(self, id_: str) -> str:
        """Return the id that was chosen; that of what is new now, where its row was."""
        pick = self._make(self._search.strip()) if id_ == NEW else None
        if pick is None:
            return "" if id_ == NEW else id_
        self._choices.append(pick)
        self._search = ""
        return pick.id

    def _told(self, n: int) -> str:
        words: Words = self.app.words  # type: ignore[attr-defined]  # our app has them
        key = "search" if not self._search else "searching" if n else "nothing"
        return words(f"choose.{key}", text=self._search, n=n)


class ChoosePage(_Finds):
    """Choose one."""

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Answer with the row that was chosen, unless it says why it cannot be."""
        id_ = self._made(event.option_id or "")
        if not any(one.id == id_ and one.barred for one in self._choices):
            self.dismiss((id_,))


class TickPage(_Finds):
    """Tick several: Enter ticks a row, Tab keeps the ticks."""

    TICKED = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "done", "keys.ticked"),
    ]

    @on(OptionList.OptionSelected)
    def tick(self, event: OptionList.OptionSelected) -> None:
        """Tick a row, or take its tick away."""
        id_ = self._made(event.option_id or "")
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
