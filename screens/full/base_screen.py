"""The base of all screens: the way out on top, pinned rows, a list, and key hints below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Offset, Size
from textual.widgets import Static

from screens.full.choices import Choices, Unscrolled
from screens.full.column import PASSING, PINNED, Column, Pinned
from screens.full.view import fold
from screens.pages.rows import PageRow
from screens.terminal.column import HIGH, beyond, width
from screens.terminal.frames import PaintedOnce, drop_painted
from screens.words import Words

if TYPE_CHECKING:
    from screens.full.app import Evenground

LEAST = 4
"""Lines that the list has at least; what would leave it fewer is not pinned, but listed."""

SMALLEST = Size(40, 15)
"""Smallest window; below it the screen still runs, but suggests line mode."""

HINTED = (
    "turn", "back", "skip", "why", "look", "onward", "sources", "take", "code", "country", "leave",
    "heard", "language",
)  # fmt: skip
"""Keys shown in the hint line, in this order."""

BACK = Binding("b,B", "back", "back")

COLUMN = Column()

UNSAID = "seen"
"""Role of rows for line mode only; on a screen they would push numbers out of sight."""


class Hints(Unscrolled):
    """The hint line; it wraps between hints, never within one."""

    def __init__(self, pieces: tuple[str, ...], instead: str) -> None:
        """Keep the hints, and the text shown instead of them in a window that is too small."""
        super().__init__(id="hint")
        self._pieces = pieces
        self._instead = instead

    def show(self, pieces: tuple[str, ...]) -> None:
        """Show other hints."""
        if pieces != self._pieces:
            self._pieces = pieces
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the hints take."""
        return len(self._content().wrap(max(1, width)))

    def render(self) -> RenderResult:
        """Show the hints."""
        return self._content()

    def _content(self) -> Content:
        size = self.app.size
        small = size.width < SMALLEST.width or size.height < SMALLEST.height
        return Content(self._instead if small else fold(self._pieces, beyond(size.width)))


class TopLine(Unscrolled, Static):
    """The first line of a screen."""


class BaseScreen(PaintedOnce):
    """A screen with pinned rows and a list, and the bindings that all screens share.

    A binding is described by the key of its hint, in `keys`; one without is not hinted at.
    """

    LIST: ClassVar[tuple[str, ...]] = ("read", "choose")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,H", "card"),
        Binding("c,C", "country"),
        Binding("escape", "escape"),
        Binding("q,Q", "app.leave", "leave"),
        Binding("ctrl+l", "app.paint_again"),
    ]
    ABOVE: ClassVar[bool] = False
    """Whether this screen stands above another, to which a first Esc returns."""

    _country, _notice = "", ""
    _listing: tuple[PageRow, ...] = ()
    _put_for = Size(0, 0)

    @property
    def layout(self) -> Column:
        """The layout: one column."""
        return COLUMN

    @property
    def even(self) -> Evenground:
        """The app, with its own type."""
        return cast("Evenground", self.app)

    @property
    def words(self) -> Words:
        """The catalogue of sentences."""
        return self.even.words

    @property
    def above(self) -> bool:
        """Whether a first Esc returns to another screen."""
        return self.ABOVE

    @property
    def pinned(self) -> Pinned:
        """What is pinned above the list."""
        return self.query_one(Pinned)

    @property
    def choices(self) -> Choices:
        """The list of this screen."""
        return self.query_one(Choices)

    def compose(self) -> ComposeResult:
        """Yield the widgets from the top down."""
        yield TopLine(self.top(), id="top", markup=False)
        listed = self.list_rows()
        yield Pinned(self.layout.gap, listed.style_of)
        yield listed
        yield Hints(tuple(self.hint(key) for key in self.hints()), self.words("small.sentence"))

    def list_rows(self) -> Choices:
        """Return the list of this screen, empty."""
        return Choices(self.more, self.rest, self.choose, self.tick)

    def more(self, above: bool, below: bool, options: int) -> str:
        """Return where lines are hidden, and how many options are among those below."""
        key = "both" if above and below else "above" if above else "below"
        if below and options:
            return self.words.count(f"more.{key}_options", options)
        return self.words(f"more.{key}")

    def top(self) -> str:
        """Return the top line: how to leave, and how to get numbers to call."""
        return f"{self.words('leave.line')}   {self.words('leave.card')}"

    def hints(self) -> tuple[str, ...]:
        """Return the hints of the last line: the list's own, then those of described bindings."""
        kinds = (vars(kind).get("BINDINGS", ()) for kind in type(self).__mro__)
        described = {b.description for own in kinds for b in own if isinstance(b, Binding)}
        tab = ("tab",) * self.even.setting.no_letters
        return (*self.LIST, *tab, *(key for key in HINTED if key in described))

    def hint(self, key: str) -> str:
        """Return the text of one hint."""
        return self.words(f"keys.{key}")

    def on_mount(self) -> None:
        """Fill in the words and focus the list."""
        self.choices.focus()
        self._country, self._put_for = self.even.country, self.app.size
        self.choices.expect(self._put_for)
        self.fill()

    def on_screen_resume(self) -> None:
        """Restart the idle timer; show another country's numbers, and the cursor, in place.

        A screen that was passed on the way to one below shows nothing: its walk may be gone.
        """
        if not self.is_current:
            return
        self.refresh()  # as Textual does after its layout, which need not paint then
        self.even.attend()
        self.show_notice()
        if self._country not in {"", self.even.country}:
            self._country = self.even.country
            with self.choices.staying():
                self.fill()
        for choices in self.query(Choices):
            self.call_after_refresh(choices.place)

    def on_screen_suspend(self) -> None:
        """Keep no painted lines while another screen is above: all are painted again then."""
        drop_painted(self)

    def fill(self) -> None:
        """Fill in the words of this screen; each subclass has its own."""
        raise NotImplementedError

    def show_notice(self) -> None:
        """Show the notice, and what the app says until the next key, once this is composed."""
        for pinned in self.query(Pinned):
            pinned.show(PASSING, "\n".join(filter(None, (self._notice, self.even.passing))))

    def pin(self, name: str, says: str = "") -> None:
        """Set the text of a pinned row; skip the repaint if it is unchanged."""
        if name == PASSING:
            self._notice = says
            self.show_notice()
        else:
            self.pinned.show(name, says)

    def put(self, rows: Iterable[PageRow], at: str = "", *, stay: bool = False) -> None:
        """Pin the rows whose role is in `PINNED`, and list all others.

        `at` is the pick of the row to mark; `stay` keeps the scroll position and the mark instead.
        """
        self._listing = tuple(rows)
        self.choices.show(self.listed(self._listing), at, stay=stay)

    def listed(self, rows: Iterable[PageRow]) -> tuple[PageRow, ...]:
        """Pin the rows whose role is in `PINNED`, if there is room, and return all others."""
        shown = tuple(row for row in rows if row.role != UNSAID)
        if not self._fits(shown):
            return tuple(self._unpinned(shown))
        for row in shown:
            if row.role in PINNED:
                self.pin(row.role, row.text)
        return tuple(row for row in shown if row.role not in PINNED)

    def _fits(self, rows: Iterable[PageRow]) -> bool:
        """Return whether the list has some lines besides what is to be pinned."""
        size, hint = self.app.size, self.query_one(Hints)
        texts = [row.text for row in rows if row.role in PINNED and row.text]
        lines = sum(len(Content(text).wrap(width(size.width))) for text in texts)
        hints = hint.get_content_height(size, size, beyond(size.width))
        gaps = len(texts) + 2 if size.height >= HIGH else 0
        return lines + hints + gaps + 1 + LEAST <= size.height

    def _unpinned(self, rows: Iterable[PageRow]) -> Iterator[PageRow]:
        """Yield all rows for the list, and pin none."""
        for name in PINNED[:-1]:
            self.pin(name)
        for row in rows:
            if row.role not in PINNED:
                yield row
            elif row.text:
                yield PageRow(row.text, "bold" if row.role == "head" else "quiet")

    def put_again(self) -> None:
        """Show the same rows in a window of another size."""
        self.put(self._listing, stay=True)

    def on_resize(self, event: Resize) -> None:
        """Pin what fits above the list, and list the rest, unless this screen is being removed.

        A list that only moves is not told of it, and the cursor must move with it. What tells of a
        layout for the size that the rows were put for is heard by nobody: Textual would make one
        more.
        """
        if event.size == self.size == self._put_for:
            event.prevent_default()
            return
        self._put_for = event.size
        self.forget_places()
        if self._listing and self.query(Hints):
            self.put_again()
        for choices in self.query(Choices):
            choices.call_after_refresh(choices.place)

    def rest(self) -> Offset:
        """Return where the cursor rests while no row is marked: left of the heading or the list."""
        pinned = self.pinned
        x, y = (pinned if pinned.says("head") else self.choices).region.offset
        return Offset(max(0, x - 1), y + pinned.above("head"))

    def choose(self, pick: str) -> None:
        """Handle Enter: choose the marked row, if there is one."""
        if pick:
            self.chosen(pick)
        else:
            self.unchosen()

    def tick(self, pick: str) -> None:
        """Handle the space bar or a digit; only questions with several answers override this."""

    def chosen(self, pick: str) -> None:
        """Handle the choice of a row."""

    def unchosen(self) -> None:
        """Handle Enter while no row is marked: scroll by a page."""
        self.choices.action_page(1)

    @on(Choices.Pointed)
    def _pointed(self, event: Choices.Pointed) -> None:
        if self.is_active:
            self.even.point(event.spot)

    def action_back(self) -> None:
        """Return to the screen below."""
        self.app.pop_screen()

    def action_card(self) -> None:
        """Show the safety card."""
        self.even.show_card()

    def action_country(self) -> None:
        """Show the list of countries."""
        self.even.show_countries()

    def action_escape(self) -> None:
        """Go back from a screen above another, and say that a second Esc leaves."""
        if self.above:
            self.action_back()
        self.even.say("leave.once_more")


class InnerScreen(BaseScreen):
    """A screen with bindings to go back and to look over all answers."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK, Binding("l,L", "look_over")]

    def action_look_over(self) -> None:
        """Look over the answers."""
        self.even.look_over()
