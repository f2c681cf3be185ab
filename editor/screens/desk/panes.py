"""The desk as panes: outline, form and preview; in a narrow window one at a time."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from editor.screens.seen_screen import SeenScreen
from editor.screens.widgets.form import FormRows
from editor.screens.widgets.key_line import KeyLine
from editor.screens.widgets.outline import Outline
from editor.screens.widgets.preview_pane import (
    BAR,
    SIDES,
    SMALL,
    WIDE,
    PreviewPane,
    fitting_size,
)
from editor.screens.widgets.reading import Readable
from editor.screens.widgets.text_drawer import TextDrawer
from editor.screens.widgets.verdict_line import SayFault, VerdictLine
from editor.values import Field
from screens.words import Words

OUTLINE, FORM, PREVIEW = "outline-pane", "form-pane", "preview-pane"
PANES = (OUTLINE, FORM, PREVIEW)
SEVERAL = 100
"""Columns from which the outline and the form stand side by side."""
WHILE_WRITING = {"save", "leave", "help", "found", "everything"}
"""What acts also while one writes: no letter does."""
LEFT, WIDER = 32, 44
"""Columns of the outline, and of a wide one where the window is `ROOMY`."""
ROOMY = 150
MIDDLE = {WIDE: 64, SMALL: 44}
"""The least columns of the form beside a picture of each size."""


class SearchLine(Input):
    """The line that narrows the outline."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.found", "keys.found"),
        Binding("down", "screen.found", "keys.found", show=False),
        Binding("tab", "screen.found", "keys.found", show=False),
        Binding("escape", "screen.everything", "keys.everything"),
    ]


class Panes(SeenScreen[None]):
    """Lays out the panes, and decides which are in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", "keys.pane"),
        Binding("shift+tab", "turn(-1)", "keys.pane", show=False),
    ]

    def __init__(self, words: Words, say_fault: SayFault) -> None:
        """Start with the outline in front."""
        super().__init__()
        self.words = words
        self._say_fault = say_fault
        self._front = OUTLINE
        self.shows_preview = False

    def compose(self) -> ComposeResult:
        """Lay out heading, panes, verdict and keys."""
        yield Static(id="head", classes="headline", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id=OUTLINE, classes="pane"):
                yield SearchLine(placeholder=self.words("search.hint"), id="search", compact=True)
                yield Outline(self.words)
            with Vertical(id=FORM, classes="pane"):
                yield Static(id="title", classes="title", markup=False)
                yield Static(id="entry-faults", classes="wrong", markup=False)
                yield FormRows(self.words, self.wrong_in)
                yield TextDrawer()
            with Readable(id=PREVIEW, classes="pane"):
                yield PreviewPane()
        yield VerdictLine(self.words, self._say_fault)
        yield KeyLine()

    def wrong_in(self, _field: Field) -> str:
        """Return what is wrong with a field as it is kept; nothing where nobody looks."""
        return ""

    @property
    def rows(self) -> Outline:
        """The outline."""
        return self.query_one(Outline)

    @property
    def fields(self) -> FormRows:
        """The form."""
        return self.query_one(FormRows)

    @property
    def drawer(self) -> TextDrawer:
        """The place to write."""
        return self.query_one(TextDrawer)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no letter act, nor be named in the foot, while one writes."""
        writes = isinstance(self.focused, TextArea | Input)
        if action == "outline" and self._at == OUTLINE:
            return False
        if writes and action not in WHILE_WRITING:
            return False
        return super().check_action(action, parameters)

    @property
    def verdict(self) -> VerdictLine:
        """The line that says how the pack stands."""
        return self.query_one(VerdictLine)

    def on_resize(self, _event: Resize) -> None:
        """Show as many panes as there is room for."""
        self._arrange()

    def bring(self, pane: str) -> None:
        """Bring a pane to the front, and give it the keys."""
        self._front = pane
        self._arrange()
        self._keys_of(pane).focus()

    @property
    def _at(self) -> str:
        """The pane that has the keys, also where a click or something new gave it them."""
        around = {node.id for node in self.focused.ancestors_with_self} if self.focused else set()
        return next((pane for pane in PANES if pane in around), self._front)

    def _keys_of(self, pane: str) -> Widget:
        return {OUTLINE: self.rows, FORM: self.fields}.get(pane, self.query_one(f"#{pane}"))

    def _arrange(self) -> None:
        wide = self.size.width
        self.set_class(wide < SEVERAL, "narrow")
        seen = {self._front} if wide < SEVERAL else {OUTLINE, FORM}
        if self.beside:
            seen.add(PREVIEW)
        elif self._front == PREVIEW and wide >= SEVERAL:
            seen = {OUTLINE, PREVIEW}
        for pane in PANES:
            self.query_one(f"#{pane}").display = pane in seen
        self.shows_preview = PREVIEW in seen
        self.refresh_bindings()
        self.query_one(f"#{PREVIEW}").styles.width = self._preview_width()
        self.query_one(f"#{OUTLINE}").styles.width = "1fr" if wide < SEVERAL else self._left

    @property
    def beside(self) -> bool:
        """Whether the preview stands beside the form."""
        return self.size.width >= SEVERAL and self._room() is not None

    def _room(self) -> tuple[int, int] | None:
        """Return the size of picture that fits beside outline and form."""
        left = self.size.width - self._left - SIDES
        sizes = (size for size, form in MIDDLE.items() if left - form >= size[0])
        return next((size for size in sizes if size[1] <= self._high), None)

    @property
    def _left(self) -> int:
        """The columns of the outline where it does not stand alone."""
        return WIDER if self.size.width >= ROOMY else LEFT

    @property
    def _high(self) -> int:
        return self.size.height - 4

    @property
    def picture_size(self) -> tuple[int, int]:
        """The size at which the preview is painted, beside the outline in a wide window."""
        taken = self._left if self.size.width >= SEVERAL else 0
        alone = fitting_size(self.size.width - taken - SIDES - BAR)
        return (self._room() if self.beside else None) or alone

    def _preview_width(self) -> int | str:
        return self.picture_size[0] + SIDES if self.beside else "1fr"

    def action_outline(self) -> None:
        """Go back to the outline."""
        self.bring(OUTLINE)

    def action_turn(self, by: int) -> None:
        """Go to the next pane."""
        at = PANES.index(self._at)
        self.bring(PANES[(at + by) % len(PANES)])
