"""All keys, and what the marks mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from editor.screens.asking.modal import Asks
from editor.screens.widgets.labelled import Labelled
from editor.screens.widgets.reading import Readable

ROW = re.compile(r"(\S.*?) {3}(.+)")
"""A key and what it does, three spaces apart."""
KEYS = 11
"""Columns of a key."""


class HelpPage(Asks[str]):
    """One page of help that is read by the arrows."""

    def __init__(self, text: str) -> None:
        """Show this text: paragraphs, and keys with what they do, a line each."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Vertical(classes="sheet"):
            with Readable(id="help"):
                yield from self._lines()
            yield self.keys()

    def _lines(self) -> Iterator[Static]:
        for line in self._text.strip().splitlines():
            row = ROW.fullmatch(line)
            yield Static(Labelled(row[1], row[2], wide=KEYS) if row else line, markup=False)

    def on_mount(self) -> None:
        """Let the arrows move the text."""
        self.query_one(Readable).focus()
