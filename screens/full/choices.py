"""The list on every screen: rows to read or choose, with the terminal's cursor on the mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.actions import parse
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from screens.full.view import MARK, View, look
from screens.pages.rows import PageRow
from screens.terminal.column import width
from screens.terminal.frames import paint_lines, pen, shows_all_but_lines

Action = tuple[str, tuple[object, ...]]
"""The name of an action, and what it is given."""

Painted = tuple[str, str]
BLANK: Painted = ("", "text")


class Unscrolled(Widget):
    """A part of a screen that Textual does not scroll: its size, once it has one, moves nothing.

    Any other part has its screen laid out and painted a second time whenever it gets a size.
    """

    virtual_size = var(Size(0, 0))


class Choices(Unscrolled, can_focus=True):
    """A scrolling list of rows; only lines that changed are repainted."""

    EMPTY: ClassVar[View] = View((), 0, 1)
    """What this kind of list shows before anything is in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)"),
        Binding("up", "step(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("pageup", "page(-1)"),
        Binding("home", "edge(-1)"),
        Binding("end", "edge(1)"),
        Binding("enter", "choose"),
        Binding("space", "tick"),
        *(Binding(digit, f"digit('{digit}')") for digit in "0123456789"),
    ]

    ACTIONS: ClassVar[Mapping[str, Action]] = {
        binding.key: parse(binding.action)[1:] for binding in BINDINGS
        if isinstance(binding, Binding)
    }  # fmt: skip
    """What each key of a list means."""

    @dataclass
    class Pointed(Message):
        """Message: move the terminal's cursor, as no painted line will move it."""

        spot: Offset

    def __init__(
        self,
        more: Callable[[bool, bool, int], str],
        rest: Callable[[], Offset],
        chosen: Callable[[str], None],
        ticked: Callable[[str], None],
    ) -> None:
        """Start empty.

        `more` returns the words for lines hidden above and below, and for so many options among
        the latter; `rest` returns where the cursor goes while no row is marked. `chosen` and
        `ticked` are called directly, not by a message: the question must not change between the
        key and the call.
        """
        super().__init__()
        self._rest, self._chosen, self._ticked = rest, chosen, ticked
        self._more = more
        self._view = self._painted_view = self.EMPTY
        self._painted: list[Painted] = []
        self._stays, self._typed = False, ""
        self._held: dict[int, int] | None = None
        self._pens: dict[str, str] = {}
        self._styles_of: dict[str, Style] = {}
        self.careful = frozenset[str]()
        """Picks that a digit marks at first: a tick made earlier is not taken off unseen."""

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Keep the position and the mark while rows are replaced in the body."""
        self._stays = True
        try:
            yield
        finally:
            self._stays = False

    @property
    def at(self) -> str:
        """The pick of the marked row; empty if no row is marked."""
        return self._view.pick

    @property
    def view(self) -> View:
        """What is shown, and where the mark is."""
        return self._view

    @property
    def stays(self) -> bool:
        """Whether rows that are replaced now keep the position and the mark."""
        return self._stays

    @property
    def rows(self) -> tuple[PageRow, ...]:
        """The rows in the list."""
        return self._view.rows

    def expect(self, size: Size) -> None:
        """Wrap for a window of this size until the first layout; else rows are wrapped twice."""
        if not self._view.wide:
            self._view = self._view.sized(width(size.width), size.height)

    def show(self, rows: tuple[PageRow, ...], at: str = "", *, stay: bool = False) -> None:
        """Replace the rows and mark the one with pick `at`; `stay` keeps the position instead."""
        keep = stay or self._stays
        self.turn_to(self._view.again(rows) if keep else self._view.anew(rows).find(at))

    def turn_to(self, view: View) -> None:
        """Show another view; in a tall window the list is as high as what it shows."""
        old = self._view
        self._go(view)
        if view.needs != old.needs:
            self.refresh(layout=old.air)

    def fit(self, wide: int, height: int, *, air: bool) -> int:
        """Wrap the rows for at most `height` lines; return how many they take."""
        if (self._view.wide, self._view.height, self._view.air) != (wide, height, air):
            self._view = self._view.sized(wide, height, air=air)
            self._paint_lines()
            if self.outer_size == (wide, min(height, self._view.needs) if air else height):
                self.refresh()  # one that gets another size is painted for that
        return min(height, self._view.needs)

    def act(self, action: Action) -> None:
        """Do what a key means, and paint at once what it changed, if that is nothing but lines."""
        name, given = action
        stood, self._held = self.app.cursor_position, {}
        try:
            getattr(self, f"action_{name}")(*given)
        finally:
            held, self._held = self._held, None
        moved = self.app.cursor_position != stood
        if held and self._fits(held) and shows_all_but_lines(self.screen):
            paint_lines(self, {y: self._drawn(y, wide) for y, wide in held.items()})
        elif held or moved:
            self._paint_later(held, moved=moved)

    def _fits(self, held: Mapping[int, int]) -> bool:
        """Return whether no line is wider than this: Textual would cut it."""
        return max(held.values()) <= self.region.width

    def _paint_later(self, held: Mapping[int, int], *, moved: bool) -> None:
        """Leave to Textual what a key changed."""
        self._repaint(held)
        if moved:
            self.post_message(self.Pointed(self.app.cursor_position))
        self.call_after_refresh(self.place)

    def _repaint(self, changed: Mapping[int, int]) -> None:
        """Have lines painted, each as wide as its text was or is."""
        for y, wide in changed.items():
            self.refresh(Region(0, y, wide, 1))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable all actions while another screen is on top."""
        gone = self.screen is not self.app.screen
        return False if gone else super().check_action(action, parameters)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep the styles: none of ours follows from the focus."""

    def on_resize(self) -> None:
        """Move the cursor with its row."""
        self.place()
        self.call_after_refresh(self.place)

    def action_step(self, way: int) -> None:
        """Mark the next row that can be chosen, or scroll by one line."""
        self._go(self._view.step(way))

    def action_page(self, way: int) -> None:
        """Scroll by a page."""
        self._go(self._view.page(way))

    def action_edge(self, way: int) -> None:
        """Jump to the first or the last line."""
        self._go(self._view.edge(way))

    def action_digit(self, digit: str) -> None:
        """Mark the row of this number, and tick it if the question takes ticks.

        A digit may follow another one: 1 and then 2 is 12, if there are so many rows.
        """
        row = self._numbered(self._typed + digit) or self._numbered(digit)
        if row is not None:
            before = self.at
            self._go(self._view.find(row.pick), row.key)
            if row.pick == before or row.pick not in self.careful:
                self._ticked(row.pick)

    def _numbered(self, key: str) -> PageRow | None:
        return next((row for row in self.rows if row.key == key), None)

    def action_choose(self) -> None:
        """Choose the marked row."""
        self._chosen(self.at)

    def action_tick(self) -> None:
        """Tick the marked row."""
        self._ticked(self.at)

    def _go(self, view: View, typed: str = "") -> None:
        """Switch to another view, and repaint the lines that differ."""
        self._view, self._typed = view, typed
        before = self._painted
        self._paint_lines()
        changed = {
            y: max(cell_len(was[0]), cell_len(now[0]))
            for y, (was, now) in enumerate(zip_longest(before, self._painted, fillvalue=BLANK))
            if was != now
        }
        self.place()
        if self._held is None:
            self._repaint(changed)
            self.call_after_refresh(self.place)
        else:
            self._held |= {y: max(wide, self._held.get(y, 0)) for y, wide in changed.items()}

    def _paint_lines(self) -> None:
        """Paint the lines in sight; if only the mark has moved, those that it left or came to."""
        view, old = self._view, self._painted_view
        self._painted_view = view
        kept = self._painted if view.lines is old.lines and view.window == old.window else []
        moved = {view.at, old.at}
        lines = [
            was if was and view.lines[n].row not in moved else self._paint(n)
            for n, was in zip_longest(view.window, kept[: len(view.window)])
        ]
        if view.tall:
            lines += [BLANK] * (view.height - 1 - len(lines))
            lines.append((self._more_words(), "quiet"))
        self._painted = lines

    def _paint(self, n: int) -> Painted:
        line = self._view.lines[n]
        if line.row != self._view.at:
            return line.text, look(self.rows[line.row], said=line.said)
        first = n == 0 or self._view.lines[n - 1].row != line.row
        text = self._sign + line.text[1:] if first else line.text
        return text + " " * (self._view.chosen - cell_len(text)), "chosen"

    @property
    def _sign(self) -> str:
        """The sign of the marked row; none with few colours, where the row is reversed.

        A screen reader says each row whose text changes, so a sign makes it say two.
        """
        return " " if self.app.current_theme.ansi else ">"

    def _more_words(self) -> str:
        return self._more(*self._view.hidden, self._view.below)

    @property
    def ended(self) -> bool:
        """Whether nothing is hidden below."""
        return not self._view.hidden[1]

    def place(self) -> None:
        """Move the terminal's cursor to the marked row, where screen readers look for it."""
        if not (self.is_attached and self.screen.is_active):
            return
        if self._view.at is None:
            spot = self._rest()
        else:
            spot = self.region.offset + Offset(MARK - 1, self._view.spot(self._view.at))
        if spot != self.app.cursor_position:
            self.app.cursor_position = spot
            if self._held is None:
                self.post_message(self.Pointed(spot))

    def notify_style_update(self) -> None:
        """Forget how lines are painted: the styles have changed."""
        self._pens.clear()
        self._styles_of.clear()
        super().notify_style_update()

    def _drawn(self, y: int, wide: int) -> str:
        """Return what paints the first cells of a line, as `render_line` draws it."""
        text, look = self._painted[y] if y < len(self._painted) else BLANK
        blanks = " " * (wide - cell_len(text))
        return self._pen(look) + text + (self._pen("text") + blanks if blanks else "")

    def _pen(self, look: str) -> str:
        if look not in self._pens:
            self._pens[look] = pen(self, self.style_of(look))
        return self._pens[look]

    def style_of(self, look: str) -> Style:
        """Return how a look is drawn, here and in what is pinned above the list."""
        if look not in self._styles_of:
            self._styles_of[look] = self.app.get_component_styles(f"look--{look}").rich_style
        return self._styles_of[look]

    def render(self) -> RenderResult:
        """Return nothing: `render_line` draws each line."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        text, look = self._painted[y] if y < len(self._painted) else BLANK
        style, blank = self.style_of(look), self.style_of("text")
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, blank)
