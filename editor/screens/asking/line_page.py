"""Ask for one line of text, such as a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from editor.screens.asking.modal import Asks

Refusal = Callable[[str], str]
"""Returns why a line cannot be taken; empty text if it can."""


class KeyedInput(Input):
    """A line whose keys are named in the foot."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "keys.take")]


class LinePage(Asks[str]):
    """A title, a line to edit, and a sentence while it cannot be taken."""

    def __init__(self, title: str, line: str, refused: Refusal, hint: str = "") -> None:
        """Ask for a line; `refused` is asked after every key."""
        super().__init__()
        self._title, self._line, self._refused, self._hint = title, line, refused, hint

    def compose(self) -> ComposeResult:
        """Lay out title, line and sentence."""
        with Vertical(classes="sheet"):
            yield Static(self._title, classes="title", markup=False)
            if self._hint:
                yield Static(self._hint, classes="quiet", markup=False)
            yield KeyedInput(self._line, id="line", compact=True)
            yield Static(id="refused", classes="wrong", markup=False)
            yield self.keys()

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Say at once what is wrong with it."""
        self.query_one("#refused", Static).update(self._refused(event.value.strip()))

    def begun(self) -> str | None:
        """Return another line than there was, if it can be taken."""
        line = self.query_one(Input).value.strip()
        return line if line != self._line and not self._refused(line) else None

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Answer with the line, if it can be taken."""
        if not self._refused(event.value.strip()):
            self.dismiss(event.value.strip())
