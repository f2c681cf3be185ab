"""The screen with the code of one number or page, for the camera of a phone."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size

from screens.full.base_screen import InnerScreen
from screens.full.choices import Choices
from screens.full.column import Column, Pinned
from screens.full.taking.qr_code import Code, code_lines
from screens.full.view import fold
from screens.pages.rows import PageRow
from screens.terminal.column import beyond, width
from tree.helplines import Line

FRAME = Size(2, 2)
"""Columns and lines besides words and code: a margin; the way out and a row to go back."""


class Close(Column):
    """A column without gaps, so that a code fits a common window."""

    def gap(self, size: Size) -> int:
        """Return none."""
        return 0


CLOSE = Close()


class CodePage(InnerScreen):
    """Shows a code below its words where all of it fits, else how large the window must be."""

    LIST = ()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("r,R", "back")]
    ABOVE = True

    def __init__(self, line: Line, link: str) -> None:
        """Keep the service, and draw the code of its address."""
        super().__init__()
        self._line, self._link = line, link
        self._code = Code(code_lines(link))

    @property
    def layout(self) -> Column:
        """The layout: a column without gaps."""
        return CLOSE

    def compose(self) -> ComposeResult:
        """Yield the code right above the list."""
        for part in super().compose():
            if isinstance(part, Choices):
                yield self._code
            yield part

    def fill(self) -> None:
        """Say whose code it is and what it holds."""
        self.pin("head", self._names)
        self.put([PageRow(self.words("take.back"), pick="back")], "back")
        self._fit()

    def on_resize(self, _event: Resize) -> None:
        """Show or hide the code for the new size."""
        if self.query(Pinned):
            self._fit()

    def chosen(self, pick: str) -> None:
        """Go back."""
        self.action_back()

    @property
    def _names(self) -> str:
        return self.words("code.of", service=self._line.service, link=self._link)

    def _fit(self) -> None:
        """Show the code only if no line of it would be cut."""
        need, have = self.need, self.app.size
        fits = need.width <= have.width and need.height <= have.height
        small = self.words("code.small", wide=max(need.width, have.width), high=need.height)
        self._code.display = fits
        self.pin("meta", self.words("code.how") if fits else "")
        self.pin("notice", "" if fits else small)

    @property
    def need(self) -> Size:
        """Return the least window for this code, its words wrapped as they are now."""
        room = self._code.room + FRAME
        wide = max(room.width, self.app.size.width)
        words = (self.words("code.how"), self._names)
        lines = sum(len(Content(says).wrap(width(wide))) for says in words)
        hints = fold(map(self.hint, self.hints()), beyond(wide)).count("\n") + 1
        return room + Size(0, lines + hints)
