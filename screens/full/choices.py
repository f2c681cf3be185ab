"""The list on every screen: words to read and lines to choose, with a real cursor on the choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from screens.full.view import MARK, View, look
from screens.pages.rows import PageRow

Painted = tuple[str, str]
BLANK: Painted = ("", "text")


class Choices(Widget, can_focus=True):
    """Shows rows in a window of its own size; only lines that change are painted again."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choices--text",
        "choices--heading",
        "choices--quiet",
        "choices--strong",
        "choices--bold",
        "choices--chosen",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)"),
        Binding("up", "step(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("pageup", "page(-1)"),
        Binding("home", "edge(-1)"),
        Binding("end", "edge(1)"),
        Binding("enter", "choose"),
        Binding("space", "tick"),
        *(Binding(digit, f"digit('{digit}')") for digit in "123456789"),
    ]

    @dataclass
    class Pointed(Message):
        """The cursor belongs here now, and no line was painted that would take it there."""

        spot: Offset

    def __init__(
        self,
        more: tuple[str, str, str],
        rest: Callable[[], Offset],
        chosen: Callable[[str], None],
        ticked: Callable[[str], None],
    ) -> None:
        """Start empty; `more` says what is below, above, or both; `rest` is for no mark.

        `chosen` and `ticked` are called within the key: what is asked must not change between.
        """
        super().__init__()
        self._rest, self._chosen, self._ticked = rest, chosen, ticked
        self._more = more
        self._view = View((), 0, 1)
        self._painted: list[Painted] = []

    @property
    def at(self) -> str:
        """Say what the marked line would choose; empty where no line is marked."""
        return self._view.pick

    @property
    def rows(self) -> tuple[PageRow, ...]:
        """List what is shown."""
        return self._view.rows

    def show(self, rows: tuple[PageRow, ...], at: str = "", *, stay: bool = False) -> None:
        """Show these rows with one marked; `stay` keeps the place instead."""
        new = View(rows, self.size.width, self.size.height)
        self._go(self._view.again(rows) if stay else new.find(at))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do nothing in a list that is no longer in sight."""
        gone = self.screen is not self.app.screen
        return False if gone else super().check_action(action, parameters)

    def on_resize(self, event: Resize) -> None:
        """Break the lines anew."""
        self._go(self._view.sized(event.size.width, event.size.height))

    def action_step(self, way: int) -> None:
        """Mark the next line that can be chosen, or read on by one line."""
        self._go(self._view.step(way))

    def action_page(self, way: int) -> None:
        """Read on by a window."""
        self._go(self._view.page(way))

    def action_edge(self, way: int) -> None:
        """Go to the first or the last line."""
        self._go(self._view.edge(way))

    def action_digit(self, digit: str) -> None:
        """Mark the line with this digit, and tick it where lines are ticked."""
        for row in self.rows:
            if row.key == digit:
                self._go(self._view.find(row.pick))
                self._ticked(row.pick)

    def action_choose(self) -> None:
        """Choose the marked line."""
        self._chosen(self.at)

    def action_tick(self) -> None:
        """Tick the marked line."""
        self._ticked(self.at)

    def _go(self, view: View) -> None:
        """Take up another view and paint what differs."""
        self._view = view
        before, self._painted = self._painted, self._lines()
        for y, (was, now) in enumerate(zip_longest(before, self._painted, fillvalue=BLANK)):
            if was != now:
                wide = max(Content(text).cell_length for text, _ in (was, now))
                self.refresh(Region(0, y, wide, 1))
        self.place()
        self.call_after_refresh(self.place)

    def _lines(self) -> list[Painted]:
        lines = [self._paint(n) for n in self._view.window]
        if self._view.tall:
            lines += [BLANK] * (self._view.height - 1 - len(lines))
            lines.append((self._more_words(), "quiet"))
        return lines

    def _paint(self, n: int) -> Painted:
        line = self._view.lines[n]
        if line.row != self._view.at:
            return line.text, look(self.rows[line.row])
        first = n == 0 or self._view.lines[n - 1].row != line.row
        text = ">" + line.text[1:] if first else line.text
        return text + " " * (self._view.width - Content(text).cell_length), "chosen"

    def _more_words(self) -> str:
        above, below = self._view.hidden
        return self._more[2 if above and below else 1 if above else 0]

    def place(self) -> None:
        """Put the terminal's own cursor on the marked line, where screen readers look for it."""
        if not (self.is_attached and self.screen.is_active):
            return
        if self._view.at is None:
            spot = self._rest()
        else:
            line = self._view.first(self._view.at) - self._view.top
            spot = self.region.offset + Offset(MARK, line)
        if spot != self.app.cursor_position:
            self.app.cursor_position = spot
            self.post_message(self.Pointed(spot))

    def render(self) -> RenderResult:
        """Draw nothing at once; every line is drawn by itself."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line, broken for the size that the list has by now."""
        if (self._view.wide, self._view.height) != self.size:
            self._view = self._view.sized(*self.size)
            self._painted = self._lines()
        text, look = self._painted[y] if y < len(self._painted) else BLANK
        style = self.get_component_rich_style(f"choices--{look}")
        blank = self.get_component_rich_style("choices--text")
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, blank)
