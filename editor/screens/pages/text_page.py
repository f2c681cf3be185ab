"""A file as text, for one that cannot be read as a form: its faults stand below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from editor.screens.asking.modal import Asks
from screens.words import Words

Faults = Callable[[str], Sequence[tuple[int, str]]]
"""Returns the faults of a text: lines, from 1 on, and sentences."""


class TextPage(Asks[str]):
    """The text of a file; Esc answers with it as it is then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "keys.keep-text"),
        Binding("f2", "fault", "keys.fault"),
    ]

    def __init__(self, file: str, text: str, faults: Faults, words: Words) -> None:
        """Show a file; `faults` is asked after every key."""
        super().__init__()
        self._file, self._text, self._faults, self._words = file, text, faults, words
        self._found: Sequence[tuple[int, str]] = ()

    def compose(self) -> ComposeResult:
        """Lay out name, text and faults."""
        with Vertical(classes="pane"):
            yield Static(self._file, classes="title", markup=False)
            yield TextArea(self._text, id="raw", compact=True, show_line_numbers=True)
            yield Static(id="faults", classes="wrong", markup=False)
        yield self.keys()

    def on_mount(self) -> None:
        """Go to the first fault."""
        self.query_one(TextArea).focus()
        self._look(self._text)
        self.action_fault()

    @on(TextArea.Changed)
    def look(self, event: TextArea.Changed) -> None:
        """Look for faults anew."""
        self._look(event.text_area.text)

    def _look(self, text: str) -> None:
        self._found = self._faults(text)
        told = [self._words("text.fault", line=line, says=says) for line, says in self._found]
        self.query_one("#faults", Static).update("\n".join(told[:3]) or self._words("text.sound"))

    def action_fault(self) -> None:
        """Move to the next fault after the cursor, or to the first again."""
        area = self.query_one(TextArea)
        lines = [line - 1 for line, _ in self._found]
        here = area.cursor_location[0]
        if lines:
            area.move_cursor((next((n for n in lines if n > here), lines[0]), 0))

    def begun(self) -> str | None:
        """Return another text than there was."""
        text = self.query_one(TextArea).text
        return text if text != self._text else None

    def action_close(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one(TextArea).text)
