"""The base of pages that ask one thing above the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets.option_list import Option

from editor.screens.above_desk import AboveDesk
from editor.screens.widgets.key_line import KeyLine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pick:
    """Something to choose: its id, and its words; one that is `barred` says why it cannot be."""

    id: str
    words: str
    hint: str = ""
    barred: bool = False


class Asks(AboveDesk[T | None], ModalScreen[T | None], Generic[T]):
    """A page above the desk; Esc closes it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "keys.back")]

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def keys(self) -> KeyLine:
        """Return the line of keys for the foot."""
        return KeyLine()


def shown(choices: Iterable[Pick], ticks: frozenset[str] | None = None) -> Iterator[Option]:
    """Yield rows for a list; `ticks` are the ids that stand ticked, None where nothing is."""
    for choice in choices:
        mark = "" if ticks is None else "[x] " if choice.id in ticks else "[ ] "
        said = Content.styled(mark + choice.words, "$quiet" if choice.barred else "")
        hint = Content.styled(f"  {choice.hint}", "$quiet") if choice.hint else Content("")
        yield Option(said + hint, id=choice.id)
