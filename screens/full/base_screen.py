"""What every screen has: the way out on top, words that stay, a list, and hints below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from screens.full.choices import Choices
from screens.full.view import fold
from screens.pages.rows import PageRow
from screens.words import Words

if TYPE_CHECKING:
    from screens.full.app import Evenground

SMALLEST = Size(40, 15)
"""Below this the screen still runs, but offers the line by line mode."""

PINNED = ("meta", "note", "head", "notice")
"""The words that stay above the list, from the top down; an empty one takes no room."""


HINTED = ("back", "skip", "why", "look", "sources", "leave", "heard", "language")
"""Keys that are hinted at, in this order."""

BACK = Binding("b,B", "back", "back")

UNSAID = "seen"
"""The role of what only line mode says: on a screen it would push numbers out of sight."""


class Hints(Widget):
    """The keys of a screen; each hint stays whole when the line breaks."""

    def __init__(self, pieces: tuple[str, ...], instead: str) -> None:
        """Keep the hints, and what to say instead in a window that is too small."""
        super().__init__(id="hint")
        self._pieces = pieces
        self._instead = instead

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Count the lines that the hints take."""
        return len(self._content().wrap(max(1, width)))

    def render(self) -> RenderResult:
        """Show the hints."""
        return self._content()

    def _content(self) -> Content:
        size = self.app.size
        small = size.width < SMALLEST.width or size.height < SMALLEST.height
        margin = self.screen.styles.padding.width
        return Content(self._instead if small else fold(self._pieces, size.width - margin))


class BaseScreen(Screen[None]):
    """A screen that fills in `PINNED` words and a list, and hears the keys that all share.

    A binding is described by the key of its hint, in `keys`; one without is not hinted at.
    """

    LIST: ClassVar[tuple[str, ...]] = ("read", "choose")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,H", "card"),
        Binding("q,Q", "app.leave", "leave"),
    ]

    @property
    def even(self) -> Evenground:
        """The program, by its own type."""
        return cast("Evenground", self.app)

    @property
    def words(self) -> Words:
        """The words of the screens."""
        return self.even.words

    @property
    def choices(self) -> Choices:
        """The list of this screen."""
        return self.query_one(Choices)

    def compose(self) -> ComposeResult:
        """Lay out the parts from the top down."""
        say = self.words
        yield Static(self.top(), id="top", markup=False)
        for name in PINNED:
            yield Static(id=name, markup=False)
        more = (say("more.below"), say("more.above"), say("more.both"))
        yield Choices(more, self.rest, self.choose, self.tick)
        yield Hints(tuple(self.hint(key) for key in self.hints()), say("small.sentence"))

    def top(self) -> str:
        """Say the way out, and the way to numbers to call."""
        return f"{self.words('leave.line')}   {self.words('leave.card')}"

    def hints(self) -> tuple[str, ...]:
        """Name the hints to show in the last line: those of the list, then of described keys."""
        kinds = (vars(kind).get("BINDINGS", ()) for kind in type(self).__mro__)
        described = {b.description for own in kinds for b in own if isinstance(b, Binding)}
        return (*self.LIST, *(key for key in HINTED if key in described))

    def hint(self, key: str) -> str:
        """Say one hint."""
        return self.words(f"keys.{key}")

    def on_mount(self) -> None:
        """Start with what this screen says."""
        for name in PINNED:
            self.pin(name)
        self.choices.focus()
        self.fill()

    def on_screen_resume(self) -> None:
        """Wait for a key here, and put the cursor back when a screen above this one was closed."""
        self.even.attend()
        for choices in self.query(Choices):
            self.call_after_refresh(choices.place)

    def fill(self) -> None:
        """Put the words of this screen in place; each screen has its own."""
        raise NotImplementedError

    def pin(self, name: str, says: str = "") -> None:
        """Put words above the list; nothing is painted where they are there already."""
        part = self.query_one(f"#{name}", Static)
        if part.content != says or part.display != bool(says):
            part.display = bool(says)
            part.update(says)

    def put(self, rows: Iterable[PageRow], at: str = "", *, stay: bool = False) -> None:
        """Put what is about the page itself above the list, and all other rows into it."""
        listed = []
        for row in rows:
            if row.role in PINNED:
                self.pin(row.role, row.text)
            elif row.role != UNSAID:
                listed.append(row)
        self.choices.show(tuple(listed), at, stay=stay)

    def rest(self) -> Offset:
        """Find where the cursor rests while no line is marked: at the words on top."""
        head = self.query_one("#head")
        return (head if head.display else self.choices).region.offset

    def choose(self, pick: str) -> None:
        """Act on Enter, on the marked line where there is one."""
        if pick:
            self.chosen(pick)
        else:
            self.unchosen()

    def tick(self, pick: str) -> None:
        """Act on the space bar, or a digit: only a question with several answers does."""

    def chosen(self, pick: str) -> None:
        """Act on the line that was chosen."""

    def unchosen(self) -> None:
        """Act on Enter while no line is marked: read on."""
        self.choices.action_page(1)

    @on(Choices.Pointed)
    def _pointed(self, event: Choices.Pointed) -> None:
        if self.is_active:
            self.even.point(event.spot)

    def action_back(self) -> None:
        """Go back to where one was."""
        self.app.pop_screen()

    def action_card(self) -> None:
        """Show numbers to call."""
        self.even.show_card()


class InnerScreen(BaseScreen):
    """A screen from which one can go back, and on which answers can be looked over."""

    BINDINGS: ClassVar[list[BindingType]] = [BACK, Binding("l,L", "look_over")]

    def action_look_over(self) -> None:
        """Look over the answers."""
        self.even.look_over()
