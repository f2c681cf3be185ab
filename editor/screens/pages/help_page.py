"""All keys, and what the marks mean."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from editor.screens.asking.modal import Asks


class HelpPage(Asks[str]):
    """One page of help that is read by the arrows."""

    def __init__(self, text: str) -> None:
        """Show this text."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Vertical(classes="sheet"):
            with VerticalScroll(id="help"):
                yield Static(self._text, markup=False)
            yield self.keys()

    def on_mount(self) -> None:
        """Let the arrows move the text."""
        self.query_one(VerticalScroll).focus()
