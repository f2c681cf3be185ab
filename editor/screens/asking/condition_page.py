"""Build a condition by choosing what somebody said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static
from textual.widgets.option_list import Option

from editor.screens.asking.choose_page import ChoosePage, Make, TickPage
from editor.screens.asking.condition_edits import (
    PartRow,
    added,
    denied,
    grouped,
    replaced,
    rows_of,
    turned,
)
from editor.screens.asking.modal import Asks, Pick
from editor.screens.widgets.rows import DoneRows, RowList
from screens.words import Words
from tree.condition import AtLeast, Condition, Fact

TellCondition = Callable[[Condition | None], str]
"""Returns a condition as a sentence."""
Pickable = tuple[Sequence[Pick], Sequence[Pick]]


class ConditionPage(Asks[tuple[Condition | None]]):
    """A condition as a list of parts, with the sentence that it makes above them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("insert", "add", "keys.add-part"),
        Binding("ctrl+t", "count", "keys.count"),
        Binding("ctrl+g", "group", "keys.group"),
        Binding("ctrl+o", "turn", "keys.any"),
        Binding("ctrl+n", "deny", "keys.not"),
        Binding("plus,equals_sign", "more(1)", "keys.more"),
        Binding("minus", "more(-1)", "keys.more"),
        Binding("delete,ctrl+d", "remove", "keys.take-out"),
    ]

    def __init__(
        self,
        title: str,
        condition: Condition | None,
        offers: Pickable,
        makes: tuple[Make, Make],
        says: TellCondition,
    ) -> None:
        """Begin with a condition, or with none; `offers` are facts, and counts of signs.

        `makes` make other ones of their words, which are offered from then on, too.
        """
        super().__init__()
        self._make_fact, self._make_sign = makes
        self._title, self._condition, self._says = title, condition, says
        self._before = condition
        self._facts, self._signs = offers
        self._rows: tuple[PartRow, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out title, sentence and parts."""
        with Vertical(classes="sheet"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(id="sentence", markup=False)
            yield DoneRows(id_="parts")
            yield self.keys()

    def on_mount(self) -> None:
        """Show the parts."""
        self._show()
        self.query_one(RowList).focus()

    def _show(self) -> None:
        self._rows = tuple(rows_of(self._condition))
        self.query_one("#sentence", Static).update(self._says(self._condition))
        rows = (Option(self._line(row), id=str(i)) for i, row in enumerate(self._rows))
        self.query_one(RowList).fill(rows)

    def _line(self, row: PartRow) -> Content:
        words: Words = self.app.words  # type: ignore[attr-defined]  # our app has them
        key = f"condition.{'no-' if row.denied else ''}{row.part.op}"
        said = words(key) if row.is_group else self._says(row.part)
        if row.denied and not row.is_group:
            said = words("condition.not", said=said)
        text = "   " * row.depth + said
        return Content.styled(text, "$calm") if row.is_group else Content(text)

    @property
    def _row(self) -> PartRow | None:
        at = self.query_one(RowList).highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def on_key(self, event: Key) -> None:
        """Search for what is added by what is typed, as in every list; a space shows all."""
        letter = event.character if event.is_printable else None
        if letter and (letter.isalnum() or letter.isspace()):
            event.stop()
            self._choose_parts(letter.strip())

    def action_add(self) -> None:
        """Choose facts that are added to the group of the marked row."""
        self._choose_parts("")

    def _choose_parts(self, search: str) -> None:
        words: Words = self.app.words  # type: ignore[attr-defined]  # as above
        page = TickPage(words("condition.add"), self._facts, (), self._make_fact, search)
        self.open_page(page, self._add)

    def _add(self, names: tuple[str, ...] | None) -> None:
        path = self._row.path if self._row else ()
        for name in names or ():
            self._condition = added(self._condition, path, Fact(name))
        self._show()

    def action_count(self) -> None:
        """Choose signs of which there have to be some."""
        words: Words = self.app.words  # type: ignore[attr-defined]  # as above
        page = ChoosePage(words("condition.count"), self._signs, (), self._make_sign)
        self.open_page(page, self._count)

    def _count(self, names: tuple[str, ...] | None) -> None:
        path = self._row.path if self._row else ()
        if names:
            self._condition = added(self._condition, path, AtLeast(names[0], 1))
            self._show()

    def action_group(self) -> None:
        """Choose a fact that makes a group with the marked part."""
        words: Words = self.app.words  # type: ignore[attr-defined]  # as above
        if self._row:
            page = ChoosePage(words("condition.group"), self._facts, (), self._make_fact)
            self.open_page(page, self._group)
        else:
            self._tell("nothing")

    def _group(self, names: tuple[str, ...] | None) -> None:
        if names and self._row and self._condition is not None:
            self._condition = grouped(self._condition, self._row.path, Fact(names[0]))
            self._show()

    def action_turn(self) -> None:
        """Turn "all of these" into "any of these", or back."""
        if self._row and self._condition is not None:
            self._condition = turned(self._condition, self._row.path)
            self._show()
        if not (self._row and self._row.is_group):
            self._tell("no-group" if self._row else "nothing")

    def action_deny(self) -> None:
        """Turn a part into its opposite."""
        if self._row and self._condition is not None:
            self._condition = denied(self._condition, self._row.path)
            self._show()
        else:
            self._tell("nothing")

    def action_more(self, by: int) -> None:
        """Ask for more signs of a kind, or fewer."""
        if self._row and isinstance(self._row.part, AtLeast) and self._condition is not None:
            part = self._row.part
            path = (*self._row.path, 0) if self._row.denied else self._row.path
            self._condition = replaced(
                self._condition, path, AtLeast(part.tally, max(1, part.least + by))
            )
            self._show()
        else:
            self._tell("no-count")

    def action_remove(self) -> None:
        """Take the marked part out."""
        if self._row and self._condition is not None:
            self._condition = replaced(self._condition, self._row.path, None)
            self._show()
        else:
            self._tell("nothing")

    def _tell(self, why: str) -> None:
        """Say why a key does nothing here."""
        words: Words = self.app.words  # type: ignore[attr-defined]  # as above
        self.notify(words(f"condition.{why}"), markup=False)

    def begun(self) -> tuple[Condition | None] | None:
        """Return another condition than there was."""
        return (self._condition,) if self._condition != self._before else None

    def action_done(self) -> None:
        """Answer with the condition."""
        self.dismiss((self._condition,))
