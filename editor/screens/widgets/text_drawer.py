"""A text being written, and what is wrong with it while it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import Static, TextArea

Wrong = Callable[[str], str]
"""Returns what is wrong with a text, in a sentence; empty text if nothing is."""


class WordField(TextArea):
    """A text in lines that wrap; Enter ends it, since a text of a pack is one paragraph."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "finish(0)", "keys.keep"),
        Binding("tab", "finish(1)", "keys.next"),
        Binding("escape", "drop", "keys.drop"),
        Binding("home,ctrl+home", "to_start", show=False),
        Binding("end,ctrl+end", "to_end", show=False),
    ]

    class Finished(Message):
        """The text is written; `step` is 1 to go on to the next field."""

        def __init__(self, text: str, step: int) -> None:
            """Carry the text."""
            super().__init__()
            self.text, self.step = text, step

    class Dropped(Message):
        """The text is to stay as it was."""

    def __init__(self, id_: str) -> None:
        """Start empty, without line numbers."""
        super().__init__(id=id_, soft_wrap=True, compact=True, tab_behavior="focus")

    def on_key(self, event: Key) -> None:
        """End the text by keys that a text area would take, in their turn among what is typed."""
        end = {"enter": 0, "tab": 1}.get(event.key)
        if end is not None:
            event.prevent_default().stop()
            self.action_finish(end)

    def action_to_start(self) -> None:
        """Go to the beginning of the text: where a line wraps is no place in it."""
        self.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end)

    def action_delete_to_start_of_line(self) -> None:
        """Take away all before the mark, in every line of the paragraph."""
        self.delete((0, 0), self.cursor_location)

    async def action_delete_to_end_of_line_or_delete_line(self) -> None:
        """Take away all after the mark."""
        self.delete(self.cursor_location, self.document.end)

    def action_finish(self, step: int) -> None:
        """Hand the text on."""
        self.post_message(self.Finished(one_line(self.text), step))

    def action_drop(self) -> None:
        """Leave the text as it was."""
        self.post_message(self.Dropped())


def one_line(text: str) -> str:
    """Return a text as one paragraph: a line's end is a space."""
    return " ".join(text.split())


class TextDrawer(Vertical):
    """A label, the text, and a sentence under it."""

    def __init__(self) -> None:
        """Start closed."""
        super().__init__(id="drawer")
        self._wrong: Wrong = str
        self.display = False

    def compose(self) -> ComposeResult:
        """Lay out label, text and sentence."""
        yield Static(id="writing", classes="title", markup=False)
        yield WordField("text")
        yield Static(id="wrong", classes="wrong", markup=False)

    def open(self, label: str, text: str, wrong: Wrong) -> None:
        """Begin to write; `wrong` is asked after every key."""
        self._wrong = wrong
        self.query_one("#writing", Static).update(label)
        field = self.query_one(WordField)
        field.load_text(text)
        field.move_cursor(field.document.end)
        self.display = True
        field.focus()
        self._look(text)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return one_line(self.query_one(WordField).text)

    def close(self) -> None:
        """Put the text away."""
        self.display = False

    @on(TextArea.Changed)
    def look(self, event: TextArea.Changed) -> None:
        """Say at once what is wrong."""
        if self.display:
            self._look(event.text_area.text)

    def look_again(self) -> None:
        """Say what is wrong, of which more is known now."""
        if self.display:
            self._look(self.text)

    def _look(self, text: str) -> None:
        self.query_one("#wrong", Static).update(self._wrong(one_line(text)))
